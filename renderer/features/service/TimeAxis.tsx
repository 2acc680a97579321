import { formatClockMinutes, formatDayMonth } from '../../../shared/format/clock.ts';
import { timeTicks } from '../../charts/scales.ts';
import { plotWidth, type TimeFrame, xOf } from '../../charts/time-frame.ts';
import styles from './TimeAxis.module.css';

/** Room one label of the axis needs. */
const LABEL_WIDTH = 84;

/** Labels end this far before the play head, and words begin this far behind it. */
const HEAD_ROOM = 22;
const HEAD_GAP = 12;
const NOT_YET_WIDTH = 60;
const DAY_MS = 86_400_000;

/** The one time axis of the page; everything under it shares its x. */
export function TimeAxis({ frame }: { frame: TimeFrame }) {
  const ticks = timeTicks(frame.fromMs, frame.toMs, Math.max(1, Math.floor(plotWidth(frame) / LABEL_WIDTH)));
  const isPast = frame.untilMs < frame.toMs;
  const endX = xOf(frame, frame.untilMs);
  return (
    <svg className={styles['axis']} width={frame.width} height="26" aria-hidden="true">
      {ticks
        .map((atMs) => ({ atMs, x: xOf(frame, atMs) }))
        .filter(({ x }) => !isPast || x < endX - HEAD_ROOM)
        .map(({ atMs, x }) => (
          <text key={atMs} x={x} y="17" textAnchor="middle">
            {labelOf(atMs, frame)}
          </text>
        ))}
      {isPast && frame.width - endX > NOT_YET_WIDTH && (
        <text x={endX + HEAD_GAP} y="17">
          not yet
        </text>
      )}
    </svg>
  );
}

/** A clock; on an axis of days the day. */
function labelOf(atMs: number, frame: TimeFrame): string {
  return frame.toMs - frame.fromMs > 2 * DAY_MS
    ? formatDayMonth(atMs, frame.timeZone)
    : formatClockMinutes(atMs, frame.timeZone);
}
