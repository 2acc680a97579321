import { useEffect, useMemo, useRef, useState } from 'react';
import { type FeedRow, type HeldRows, holdRows } from './feed-model.ts';

/** How long rows keep their places after a key: until the eye has found what the key led to. */
const KEY_HOLD_MS = 5_000;

interface Held {
  readonly rows: readonly FeedRow[];
  readonly key: string;
}

export interface HeldRowsControl extends HeldRows {
  readonly onPointer: (isInside: boolean) => void;
  /** Somebody moves by key. */
  readonly onKey: () => void;
  /** Takes the newest order, and goes on holding it. */
  readonly showNow: () => void;
}

/**
 * Keeps rows where they are while the pointer is over the list, and for a while after each key.
 * @param fresh the rows as they would be now
 * @param key changes when the person changes what is listed (a filter, a fold): then nothing is held
 */
export function useHeldRows(fresh: readonly FeedRow[], key: string): HeldRowsControl {
  const [held, setHeld] = useState<Held | null>(null);
  const isInside = useRef(false);
  const timer = useRef<number | null>(null);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  if (held !== null && held.key !== key) setHeld({ rows: fresh, key });
  const shown = useMemo(
    () =>
      held !== null && held.key === key && held.rows !== fresh
        ? holdRows(held.rows, fresh)
        : { rows: fresh, waiting: 0 },
    [held, key, fresh],
  );
  const hold = (): void => setHeld((before) => before ?? { rows: fresh, key });
  return {
    ...shown,
    onPointer(inside) {
      isInside.current = inside;
      if (inside) hold();
      else if (timer.current === null) setHeld(null);
    },
    onKey() {
      hold();
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        timer.current = null;
        if (!isInside.current) setHeld(null);
      }, KEY_HOLD_MS);
    },
    showNow: () => setHeld({ rows: fresh, key }),
  };
}
