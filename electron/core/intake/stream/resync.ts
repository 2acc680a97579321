import type { Clock } from '../../clock.ts';

/** A snapshot is asked for at most this often: a stream that loses much must not be loaded with more. */
const RESYNC_EVERY_MS = 5_000;

/** Asks the sender for a snapshot, now or as soon as it may be asked again. */
export interface Resync {
  want(): void;
  stop(): void;
}

/** @param ask does nothing when there is no connection: the next one asks anyway */
export function createResync(clock: Clock, ask: () => void): Resync {
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;
  const now = (): void => {
    cancel = null;
    askedAtMs = clock.monotonicMs();
    ask();
  };
  return {
    want() {
      const waitMs = askedAtMs + RESYNC_EVERY_MS - clock.monotonicMs();
      if (waitMs <= 0) now();
      else cancel ??= clock.setTimeout(now, waitMs);
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
