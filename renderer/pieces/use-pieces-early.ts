import { useEffect } from 'react';
import { useLink } from '../state/hooks.ts';
import { fetchPieces } from './piece.ts';

/** Later than whatever the first view needs, and not for a page that is only looked at in passing. */
const AFTER_MS = 15_000;

/** Fetches all pieces of the page once its first view stands, and what did not come when Vigil is there again. */
export function usePiecesEarly(ready: boolean): void {
  const isConnected = useLink() === 'open';
  useEffect(() => {
    if (!ready || !isConnected) return;
    const timer = setTimeout(() => {
      fetchPieces().catch(() => undefined);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [ready, isConnected]);
}
