import type { TimeRange as Interval } from '../../shared/domain/timeline.ts';
import { formatMoment } from '../../shared/format/clock.ts';
import { useClockMs } from '../state/hooks.ts';
import styles from './TimeStrip.module.css';
import { momentFacts, percentOf, type Timeline, type TimeMark } from './time-bar-model.ts';

/** A mark this close to the pointer is named. */
const NEAR_PX = 7;
/** Marks named at once; a pipeline may put many on one place. */
const MAX_NAMED_MARKS = 3;

export interface TimeHintProps {
  readonly window: Interval;
  readonly timeline: Timeline | null;
  readonly marks: readonly TimeMark[];
  /** The moment under the pointer. */
  readonly atMs: number;
  readonly width: number;
  readonly zone: string;
}

/** What lies under the pointer: the moment, the worst of the world then, and what people did. */
export function TimeHint({ window, timeline, marks, atMs, width, zone }: TimeHintProps) {
  const clockMs = useClockMs();
  const percent = percentOf(window, atMs);
  const x = (percent / 100) * width;
  const near = marks.filter((mark) => Math.abs((percentOf(window, mark.atMs) / 100) * width - x) <= NEAR_PX);
  const isFuture = atMs > clockMs;
  return (
    <span className={styles['hint']} style={{ left: `${percent}%`, translate: `${-percent}%` }}>
      <b className="tabular">{formatMoment(atMs, clockMs, zone)}</b>
      <span>
        {isFuture ? 'not yet' : timeline === null ? '' : momentFacts(timeline, atMs, clockMs, zone)}
      </span>
      {near.slice(0, MAX_NAMED_MARKS).map(({ annotation }) => (
        <bdi key={annotation.id}>
          {annotation.title}, {formatMoment(annotation.atMs, clockMs, zone)}
        </bdi>
      ))}
      {near.length > MAX_NAMED_MARKS && <span>and {near.length - MAX_NAMED_MARKS} more</span>}
    </span>
  );
}
