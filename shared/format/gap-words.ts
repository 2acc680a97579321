import type { GapReason, RecordingGap } from '../domain/recording-gap.ts';
import { formatClockMinutes, formatSince } from './clock.ts';

const reasonWords: Record<GapReason, string> = {
  closed: 'Vigil was closed',
  crashed: 'Vigil had stopped without a last word',
  asleep: 'the machine was asleep',
  unwritten: 'the disk took nothing',
  before: 'the log does not reach back so far',
};

/** Why nothing was recorded, as a clause: "the machine was asleep". */
export function gapReasonWords(reason: GapReason): string {
  return reasonWords[reason];
}

/**
 * A gap and its reason: "not recorded 13:31 to 13:34, the machine was asleep".
 * @param nowMs edges on another day than this are said with their day
 */
export function gapWords(gap: RecordingGap, nowMs: number, timeZone: string): string {
  const to = formatSince(gap.toMs, nowMs, timeZone);
  const reason = gapReasonWords(gap.reason);
  if (gap.reason === 'before') return `not recorded before ${to}, ${reason}`;
  const from = formatSince(gap.fromMs, nowMs, timeZone);
  const sameDay = to.endsWith(formatClockMinutes(gap.toMs, timeZone)) && dayOf(from) === dayOf(to);
  return `not recorded ${from} to ${sameDay ? formatClockMinutes(gap.toMs, timeZone) : to}, ${reason}`;
}

/** What stands before the clock of a moment: its day, or nothing. */
function dayOf(words: string): string {
  return words.slice(0, -'00:00'.length);
}
