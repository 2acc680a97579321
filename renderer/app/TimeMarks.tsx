import type { TimeRange as Interval } from '../../shared/domain/timeline.ts';
import styles from './TimeStrip.module.css';
import { percentOf, type TimeMark } from './time-bar-model.ts';

const TOP_Y = 9;
const HALF = 3.5;
const TALL = 6;

export interface TimeMarksProps {
  readonly window: Interval;
  readonly marks: readonly TimeMark[];
  readonly width: number;
  readonly untilMs: number | null;
}

/** Deploys, incidents and notes as small triangles over the bar; incidents hang, the others stand. */
export function TimeMarks({ window, marks, width, untilMs }: TimeMarksProps) {
  return (
    <svg className={styles['bins']} width={width} height={TOP_Y + TALL} aria-hidden="true">
      {marks.map(({ annotation, atMs }) => {
        const x = (percentOf(window, atMs) / 100) * width;
        const isIncident = annotation.kind === 'incident';
        const [tip, base] = isIncident ? [TOP_Y + TALL, TOP_Y] : [TOP_Y, TOP_Y + TALL];
        return (
          <path
            key={annotation.id}
            className={styles['mark']}
            data-after={(untilMs !== null && annotation.atMs > untilMs) || undefined}
            d={`M${x} ${tip}L${x + HALF} ${base}H${x - HALF}Z`}
          />
        );
      })}
    </svg>
  );
}
