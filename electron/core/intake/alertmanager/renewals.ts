/** Alerts as an Alertmanager lists them, as far as this is concerned. */
interface Listed {
  readonly fingerprint?: string | null | undefined;
  readonly updatedAt?: string | null | undefined;
  readonly endsAt?: string | null | undefined;
}

/**
 * Whoever sends an alert repeats it several times before its `endsAt`: Prometheus four times. One that was not repeated
 * for this part of its time and then leaves the list was given up, not called over.
 */
const LAPSES_AFTER = 0.75;

/** When alerts of one Alertmanager were last repeated. */
export interface Renewals {
  /**
   * Takes the alerts of one list, and forgets those that are not in it.
   * @returns by fingerprint, from when on leaving the list means that nobody repeated it; epoch milliseconds of our
   * clock, because the Alertmanager's may be wrong: it only says for how long it waits. Valid until the next list
   */
  listed(alerts: readonly Listed[], receivedAtMs: number): ReadonlyMap<string, number>;
}

/** What one alert was repeated with last, and when. */
interface Renewal {
  readonly updatedAt: string;
  readonly endsAt: string;
  readonly renewedAtMs: number;
  /** Null where it does not say for how long it waits. */
  readonly lapsesAtMs: number | null;
}

export function createRenewals(): Renewals {
  // Both are kept and changed in place: a list of ten thousand alerts comes every few seconds, and is almost the same.
  const known = new Map<string, Renewal>();
  const lapses = new Map<string, number>();
  return {
    listed(alerts, receivedAtMs) {
      const present = new Set<string>();
      for (const { fingerprint, updatedAt, endsAt } of alerts) {
        if (!fingerprint || !updatedAt || !endsAt) continue;
        present.add(fingerprint);
        const before = known.get(fingerprint);
        const isSame = before?.updatedAt === updatedAt && before.endsAt === endsAt;
        // One that lies ahead was stamped by a clock that has been set back.
        if (isSame && before.renewedAtMs <= receivedAtMs) continue;
        const renewal = renewed(updatedAt, endsAt, receivedAtMs);
        known.set(fingerprint, renewal);
        if (renewal.lapsesAtMs === null) lapses.delete(fingerprint);
        else lapses.set(fingerprint, renewal.lapsesAtMs);
      }
      for (const fingerprint of known.keys()) {
        if (present.has(fingerprint)) continue;
        known.delete(fingerprint);
        lapses.delete(fingerprint);
      }
      return lapses;
    },
  };
}

function renewed(updatedAt: string, endsAt: string, renewedAtMs: number): Renewal {
  const waitMs = Date.parse(endsAt) - Date.parse(updatedAt);
  const lapsesAtMs = waitMs > 0 ? renewedAtMs + LAPSES_AFTER * waitMs : null;
  return { updatedAt, endsAt, renewedAtMs, lapsesAtMs };
}
