import styles from './Crosshair.module.css';
import type { ChartModel } from './chart-model.ts';
import { type Crosshair, useCrosshairMs } from './crosshair.ts';
import { valuesAt } from './crosshair-model.ts';
import type { ChartLine } from './TimeChart.tsx';
import { type TimeFrame, xOf } from './time-frame.ts';

export interface CrosshairDotsProps {
  readonly crosshair: Crosshair;
  readonly frame: TimeFrame;
  readonly height: number;
  readonly model: ChartModel;
  readonly lines: readonly ChartLine[];
  readonly yOf: (value: number) => number;
}

/** Where the crosshair meets the lines of one chart. */
export function CrosshairDots({ crosshair, frame, height, model, lines, yOf }: CrosshairDotsProps) {
  const atMs = useCrosshairMs(crosshair);
  if (atMs === null) return null;
  const values = valuesAt(model, atMs);
  return (
    <svg className={styles['dots']} width={frame.width} height={height} aria-hidden="true">
      {lines.map((line, index) => {
        const value = values[index];
        return value === null || value === undefined ? null : (
          <circle
            key={line.label}
            cx={xOf(frame, atMs)}
            cy={yOf(value)}
            r="3.5"
            fill={line.color}
            stroke="var(--page)"
            strokeWidth="1.5"
          />
        );
      })}
    </svg>
  );
}
