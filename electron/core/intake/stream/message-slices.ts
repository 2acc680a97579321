import type { Clock } from '../../clock.ts';

/** Longest time messages are worked on before other work gets its turn. */
const SLICE_MS = 8;

/** The sender is held back long before this many wait; more can only come from one that cannot be held back. */
const MAX_WAITING = 100_000;

/** Holds a connection's sender back, by not reading on. */
export interface Flow {
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Works on messages in the order they came, in slices. */
export interface MessageSlices {
  /** Works on it now when there is time left in this turn, else soon. Returns false when too many wait already. */
  push(work: () => void): boolean;
  /** The connection to hold back while messages wait; null when there is none. */
  flow(flow: Flow | null): void;
  stop(): void;
}

/**
 * A flood of messages must not keep the process from anything else: after a slice the rest waits, and nothing more
 * is read from the connection until it is worked off. So the sender slows down, and memory stays flat.
 *
 * @param failed told what a message threw; the others go on
 */
export function createMessageSlices(clock: Clock, failed: (error: unknown) => void): MessageSlices {
  let waiting: (() => void)[] = [];
  let head = 0;
  let sliceEndsMs: number | null = null;
  let cancel: (() => void) | null = null;
  let held: Flow | null = null;
  let isPaused = false;

  const run = (work: (() => void) | undefined): void => {
    try {
      work?.();
    } catch (error) {
      failed(error);
    }
  };
  const drain = (): void => {
    cancel = null;
    sliceEndsMs = null;
    if (head === waiting.length) return;
    const endsMs = clock.monotonicMs() + SLICE_MS;
    do {
      run(waiting[head]);
      head += 1;
    } while (head < waiting.length && clock.monotonicMs() < endsMs);
    if (head < waiting.length) {
      cancel = clock.setTimeout(drain, 0);
      return;
    }
    waiting = [];
    head = 0;
    resume();
  };
  const resume = (): void => {
    if (!isPaused) return;
    isPaused = false;
    held?.resume();
  };

  return {
    push(work) {
      cancel ??= clock.setTimeout(drain, 0);
      const nowMs = clock.monotonicMs();
      sliceEndsMs ??= nowMs + SLICE_MS;
      if (waiting.length === 0 && nowMs < sliceEndsMs) {
        run(work);
        return true;
      }
      if (waiting.length - head >= MAX_WAITING) return false;
      waiting.push(work);
      if (!isPaused) {
        isPaused = true;
        held?.pause();
      }
      return true;
    },
    flow(next) {
      held = next;
      if (isPaused) next?.pause();
    },
    stop() {
      cancel?.();
      cancel = null;
      waiting = [];
      head = 0;
    },
  };
}
