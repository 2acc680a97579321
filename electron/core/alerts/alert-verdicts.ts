import type { Alert } from '../../../shared/domain/alert.ts';
import type { Verdict } from '../../../shared/domain/signal.ts';

/** Of what alerts say of one place, how many say so. */
interface Tally {
  down: number;
  degraded: number;
}

/**
 * What confirmed firing alerts say of a service in a region: the worst of them; what is suppressed says nothing. Told of
 * single alerts, so that a storm costs what changes in it.
 */
export class AlertVerdicts {
  private readonly tallies = new Map<string, Tally>();

  /** One version of an alert follows another; null for none. */
  replace(before: Alert | null, after: Alert | null): void {
    this.count(before, -1);
    this.count(after, 1);
  }

  readonly of = (service: string, region: string): Verdict => {
    // An alert without a region speaks of the whole service.
    const whole = this.worst(service);
    const here = this.worst(placeOf(service, region));
    return whole === 'down' || here === 'down' ? 'down' : whole === 'degraded' ? whole : here;
  };

  private worst(place: string): Verdict {
    const tally = this.tallies.get(place);
    return tally === undefined ? 'ok' : tally.down > 0 ? 'down' : 'degraded';
  }

  private count(alert: Alert | null, by: 1 | -1): void {
    if (alert === null || !speaks(alert)) return;
    const place = placeOf(alert.service, alert.region);
    const tally = this.tallies.get(place) ?? { down: 0, degraded: 0 };
    tally[alert.severity === 'critical' ? 'down' : 'degraded'] += by;
    if (tally.down + tally.degraded === 0) this.tallies.delete(place);
    else this.tallies.set(place, tally);
  }
}

/** The verdicts of some alerts, for one look. */
export function verdictsOf(alerts: Iterable<Alert>): (service: string, region: string) => Verdict {
  const verdicts = new AlertVerdicts();
  for (const alert of alerts) verdicts.replace(null, alert);
  return verdicts.of;
}

function speaks(alert: Alert): alert is Alert & { readonly service: string } {
  const { state, kind, severity, service, unconfirmed, suppression } = alert;
  const isTrouble = state === 'firing' && kind === 'reported' && severity !== 'info';
  return isTrouble && !unconfirmed && suppression === null && service !== null;
}

function placeOf(service: string, region: string | null): string {
  return region === null ? service : `${service}\u0000${region}`;
}
