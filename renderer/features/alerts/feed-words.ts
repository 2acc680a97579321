import type { Alert, Flapping, Suppression } from '../../../shared/domain/alert.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import { cellSignals } from '../../../shared/domain/signal.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatClockMinutes, formatSince } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { listOf } from '../../../shared/format/words.ts';
import type { AlertGroup } from './feed-grouping.ts';

/** Names in one sentence before it becomes a count. */
const MAX_NAMED = 3;

/** "10 000 alerts": a count with its noun, digits grouped. */
export function countOf(count: number, noun: string): string {
  return `${formatQuantity(count, 'count')} ${noun}${count === 1 ? '' : 's'}`;
}

/**
 * The view's heading: how many alerts need somebody and how many are in hand, in the tense of the moment.
 * @param firing those that are not folded into a storm
 * @param others alerts that fire as well: kept quiet, or folded into a storm
 */
export function feedHeading(
  firing: readonly Alert[],
  sources: readonly SourceStatus[],
  moment: Moment,
  { quieted = 0, storm = 0 }: { readonly quieted?: number; readonly storm?: number } = {},
): string {
  const past = moment.mode !== 'live';
  if (storm > 0) {
    const words = `${formatQuantity(storm, 'count')} ${past ? 'were' : storm === 1 ? 'is' : 'are'} one storm`;
    return firing.length === 0 ? words : `${feedHeading(firing, sources, moment)}, ${words}`;
  }
  if (firing.length === 0 && quieted > 0)
    return `${feedHeading(firing, sources, moment)}, ${formatQuantity(quieted, 'count')} silenced or inhibited`;
  if (firing.length === 0) {
    if (sources.length === 0) return 'No alerts can arrive: no source is configured';
    const blind = blindSources(sources);
    if (past) return 'No alert was firing';
    if (blind.length === 0) return 'No alert is firing';
    if (sources.every((source) => source.state === 'connecting'))
      return 'No alert can be seen yet: the sources are connecting';
    return blind.length === sources.length
      ? 'No alert can be seen: no source answers'
      : `No alert from the ${countOf(sources.length - blind.length, 'source')} that can be seen`;
  }
  const needing = firing.filter((alert) => alert.acknowledgement === undefined);
  const inHand = firing.length - needing.length;
  const are = past ? (inHand === 1 ? 'was' : 'were') : inHand === 1 ? 'is' : 'are';
  if (needing.length === 0)
    return inHand === 1 ? `1 alert, and it ${are} in hand` : `All ${countOf(inHand, 'alert')} ${are} in hand`;
  const need = past ? 'needed' : needing.length === 1 ? 'needs' : 'need';
  const head = `${countOf(needing.length, 'alert')} ${need} somebody`;
  return inHand > 0
    ? `${head}, ${formatQuantity(inHand, 'count')} ${are} in hand`
    : `${head}, ${howBad(needing)}`;
}

function howBad(alerts: readonly Alert[]): string {
  const critical = alerts.filter((alert) => alert.severity === 'critical').length;
  if (critical === 0) return alerts.length === 1 ? 'not critical' : 'none of them critical';
  if (critical === alerts.length) return alerts.length === 1 ? 'critical' : 'all critical';
  return `${formatQuantity(critical, 'count')} of them critical`;
}

function blindSources(sources: readonly SourceStatus[]): readonly SourceStatus[] {
  return sources.filter((source) => source.state !== 'live');
}

/**
 * The last line of the feed: it proves that the list is complete, or says for which part it is.
 * `complete` decides the mark that stands before it.
 */
