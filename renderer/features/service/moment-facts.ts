import type { CommandReply } from '../../../shared/contract/commands.ts';
import { type Annotation, annotationUntilMs } from '../../../shared/domain/annotation.ts';
import { formatClock } from '../../../shared/format/clock.ts';
import { isolatedText } from '../../../shared/format/visible-text.ts';
import { stateWord } from '../../../shared/format/words.ts';
import { kindWords } from '../../annotate/changes.ts';
import type { Interval } from '../../charts/chart-model.ts';
import type { ChartMark } from '../../charts/TimeChart.tsx';
import { plotWidth, type TimeFrame } from '../../charts/time-frame.ts';
import { MAX_LANE_CHANGES } from './changes-model.ts';

/** A mark this near to the line is read out with it. */
const NEAR_PX = 8;

/** The lines through every chart: the same changes that stand on the lane. */
export function marksOf(changes: readonly Annotation[], shown: Interval): readonly ChartMark[] {
  return changes
    .filter((change) => change.atMs <= shown.toMs && annotationUntilMs(change) >= shown.fromMs)
    .slice(-MAX_LANE_CHANGES)
    .map(({ id, atMs }) => ({ id, atMs }));
}

/** What is to be said of a moment beside the numbers: the state with its exact boundaries, and what people did then. */
export function factsAt(
  atMs: number,
  transitions: CommandReply<'transitions'> | null,
  region: string,
  changes: readonly Annotation[],
  frame: TimeFrame,
): readonly string[] {
  const clock = (at: number): string => formatClock(at, frame.timeZone);
  const interval = transitions?.intervals.findLast(
    (one) => one.region === region && one.fromMs <= atMs && atMs <= one.toMs,
  );
  const state =
    interval === undefined
      ? `${isolatedText(region)} not recorded`
      : `${isolatedText(region)} ${stateWord(interval.state)} ${clock(interval.fromMs)} to ${clock(Math.min(interval.toMs, frame.untilMs))}`;
  const nearMs = (NEAR_PX * (frame.toMs - frame.fromMs)) / plotWidth(frame);
  const near = changes
    .filter((change) => Math.abs(change.atMs - atMs) <= nearMs)
    .map((change) => `${kindWords[change.kind]} ${isolatedText(change.title)} at ${clock(change.atMs)}`);
  return [state, ...near];
}
