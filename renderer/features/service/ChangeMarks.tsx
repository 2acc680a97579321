import { formatClockMinutes } from '../../../shared/format/clock.ts';
import type { TimeFrame } from '../../charts/time-frame.ts';
import styles from './AlertLane.module.css';
import type { ChangeMark } from './changes-model.ts';
import { MARK_GAP } from './lane-model.ts';

/** Half the diagonal of the mark. */
const HALF = 4;

export interface ChangeMarksProps {
  readonly frame: TimeFrame;
  readonly marks: readonly ChangeMark[];
  /** Middle of the line of words. */
  readonly y: number;
  /** Height of the whole lane. */
  readonly height: number;
}

/** What people did, as ticks across the lane: no state, so no state's colour or shape. */
export function ChangeMarks({ frame, marks, y, height }: ChangeMarksProps) {
  return (
    <g>
      {marks.map(({ annotation, x, endX, before, title }) => (
        <g key={annotation.id}>
          <line x1={x} x2={x} y1={y} y2={height} className={styles['tick']} />
          {endX !== null && <line x1={x} x2={endX} y1={y} y2={y} className={styles['span']} />}
          <path
            d={`M${x} ${y - HALF}L${x + HALF} ${y}L${x} ${y + HALF}L${x - HALF} ${y}Z`}
            className={styles['change']}
          />
          {title !== '' && (
            <text
              x={before ? x - MARK_GAP : x + MARK_GAP}
              y={y + 4}
              textAnchor={before ? 'end' : 'start'}
              className={styles['quiet']}
            >
              {title}, {formatClockMinutes(annotation.atMs, frame.timeZone)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
