import { type Annotation, annotationUntilMs } from '../../../shared/domain/annotation.ts';
import type { Interval } from '../../charts/chart-model.ts';
import { LETTER_WIDTH, MARK_GAP } from './lane-model.ts';

/** Ticks on the lane at most: the newest of them. */
export const MAX_LANE_CHANGES = 12;
/** Between the words of two changes on one line. */
const BETWEEN = 4;
/** Half the width of a tick's mark. */
const TICK_HALF = 6;
/** Room the clock behind a title takes. */
const CLOCK_WIDTH = 42;
/** Words shorter than this say nothing. */
const MIN_LETTERS = 8;

/** One change on the time axis: always a tick, words only where there is room. */
export interface ChangeMark {
  readonly annotation: Annotation;
  readonly x: number;
  /** Where a span ends inside the plot; null for a moment. */
  readonly endX: number | null;
  readonly before: boolean;
  /** Empty where the words would touch those of a newer change, or another tick. */
  readonly title: string;
  /** From where to where tick and words reach. */
  readonly fromX: number;
  readonly toX: number;
}

/** The changes of a range on one line: the newest keep their words, an older one is only a tick where it would collide. */
export function changeMarks(
  changes: readonly Annotation[],
  range: Interval,
  xOf: (atMs: number) => number,
  left: number,
  right: number,
): readonly ChangeMark[] {
  const ticks = changes
    .filter((change) => change.atMs <= range.toMs && annotationUntilMs(change) >= range.fromMs)
    .slice(-MAX_LANE_CHANGES)
    .map((annotation) => ({ annotation, x: Math.max(left, xOf(annotation.atMs)) }));
  const taken = ticks.map(({ x }) => ({ fromX: x - TICK_HALF, toX: x + TICK_HALF }));
  const marks = ticks.toReversed().map(({ annotation, x }): ChangeMark => {
    const untilMs = annotationUntilMs(annotation);
    const endX = untilMs > annotation.atMs ? Math.min(right, xOf(untilMs)) : null;
    const roomier = x - left > right - x;
    const words = (before: boolean) =>
      wordsFor(annotation.title, (before ? x - left : right - x) - MARK_GAP, (width) => {
        const fromX = before ? x - MARK_GAP - width : x + MARK_GAP;
        // Words beyond another tick would be read as that one's.
        const isOwn = ticks.every(
          (one) => one.x === x || one.x > Math.max(x, fromX + width) || one.x < Math.min(x, fromX),
        );
        return (
          isOwn && taken.every((one) => one.toX + BETWEEN < fromX || one.fromX - BETWEEN > fromX + width)
        );
      });
    const preferred = words(roomier);
    const before = preferred.title === '' ? !roomier : roomier;
    const { title, width } = preferred.title === '' ? words(before) : preferred;
    const reach = title === '' ? TICK_HALF : MARK_GAP + width;
    const [fromX, toX] = before ? [x - reach, x + TICK_HALF] : [x - TICK_HALF, x + reach];
    taken.push({ fromX, toX });
    return { annotation, x, endX, before, title, fromX, toX };
  });
  return marks.toReversed();
}

/** As much of a title as is free, by code point: a pair cut in half would show as a broken character. */
function wordsFor(
  title: string,
  roomPx: number,
  isFree: (width: number) => boolean,
): { readonly title: string; readonly width: number } {
  const points = Array.from(title);
  let letters = Math.min(points.length, Math.floor((roomPx - CLOCK_WIDTH) / LETTER_WIDTH));
  for (; letters >= Math.min(MIN_LETTERS, points.length); letters -= 1) {
    const width = CLOCK_WIDTH + letters * LETTER_WIDTH;
    if (!isFree(width)) continue;
    return { title: letters === points.length ? title : `${points.slice(0, letters - 1).join('')}…`, width };
  }
  return { title: '', width: 0 };
}