export function closingLine(
  alertCount: number,
  sources: readonly SourceStatus[],
  moment: Moment,
  timeZone: string,
): { readonly complete: boolean; readonly text: string } {
  if (sources.length === 0)
    return { complete: false, text: 'No source is configured: nothing can be reported.' };
  if (moment.mode === 'cached')
    return {
      complete: false,
      text: `As of ${formatClockMinutes(moment.asOfMs, timeZone)}. Nothing is known of what happened since.`,
    };
  const past = moment.mode === 'past';
  const blind = blindSources(sources);
  const live = sources.length - blind.length;
  if (blind.length === 0)
    return {
      complete: true,
      text:
        alertCount === 0
          ? `No alerts · ${live} of ${countOf(sources.length, 'source')} ${past ? 'were ' : ''}live`
          : `End of list. Complete for ${live} of ${countOf(sources.length, 'source')}.`,
    };
  if (live === 0)
    return {
      complete: false,
      text:
        alertCount === 0
          ? past
            ? 'No source answered: whether anything fired is not known.'
            : 'No source answers: whether anything fires is not known.'
          : past
            ? 'No source answered: these alerts may have been over, and there may have been others.'
            : 'No source answers: these alerts may be over, and there may be others.',
    };
  const names =
    blind.length <= MAX_NAMED ? listOf(blind.map((source) => source.id)) : countOf(blind.length, 'source');
  return {
    complete: false,
    text: `Complete for ${live} of ${countOf(sources.length, 'source')}; ${names} may have ${past ? 'had ' : ''}more.`,
  };
}

/** Why a row is dimmed: "not confirmed since 14:07, prometheus-mumbai does not answer". Null when confirmed. */
export function unconfirmedWords(
  alert: Pick<Alert, 'unconfirmed' | 'lastSeenAtMs' | 'sourceIds'>,
  nowMs: number,
  timeZone: string,
): string | null {
  if (!alert.unconfirmed) return null;
  const since = formatSince(alert.lastSeenAtMs, nowMs, timeZone);
  const who =
    alert.sourceIds.length === 0
      ? 'source unreachable'
      : alert.sourceIds.length === 1
        ? `${alert.sourceIds[0]} does not answer`
        : `${listOf(alert.sourceIds.slice(0, MAX_NAMED))} do not answer`;
  return `not confirmed since ${since}, ${who}`;
}

/**
 * What keeps an alert quiet, one sentence part per reason: "silenced by mira until 23:52: disk is being replaced",
 * "inhibited by CheckoutFailing", "muted by weekends".
 */
export function suppressionWords(
  suppression: Suppression,
  nowMs: number,
  timeZone: string,
): readonly string[] {
  const silences = suppression.silencedBy.map(({ createdBy, comment, endsAtMs }) => {
    const who = createdBy === '' ? '' : ` by ${createdBy}`;
    const until = endsAtMs === null ? '' : ` until ${formatSince(endsAtMs, nowMs, timeZone)}`;
    return `silenced${who}${until}${comment === '' ? '' : `: ${comment}`}`;
  });
  const { inhibitedBy, mutedBy } = suppression;
  const reasons = [
    ...silences,
    ...(inhibitedBy.length === 0 ? [] : [`inhibited by ${namesOf(inhibitedBy)}`]),
    ...(mutedBy.length === 0 ? [] : [`muted by ${namesOf(mutedBy)}`]),
  ];
  return reasons.length === 0 ? ['suppressed'] : reasons;
}

function namesOf(names: readonly string[]): string {
  const more = names.length - MAX_NAMED;
  return listOf(more > 0 ? [...names.slice(0, MAX_NAMED), `${more} more`] : names);
}

/** "2 alerts from 3 sources" beside a group's name. */
export function groupWords(group: AlertGroup): string {
  return `${countOf(group.alerts.length, 'alert')} from ${countOf(group.sourceCount, 'source')}`;
}

/** "9 changes in 30 min": how often it began or ended lately. */
export function flapWords({ changes, windowMs }: Flapping): string {
  return `${countOf(changes, 'change')} in ${formatDuration(windowMs)}`;
}

/** What people call a signal; its id where it has no other name. */
export function signalWords(signal: string): string {
  return cellSignals.find(({ id }) => id === signal)?.label ?? signal;
}
