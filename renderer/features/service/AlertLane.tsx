import { useId } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import { formatClock, formatClockMinutes } from '../../../shared/format/clock.ts';
import type { Interval } from '../../charts/chart-model.ts';
import { GapPattern } from '../../charts/GapPattern.tsx';
import { plotWidth, type TimeFrame, xOf } from '../../charts/time-frame.ts';
import styles from './AlertLane.module.css';

const LINE = 20;
/** Newest alerts that get a line of their own. */
export const MAX_LANE_ALERTS = 3;
/** About the width of a letter of the 12 px type, to choose the side with room. */
const LETTER = 6.1;

/** The alerts of a service on the time axis: one line a mark, the words before it where there is room. */
export function AlertLane({
  frame,
  alerts,
  gaps,
}: {
  frame: TimeFrame;
  alerts: readonly Alert[];
  gaps: readonly Interval[];
}) {
  const hatch = `lane${useId().replace(/[^\w]/g, '')}`;
  const shown = alerts.toSorted((a, b) => b.startsAtMs - a.startsAtMs).slice(0, MAX_LANE_ALERTS);
  const lines = shown.toReversed();
  const height = Math.max(2, lines.length) * LINE + 12;
  const right = frame.gutter + plotWidth(frame);
  return (
    <svg className={styles['lane']} width={frame.width} height={height} aria-hidden="true">
      <defs>
        <GapPattern id={hatch} />
      </defs>
      {gaps.map((gap) => (
        <LaneGap key={gap.fromMs} frame={frame} gap={gap} height={height} hatch={hatch} />
      ))}
      {lines.map((alert, index) => {
        const x = xOf(frame, alert.startsAtMs);
        const y = 8 + index * LINE + LINE / 2;
        const before = x - frame.gutter > right - x;
        const room = Math.floor(((before ? x - frame.gutter : right - x) - 90) / LETTER);
        const title =
          alert.title.length > room ? `${alert.title.slice(0, Math.max(4, room - 1))}…` : alert.title;
        const resolved = alert.state === 'resolved';
        const color =
          alert.severity === 'critical'
            ? 'var(--down)'
            : alert.severity === 'warning'
              ? 'var(--deg)'
              : 'var(--grey)';
        return (
          <g key={`${alert.id} ${alert.startsAtMs}`} opacity={resolved ? 0.6 : 1}>
            {alert.resolvedAtMs === null ? null : (
              <line
                x1={x}
                x2={xOf(frame, alert.resolvedAtMs)}
                y1={y}
                y2={y}
                stroke={color}
                strokeWidth="1.5"
              />
            )}
            {alert.severity === 'critical' ? (
              <rect x={x - 5} y={y - 5} width="10" height="10" rx="1.4" fill={color} />
            ) : (
              <path d={`M${x} ${y - 5}l5.4 9.6h-10.8Z`} fill={color} />
            )}
            <text
              x={before ? x - 11 : x + 11}
              y={y + 4}
              textAnchor={before ? 'end' : 'start'}
              className={resolved ? styles['quiet'] : styles['text']}
            >
              {title}, {formatClock(alert.startsAtMs, frame.timeZone)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** What was not recorded, named here once for the whole page. */
function LaneGap({
  frame,
  gap,
  height,
  hatch,
}: {
  frame: TimeFrame;
  gap: Interval;
  height: number;
  hatch: string;
}) {
  const x = xOf(frame, gap.fromMs);
  const width = xOf(frame, gap.toMs) - x;
  if (width < 2) return null;
  const middle = x + width / 2;
  return (
    <g>
      <rect x={x} y={0} width={width} height={height} fill={`url(#${hatch})`} />
      <text x={middle} y={height / 2 - 4} textAnchor="middle" className={styles['quiet']}>
        not recorded
      </text>
      <text x={middle} y={height / 2 + 12} textAnchor="middle" className={styles['quiet']}>
        {formatClockMinutes(gap.fromMs, frame.timeZone)} to {formatClockMinutes(gap.toMs, frame.timeZone)}
      </text>
    </g>
  );
}
