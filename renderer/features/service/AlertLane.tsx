import { useId } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import { formatClock, formatClockMinutes } from '../../../shared/format/clock.ts';
import { gapReasonWords } from '../../../shared/format/gap-words.ts';
import { markOfAlert } from '../../../shared/format/words.ts';
import { GapPattern } from '../../charts/GapPattern.tsx';
import { type TimeFrame, xOf } from '../../charts/time-frame.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './AlertLane.module.css';
import { ChangeMarks } from './ChangeMarks.tsx';
import { changeMarks } from './changes-model.ts';
import { isFree, type LaneMark, LETTER_WIDTH, laneMarks, MARK_GAP } from './lane-model.ts';

const LINE = 20;
const MARK_SIZE = 11;

export interface AlertLaneProps {
  readonly frame: TimeFrame;
  readonly alerts: readonly Alert[];
  /** Deploys, incidents and notes, oldest first. */
  readonly changes: readonly Annotation[];
  readonly gaps: readonly RecordingGap[];
}

/**
 * The changes of a service on the time axis, on one line, its alerts, one line a mark, and what was not recorded,
 * named once.
 */
export function AlertLane({ frame, alerts, changes, gaps }: AlertLaneProps) {
  const hatch = `lane${useId().replace(/[^\w]/g, '')}`;
  const [left, right] = [frame.gutter, xOf(frame, frame.untilMs)];
  const toX = (atMs: number): number => xOf(frame, atMs);
  const marks = laneMarks(alerts, toX, left, right);
  const changed = changeMarks(changes, { fromMs: frame.fromMs, toMs: frame.untilMs }, toX, left, right);
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
  gap: RecordingGap;
  height: number;
  hatch: string;
  marks: readonly Pick<LaneMark, 'fromX' | 'toX'>[];
}) {
  const x = xOf(frame, gap.fromMs);
  const width = xOf(frame, gap.toMs) - x;
  if (width < 2) return null;
  const middle = x + width / 2;
  const clock = (atMs: number): string => formatClockMinutes(atMs, frame.timeZone);
  const times = `${clock(gap.fromMs)} to ${clock(gap.toMs)}`;
  // With the reason where there is room for it; the strip of the time bar always has it.
  const words = [
    [`not recorded ${times}`, gapReasonWords(gap.reason)],
    ['not recorded', times],
  ].find((lines) => {
    const half = (Math.max(...lines.map((line) => line.length)) * LETTER_WIDTH) / 2;
    const inside = middle + half < xOf(frame, frame.untilMs) && middle - half > frame.gutter;
    return inside && isFree(marks, middle - half, middle + half);
  });
  return (
    <g>
      <rect x={x} y={0} width={width} height={height} fill={`url(#${hatch})`} />
      {words?.map((line, index) => (
        <text
          key={line}
          x={middle}
          y={height / 2 - 4 + index * 16}
          textAnchor="middle"
          className={styles['quiet']}
        >
          {line}
        </text>
      ))}
    </g>
  );
}
