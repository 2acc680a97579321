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
   * clock, because the Alertmanager's may be wrong: it only says for how long it waits
   */
  listed(alerts: readonly Listed[], receivedAtMs: number): ReadonlyMap<string, number>;
}

export function createRenewals(): Renewals {
  let known: ReadonlyMap<string, { readonly updatedAt: string; readonly renewedAtMs: number }> = new Map();
  return {
    listed(alerts, receivedAtMs) {
      const now = new Map<string, { readonly updatedAt: string; readonly renewedAtMs: number }>();
      const lapses = new Map<string, number>();
      for (const { fingerprint, updatedAt, endsAt } of alerts) {
        if (!fingerprint || !updatedAt || !endsAt) continue;
        const before = known.get(fingerprint);
        const isRenewed = before?.updatedAt !== updatedAt;
        const renewedAtMs = isRenewed ? receivedAtMs : Math.min(before.renewedAtMs, receivedAtMs);
        now.set(fingerprint, { updatedAt, renewedAtMs });
        const waitMs = Date.parse(endsAt) - Date.parse(updatedAt);
        if (waitMs > 0) lapses.set(fingerprint, renewedAtMs + LAPSES_AFTER * waitMs);
      }
      known = now;
      return lapses;
    },
  };
}
