import type { Alert } from '../../../shared/domain/alert.ts';

/** Newest alerts that get a line of their own. */
export const MAX_LANE_ALERTS = 3;
/** About the width of a letter of the 12 px type: decides the side of the words and what collides. */
export const LETTER_WIDTH = 6.1;
/** From a mark to its words. */
export const MARK_GAP = 11;
/** Room the clock behind a title takes. */
const CLOCK_WIDTH = 66;

/** One alert on the time axis. */
export interface LaneMark {
  readonly alert: Alert;
  readonly x: number;
  /** The words stand before the mark where that side has more room. */
  readonly before: boolean;
  /** Cut to the room there is. */
  readonly title: string;
  /** From where to where mark and words reach. */
  readonly fromX: number;
  readonly toX: number;
}

/** The newest alerts in order of their start, each with its words on the side that has room. */
export function laneMarks(
  alerts: readonly Alert[],
  xOf: (atMs: number) => number,
  left: number,
  right: number,
): readonly LaneMark[] {
  const newest = alerts.toSorted((a, b) => b.startsAtMs - a.startsAtMs).slice(0, MAX_LANE_ALERTS);
  return newest.toReversed().map((alert): LaneMark => {
    const x = xOf(alert.startsAtMs);
    const before = x - left > right - x;
    const roomPx = (before ? x - left : right - x) - MARK_GAP - CLOCK_WIDTH;
    const letters = Math.max(4, Math.floor(roomPx / LETTER_WIDTH));
    // By code point: a pair cut in half would show as a broken character.
    const points = Array.from(alert.title);
    const title = points.length > letters ? `${points.slice(0, letters - 1).join('')}…` : alert.title;
    const width = MARK_GAP + CLOCK_WIDTH + Math.min(points.length, letters) * LETTER_WIDTH;
    return { alert, x, before, title, fromX: before ? x - width : x - 6, toX: before ? x + 6 : x + width };
  });
}

/** Words stand at `x` only where they touch no mark. */
export function isFree(
  marks: readonly Pick<LaneMark, 'fromX' | 'toX'>[],
  fromX: number,
  toX: number,
): boolean {
  return marks.every((mark) => mark.toX < fromX || mark.fromX > toX);
}
