import { useEffect, useMemo, useState } from 'react';
import type { StageSize } from '../../map/use-stage.ts';

/** Device pixels per CSS pixel on paper: a canvas is printed as the picture it is. */
const PRINT_RATIO = 3;

/** The size of a stage, finer while the page is being printed. */
export function usePrintRatio(size: StageSize): StageSize {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => setIsPrinting(true);
    const end = (): void => setIsPrinting(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return useMemo(
    () => (isPrinting ? { ...size, ratio: Math.max(size.ratio, PRINT_RATIO) } : size),
    [size, isPrinting],
  );
}
