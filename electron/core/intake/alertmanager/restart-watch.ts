/**
 * An Alertmanager forgets its alerts when it restarts, until every Prometheus has sent them again: after its
 * resend delay, a minute, or its evaluation interval, commonly as long. Until then nothing missing is over.
 */
export const SETTLE_MS = 150_000;

/** Members of a cluster that one address may lead to in turn; more are forgotten, the one longest unseen first. */
const MAX_STARTS = 16;

/** Judges whether a list of alerts can be whole, by when the process that gave it says that it started. */
export interface RestartWatch {
  /**
   * It answered when asked for its state.
   * @param startedAtMs by its own clock; null when it does not say
   * @param itsNowMs by its own clock as well
   */
  answered(startedAtMs: number | null, itsNowMs: number, monotonicMs: number): void;
  /** It did not tell its state: it may have restarted. Does nothing where it never told it. */
  refused(monotonicMs: number): void;
  isSettled(monotonicMs: number): boolean;
  /** The address leads to several in turn. */
  readonly alternates: boolean;
}

/** @returns a watch that believes every list until it hears of a start */
export function createRestartWatch(): RestartWatch {
  /** Starts seen, the one seen last at the end. */
  let starts: readonly number[] = [];
  let settledAtMs = Number.NEGATIVE_INFINITY;
  /** Set while its state cannot be had: no longer than a restart could matter. */
  let doubtedUntilMs: number | null = null;
  let alternates = false;

  return {
    answered(startedAtMs, itsNowMs, monotonicMs) {
      doubtedUntilMs = null;
      if (startedAtMs === null) return;
      const isKnown = starts.includes(startedAtMs);
      // Seen again after another one: not a restart, but a load balancer before several.
      if (isKnown && starts.at(-1) !== startedAtMs) alternates = true;
      if (!isKnown) {
        // Seen first, its own clock decides how long it has been up; afterwards only ours, which cannot disagree.
        const upMs = starts.length === 0 ? Math.max(0, itsNowMs - startedAtMs) : 0;
        settledAtMs = Math.max(settledAtMs, monotonicMs - upMs + SETTLE_MS);
      }
      starts = [...starts.filter((one) => one !== startedAtMs), startedAtMs].slice(-MAX_STARTS);
    },
    refused(monotonicMs) {
      if (starts.length > 0) doubtedUntilMs ??= monotonicMs + SETTLE_MS;
    },
    isSettled: (monotonicMs) =>
      monotonicMs >= Math.max(settledAtMs, doubtedUntilMs ?? Number.NEGATIVE_INFINITY),
    get alternates() {
      return alternates;
    },
  };
}
