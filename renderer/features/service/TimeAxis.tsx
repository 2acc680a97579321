import { formatClockMinutes } from '../../../shared/format/clock.ts';
import { timeTicks } from '../../charts/scales.ts';
import { plotWidth, type TimeFrame, xOf } from '../../charts/time-frame.ts';
import styles from './TimeAxis.module.css';

/** Room one label of the axis needs. */
const LABEL_WIDTH = 84;

/** The one time axis of the page; everything under it shares its x. */
export function TimeAxis({ frame }: { frame: TimeFrame }) {
  const ticks = timeTicks(frame.fromMs, frame.toMs, Math.max(1, Math.floor(plotWidth(frame) / LABEL_WIDTH)));
  return (
    <svg className={styles['axis']} width={frame.width} height="26" aria-hidden="true">
      {ticks.map((atMs) => (
        <text key={atMs} x={xOf(frame, atMs)} y="17" textAnchor="middle">
          {formatClockMinutes(atMs, frame.timeZone)}
        </text>
      ))}
    </svg>
  );
}
