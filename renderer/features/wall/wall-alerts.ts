import {
  type Alert,
  alertsAsOf,
  compareAlerts,
  isTrouble,
  type Severity,
} from '../../../shared/domain/alert.ts';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { formatDuration, formatDurationShort } from '../../../shared/format/duration.ts';
import { countOf, listOf, type MarkKind, markOfAlert } from '../../../shared/format/words.ts';

/** One alert at distance size. */
export interface WallAlert {
  readonly id: string;
  readonly mark: MarkKind;
  readonly title: string;
  /** Gives way when the line is short; null for an alert without a place. */
  readonly place: string | null;
  /** Age, and whether anybody still confirms it. */
  readonly detail: string;
  /** Who has it in hand, "nobody yet"; null where that is not known, as of a picture that was kept. */
  readonly who: string | null;
}

export interface WallAlerts {
  readonly shown: readonly WallAlert[];
  /** What did not fit, in words: "and 4 more: 1 critical and 3 warnings"; null when all are shown. */
  readonly rest: string | null;
}

const plural: Record<Severity, string> = { critical: 'critical', warning: 'warnings', info: 'notes' };
const single: Record<Severity, string> = { critical: 'critical', warning: 'warning', info: 'note' };

/**
 * The firing alerts, worst and newest first.
 * @param room how many fit, and how many fit above a line about the rest
 * @param seenAtMs when a cached picture was last true; null while live
 */
export function wallAlerts(
  alerts: readonly Alert[],
  catalogue: Catalogue,
  nowMs: number,
  room: { readonly alerts: number; readonly alertsWithRest: number },
  seenAtMs: number | null,
): WallAlerts {
  const firing = alertsAsOf(alerts, seenAtMs ?? Number.POSITIVE_INFINITY)
    .filter(isTrouble)
    .toSorted(compareAlerts);
  const count = firing.length <= room.alerts ? firing.length : room.alertsWithRest;
  const rest = firing.slice(count);
  return {
    shown: firing.slice(0, count).map((alert) => {
      const place = catalogue.regions.find(({ id }) => id === alert.region)?.city ?? alert.region;
      return {
        id: alert.id,
        mark: markOfAlert(alert),
        title: withoutPlace(alert.title, place),
        place,
        detail: detailOf(alert, nowMs, seenAtMs),
        who: seenAtMs === null ? (alert.acknowledgement?.by ?? 'nobody yet') : null,
      };
    }),
    rest: rest.length === 0 ? null : `and ${rest.length} more: ${restWords(rest)}`,
  };
}

/** The line below says the place: a title that ends with it has no room for saying it twice. */
function withoutPlace(title: string, place: string | null): string {
  const ending = ` in ${place}`;
  return place !== null && title.endsWith(ending) ? title.slice(0, -ending.length) : title;
}

function detailOf(alert: Alert, nowMs: number, seenAtMs: number | null): string {
  const age =
    seenAtMs === null
      ? formatDurationShort(nowMs - alert.startsAtMs)
      : `seen ${formatDuration(nowMs - seenAtMs)} ago`;
  const doubt = alert.unconfirmed && seenAtMs === null ? ', unconfirmed' : '';
  return `${age}${doubt}`;
}

function restWords(rest: readonly Alert[]): string {
  const words = (['critical', 'warning', 'info'] as const).flatMap((severity) => {
    const count = rest.filter((alert) => alert.severity === severity).length;
    return count === 0 ? [] : [countOf(count, single[severity], plural[severity])];
  });
  return listOf(words);
}
