import { memo, useId } from 'react';
import type { TimeRange as Interval } from '../../shared/domain/timeline.ts';
import { GapPattern } from '../charts/GapPattern.tsx';
import styles from './TimeStrip.module.css';
import { binHeight, countHeight, type Timeline } from './time-bar-model.ts';

/** Where the bins stand, from the top of the bar, and the height of the drawing. */
const BASE_Y = 43;
const HEIGHT = 67;
const GAP_HEIGHT = 19;
/** Changes of state stand here, above the bins; alerts hang under the base line. */
const CHANGES_Y = 22;
const MAX_CHANGES_HEIGHT = 5;
const ALERTS_Y = 44;
const MAX_ALERTS_HEIGHT = 3;
/** Of the width of a bin. */
const FILLED = 0.82;

export interface TimeBinsProps {
  readonly window: Interval;
  readonly timeline: Timeline;
  readonly width: number;
  /** What lies after it had not happened yet: drawn as outlines. Null for none. */
  readonly untilMs: number | null;
}

/** The worst state of each bin, what was not recorded, and quietly how much changed and fired. */
export function TimeBins({ window, timeline, width, untilMs }: TimeBinsProps) {
  const binMs = (timeline.toMs - timeline.fromMs) / timeline.worst.length;
  const bins = untilMs === null ? timeline.worst.length : Math.ceil((untilMs - timeline.fromMs) / binMs);
  const pxPerMs = width / (window.toMs - window.fromMs);
  return (
    <Bins
      timeline={timeline}
      happened={bins}
      // An answer to an older window stands where its time is, not where the window is.
      offset={(timeline.fromMs - window.fromMs) * pxPerMs}
      binWidth={binMs * pxPerMs}
      width={width}
    />
  );
}

interface BinsProps {
  readonly timeline: Timeline;
  /** How many of the bins had happened at the moment on screen. */
  readonly happened: number;
  readonly offset: number;
  readonly binWidth: number;
  readonly width: number;
}

/** Drawn anew only with another answer or window, or when the moment enters another bin. */
const Bins = memo(function Bins({ timeline, happened, offset, binWidth, width }: BinsProps) {
  const hatch = `time${useId().replace(/[^\w]/g, '')}`;
  const { worst, changes, alerts, gaps, fromMs, toMs } = timeline;
  const pxPerMs = (binWidth * worst.length) / (toMs - fromMs);
  return (
    <svg className={styles['bins']} width={width} height={HEIGHT} aria-hidden="true">
      <defs>
        <GapPattern id={hatch} />
      </defs>
      {gaps.map((gap) => (
        <rect
          key={gap.fromMs}
          className={styles['gap']}
          x={offset + Math.max(0, gap.fromMs - fromMs) * pxPerMs}
          y={BASE_Y - GAP_HEIGHT}
          width={Math.max(2, (Math.min(gap.toMs, toMs) - Math.max(gap.fromMs, fromMs)) * pxPerMs)}
          height={GAP_HEIGHT}
          fill={`url(#${hatch})`}
        />
      ))}
      {worst.map((state, index) => {
        const x = offset + index * binWidth;
        const isAfter = index >= happened;
        const height = state === null ? 0 : binHeight(state);
        const changed = countHeight(changes[index] ?? 0, MAX_CHANGES_HEIGHT);
        const fired = countHeight(alerts[index] ?? 0, MAX_ALERTS_HEIGHT);
        return (
          <g key={fromMs + index} data-after={isAfter || undefined}>
            {state !== null && (
              <rect
                className={styles[state]}
                x={x + (binWidth * (1 - FILLED)) / 2}
                y={BASE_Y - height}
                width={binWidth * FILLED}
                height={height}
              />
            )}
            {changed > 0 && (
              <rect
                className={styles['changes']}
                x={x + binWidth / 2 - 0.5}
                y={CHANGES_Y - changed}
                width="1"
                height={changed}
              />
            )}
            {fired > 0 && (
              <rect className={styles['alerts']} x={x} y={ALERTS_Y} width={binWidth} height={fired} />
            )}
          </g>
        );
      })}
    </svg>
  );
});
