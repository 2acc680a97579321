/** What the clock needs of the world. */
export interface SecondClockDeps {
  /** Calls back once, after so many milliseconds; returns what takes it back. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** Milliseconds; only differences count. */
  readonly nowMs: () => number;
  readonly tick: () => void;
}

export interface SecondClock {
  /** A picture has just been put on screen. */
  keepStep(): void;
  stop(): void;
}

const SECOND_MS = 1_000;
/** A picture that comes so much earlier or later than a second after the one before still comes once a second. */
const EARLY_MS = 300;
const LATE_MS = 250;

/**
 * Ticks once a second, together with the pictures where they come every second: what follows the time and what follows the
 * picture is then drawn in one go instead of in two. Pictures now and then, and many in a second, are not followed: the
 * clock would leave seconds out, or hurry.
 */
export function startSecondClock({ after, nowMs, tick }: SecondClockDeps): SecondClock {
  let tickedAtMs = nowMs();
  let picturedAtMs = Number.NEGATIVE_INFINITY;
  let cancel = (): void => undefined;
  const wait = (delayMs: number): void => {
    cancel();
    cancel = after(delayMs, () => {
      wait(SECOND_MS);
      tickedAtMs = nowMs();
      tick();
    });
  };
  wait(SECOND_MS);
  return {
    keepStep: () => {
      const gapMs = nowMs() - picturedAtMs;
      picturedAtMs = nowMs();
      if (gapMs < SECOND_MS - EARLY_MS || gapMs > SECOND_MS + LATE_MS) return;
      // The next picture brings the next tick.
      wait(SECOND_MS + LATE_MS);
      if (picturedAtMs - tickedAtMs < LATE_MS) return;
      tickedAtMs = picturedAtMs;
      tick();
    },
    stop: () => cancel(),
  };
}
