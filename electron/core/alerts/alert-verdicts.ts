import type { Alert } from '../../../shared/domain/alert.ts';
import type { Verdict } from '../../../shared/domain/signal.ts';

/** What confirmed firing alerts say of a service in a region, the worst of them; what is suppressed says nothing. */
export function verdictsOf(alerts: Iterable<Alert>): (service: string, region: string) => Verdict {
  const worst = new Map<string, Verdict>();
  for (const { state, kind, severity, service, region, unconfirmed, suppression } of alerts) {
    if (state !== 'firing' || kind !== 'reported' || severity === 'info') continue;
    if (unconfirmed || suppression !== null || service === null) continue;
    const key = region === null ? service : `${service}\u0000${region}`;
    const verdict: Verdict = severity === 'critical' ? 'down' : 'degraded';
    if (worst.get(key) !== 'down') worst.set(key, verdict);
  }
  // An alert without a region speaks of the whole service.
  return (service, region) => {
    const whole = worst.get(service) ?? 'ok';
    const here = worst.get(`${service}\u0000${region}`) ?? 'ok';
    return whole === 'down' || here === 'down' ? 'down' : whole === 'degraded' ? whole : here;
  };
}
