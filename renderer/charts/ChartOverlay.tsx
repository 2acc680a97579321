import type { ReactNode } from 'react';
import type { Unit } from '../../shared/domain/signal.ts';
import { formatClockMinutes } from '../../shared/format/clock.ts';
import { formatLimit } from '../../shared/format/value.ts';
import type { ChartLimit } from './chart-limits.ts';
import type { ChartGap, ChartPoint, Interval } from './chart-model.ts';
import { LABEL_HEIGHT, limitWordYs } from './chart-words.ts';
import { spreadLabels } from './scales.ts';
import styles from './TimeChart.module.css';
import type { ChartLine, ChartMark } from './TimeChart.tsx';
import { plotWidth, type TimeFrame, xOf } from './time-frame.ts';

/** Words about a gap stand this high over the bottom. */
const GAP_WORDS_BOTTOM = 16;
/** About the width of one letter of the 12 px type. */
const LETTER = 6.2;

export interface ChartOverlayProps {
  readonly frame: TimeFrame;
  readonly height: number;
  /** Lines to name at their ends, parallel to `last`; empty for none. */
  readonly lines: readonly ChartLine[];
  readonly last: readonly (ChartPoint | null)[];
  readonly gaps: readonly ChartGap[];
  /** Stretches that were brought in afterwards. */
  readonly filledLater: readonly Interval[];
  readonly limits: readonly ChartLimit[];
  readonly unit: Unit;
  readonly yOf: (value: number) => number;
  readonly empty: boolean;
  readonly marks: readonly ChartMark[];
  /** Further words, over the lines. */
  readonly children?: ReactNode;
}

/** The words of a chart: names at the ends of lines, the limit, what was not recorded. */
export function ChartOverlay({
  frame,
  height,
  lines,
  last,
  gaps,
  filledLater,
  limits,
  unit,
  yOf,
  empty,
  marks,
  children,
}: ChartOverlayProps) {
  const ends = lines.flatMap((line, index) => {
    const point = last[index];
    return point === null || point === undefined ? [] : [{ line, point }];
  });
  const labelYs = spreadLabels(
    ends.map(({ point }) => yOf(point.value)),
    LABEL_HEIGHT,
    8,
    height - 8,
  );
  const limitYs = limitWordYs(limits, yOf, height);
  const limitY = limits[0] === undefined ? null : yOf(limits[0].value);
  return (
    <svg className={styles['overlay']} width={frame.width} height={height} aria-hidden="true">
      {marks
        .filter(({ atMs }) => atMs >= frame.fromMs && atMs <= frame.untilMs)
        .map(({ id, atMs }) => (
          <line
            key={id}
            x1={xOf(frame, atMs)}
            x2={xOf(frame, atMs)}
            y1={0}
            y2={height}
            className={styles['mark']}
            data-mark={id}
          />
        ))}
      {children}
      {limits.map(({ value, name, isDown }, index) => (
        <text
          key={name}
          x={frame.gutter + 9}
          y={limitYs[index]}
          className={styles[isDown ? 'downLimitText' : 'limitText']}
        >
          {`${name} ${formatLimit(value, unit)}`}
        </text>
      ))}
      {gaps.map((gap) => (
        <GapWords key={gap.fromMs} frame={frame} gap={gap} y={gapWordsY(height, limitY)} />
      ))}
      {filledLater.slice(0, 1).map((stretch) => (
        <FilledWords key={stretch.fromMs} frame={frame} stretch={stretch} y={gapWordsY(height, limitY)} />
      ))}
      {empty && (
        <text
          x={frame.gutter + plotWidth(frame) / 2}
          y={height / 2}
          textAnchor="middle"
          className={styles['gapText']}
        >
          no values in this range
        </text>
      )}
      {ends.map(({ line, point }, index) => {
        const x = xOf(frame, point.atMs);
        return (
          <g key={line.label}>
            <circle
              cx={x}
              cy={yOf(point.value)}
              r="3"
              fill={line.color}
              stroke="var(--page)"
              strokeWidth="1.5"
            />
            <text x={x + 9} y={labelYs[index]! + 4} fill={line.color} className={styles['endText']}>
              {line.label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Near the bottom, but never on the line of the limit. */
function gapWordsY(height: number, limitY: number | null): number {
  const y = height - GAP_WORDS_BOTTOM;
  return limitY !== null && Math.abs(limitY - y) < LABEL_HEIGHT ? limitY - LABEL_HEIGHT : y;
}

function GapWords({ frame, gap, y }: { frame: TimeFrame; gap: ChartGap; y: number }) {
  const from = xOf(frame, gap.fromMs);
  const to = xOf(frame, gap.toMs);
  const short = `not recorded ${formatClockMinutes(gap.fromMs, frame.timeZone)} to ${formatClockMinutes(gap.toMs, frame.timeZone)}`;
  const words = [...(gap.reason === undefined ? [] : [`${short}, ${gap.reason}`]), short].find(
    (one) => to - from >= one.length * LETTER,
  );
  if (words === undefined) return null;
  return (
    <text x={(from + to) / 2} y={y} textAnchor="middle" className={styles['gapText']}>
      {words}
    </text>
  );
}

const FILLED_WORDS = 'filled in later';

/** Beside the stretch, on the side that has room: it is mostly too narrow for words. */
function FilledWords({ frame, stretch, y }: { frame: TimeFrame; stretch: Interval; y: number }) {
  const to = xOf(frame, stretch.toMs);
  const isAfter = to + FILLED_WORDS.length * LETTER < xOf(frame, frame.untilMs);
  return (
    <text
      x={isAfter ? to + 6 : xOf(frame, stretch.fromMs) - 6}
      y={y}
      textAnchor={isAfter ? 'start' : 'end'}
      className={styles['gapText']}
    >
      {FILLED_WORDS}
    </text>
  );
}
