import { useEffect, useState } from 'react';
import { type Detail, FINE_FROM_SCALE, hasFineGeography, loadFineGeography } from '../../map/geography.ts';

/** How finely a map of this scale is drawn. Brings the fine coasts when it first comes close enough for them. */
export function useDetail(scale: number): Detail {
  const [isReady, setIsReady] = useState(hasFineGeography);
  const isWanted = scale >= FINE_FROM_SCALE;
  useEffect(() => {
    if (!isWanted || isReady) return;
    let isGone = false;
    void loadFineGeography().then((isThere) => {
      if (!isGone && isThere) setIsReady(true);
    });
    return () => {
      isGone = true;
    };
  }, [isWanted, isReady]);
  return isWanted && isReady ? 'fine' : 'coarse';
}
