import type { RulePreview } from '../../../shared/contract/rule-commands.ts';
import type { Rule } from '../../../shared/domain/rules/rule.ts';
import { signalDefinition } from '../../../shared/domain/signal.ts';
import { formatClockMinutes, formatDayMonth } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { countOf, listOf } from '../../../shared/format/words.ts';

/** Moments named in the sentence; the rest is in the list. */
const NAMED = 3;

/** Of so much of the time a log was kept measurements are expected; with less it is said how much there were. */
const WELL_MEASURED = 0.9;
/** Less than this is missing at the edges of any log. */
const WORTH_TELLING_MS = 600_000;

/** What a rule was tried on. */
export interface TriedOn {
  readonly seriesCount: number;
  /** For how long there were measurements, in the place that has most. */
  readonly measuredMs: number;
  /** Since when there is a log at all; null while it is empty. */
  readonly oldestMs: number | null;
}

/** What a preview came to, in words. Moments are in UTC. */
export function previewSentence(
  { condition }: Pick<Rule, 'condition'>,
  { fromMs, toMs, count, totalMs, firings, leftOutCount, placeCount }: Omit<RulePreview, 'sentence'>,
  { seriesCount, measuredMs, oldestMs }: TriedOn,
): string {
  if (condition.kind === 'own')
    return 'It cannot be tried beforehand: Vigil keeps no history of what it measures of itself.';
  const { label } = signalDefinition(condition.signal);
  if (seriesCount === 0) return `There is no history of ${label} in these places that it could be tried on.`;
  const span = `the last ${formatDuration(toMs - fromMs)}`;
  const sentences = [
    count === 0
      ? `It would not have fired in ${span}.`
      : `It would have fired ${timesOf(count)} in ${span}, for ${formatDuration(totalMs)} in all: ${momentsOf(firings, count)}.`,
  ];
  if (oldestMs !== null && oldestMs > fromMs)
    sentences.push(`The history goes back only ${formatDuration(toMs - oldestMs)}.`);
  const keptMs = toMs - Math.max(fromMs, oldestMs ?? fromMs);
  const isThin = measuredMs < WELL_MEASURED * keptMs && keptMs - measuredMs > WORTH_TELLING_MS;
  if (condition.kind !== 'absent' && isThin)
    sentences.push(`Of that time ${formatDuration(measuredMs)} were measured; the rest says nothing.`);
  if (condition.kind === 'absent')
    sentences.push(
      'History does not tell whether the sources answered then: while they do not, it stays quiet.',
    );
  if (leftOutCount > 0)
    sentences.push(`Tried in ${countOf(placeCount, 'place')}; ${leftOutCount} more were left out.`);
  return sentences.join(' ');
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** The newest moments by minute: several places that fire together are told once. */
function momentsOf(firings: RulePreview['firings'], count: number): string {
  const byMinute = [...Map.groupBy(firings, ({ fromMs }) => minuteWords(fromMs))];
  const named = byMinute.slice(0, NAMED);
  const before = count - named.reduce((sum, [, same]) => sum + same.length, 0);
  const moments = `at ${listOf(named.map(([minute]) => minute))} UTC`;
  return before === 0 ? moments : `last ${moments}, and ${countOf(before, 'time')} before`;
}

function minuteWords(atMs: number): string {
  return `${formatDayMonth(atMs, 'UTC')} ${formatClockMinutes(atMs, 'UTC')}`;
}
