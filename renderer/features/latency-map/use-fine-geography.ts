import { useEffect, useState } from 'react';
import { FINE_FROM_SCALE, hasFineGeography, loadFineGeography } from '../../map/geography.ts';

/** Brings the fine coasts when a map first comes close enough for them; true once they can be drawn. */
export function useFineGeography(scale: number): boolean {
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
  return isReady;
}
