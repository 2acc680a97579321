import { useState } from 'react';
import { type FeedRow, type HeldRows, holdRows } from './feed-model.ts';

interface Held {
  readonly rows: readonly FeedRow[];
  readonly key: string;
}

/**
 * Keeps rows where they are while the pointer is over the list.
 * @param fresh the rows as they would be now
 * @param key changes when the person changes what is listed (a filter, a fold): then nothing is held
 */
export function useHeldRows(
  fresh: readonly FeedRow[],
  key: string,
): HeldRows & { readonly hold: () => void; readonly release: () => void } {
  const [held, setHeld] = useState<Held | null>(null);
  if (held !== null && held.key !== key) setHeld({ rows: fresh, key });
  const shown =
    held !== null && held.key === key && held.rows !== fresh
      ? holdRows(held.rows, fresh)
      : { rows: fresh, waiting: 0 };
  return {
    ...shown,
    hold: () => setHeld({ rows: fresh, key }),
    release: () => setHeld(null),
  };
}
