import { useId } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import { formatClock, formatClockMinutes } from '../../../shared/format/clock.ts';
import { markOfAlert } from '../../../shared/format/words.ts';
import type { Interval } from '../../charts/chart-model.ts';
import { GapPattern } from '../../charts/GapPattern.tsx';
import { plotWidth, type TimeFrame, xOf } from '../../charts/time-frame.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './AlertLane.module.css';
import { ChangeMarks } from './ChangeMarks.tsx';
import { changeMarks } from './changes-model.ts';
import { isFree, type LaneMark, laneMarks, MARK_GAP } from './lane-model.ts';

const LINE = 20;
const MARK_SIZE = 11;
/** Half the room the words about a gap take. */
const GAP_WORDS_HALF = 46;

export interface AlertLaneProps {
  readonly frame: TimeFrame;
  readonly alerts: readonly Alert[];
  /** Deploys, incidents and notes, oldest first. */
  readonly changes: readonly Annotation[];
  readonly gaps: readonly Interval[];
}

/**
 * The changes of a service on the time axis, on one line, its alerts, one line a mark, and what was not recorded,
 * named once.
 */
export function AlertLane({ frame, alerts, changes, gaps }: AlertLaneProps) {
  const hatch = `lane${useId().replace(/[^\w]/g, '')}`;
  const [left, right] = [frame.gutter, frame.gutter + plotWidth(frame)];
  const toX = (atMs: number): number => xOf(frame, atMs);
  const marks = laneMarks(alerts, toX, left, right);
  const changed = changeMarks(changes, frame, toX, left, right);
  const alertsFromY = 8 + (changed.length > 0 ? LINE : 0);
  const height = Math.max(2, marks.length) * LINE + alertsFromY + 4;
  return (
    <svg className={styles['lane']} width={frame.width} height={height} aria-hidden="true">
      <defs>
        <GapPattern id={hatch} />
      </defs>
      {gaps.map((gap) => (
        <LaneGap
          key={gap.fromMs}
          frame={frame}
          gap={gap}
          height={height}
          hatch={hatch}
          marks={[...marks, ...changed]}
        />
      ))}
      <ChangeMarks frame={frame} marks={changed} y={8 + LINE / 2} height={height} />
      {marks.map((mark, index) => (
        <Mark
          key={`${mark.alert.id} ${mark.alert.startsAtMs}`}
          mark={mark}
          y={alertsFromY + index * LINE + LINE / 2}
          frame={frame}
        />
      ))}
    </svg>
  );
}

function Mark({ mark, y, frame }: { mark: LaneMark; y: number; frame: TimeFrame }) {
  const { alert, x, before, title } = mark;
  const resolved = alert.resolvedAtMs !== null;
  return (
    <g opacity={resolved ? 0.6 : 1}>
      {alert.resolvedAtMs !== null && (
        <line
          x1={x}
          x2={xOf(frame, alert.resolvedAtMs)}
          y1={y}
          y2={y}
          stroke="var(--faint)"
          strokeWidth="1.5"
        />
      )}
      <g transform={`translate(${x - MARK_SIZE / 2} ${y - MARK_SIZE / 2})`}>
        <StateMark state={markOfAlert(alert)} size={MARK_SIZE} />
      </g>
      <text
        x={before ? x - MARK_GAP : x + MARK_GAP}
        y={y + 4}
        textAnchor={before ? 'end' : 'start'}
        className={resolved ? styles['quiet'] : styles['text']}
      >
        {title}, {formatClock(alert.startsAtMs, frame.timeZone)}
      </text>
    </g>
  );
}

function LaneGap({
  frame,
  gap,
  height,
  hatch,
  marks,
}: {
  frame: TimeFrame;
  gap: Interval;
  height: number;
  hatch: string;
  marks: readonly Pick<LaneMark, 'fromX' | 'toX'>[];
}) {
  const x = xOf(frame, gap.fromMs);
  const width = xOf(frame, gap.toMs) - x;
  if (width < 2) return null;
  const middle = x + width / 2;
  const inside = middle + GAP_WORDS_HALF < frame.width && middle - GAP_WORDS_HALF > frame.gutter;
  return (
    <g>
      <rect x={x} y={0} width={width} height={height} fill={`url(#${hatch})`} />
      {inside && isFree(marks, middle - GAP_WORDS_HALF, middle + GAP_WORDS_HALF) && (
        <>
          <text x={middle} y={height / 2 - 4} textAnchor="middle" className={styles['quiet']}>
            not recorded
          </text>
          <text x={middle} y={height / 2 + 12} textAnchor="middle" className={styles['quiet']}>
            {formatClockMinutes(gap.fromMs, frame.timeZone)} to {formatClockMinutes(gap.toMs, frame.timeZone)}
          </text>
        </>
      )}
    </g>
  );
}
