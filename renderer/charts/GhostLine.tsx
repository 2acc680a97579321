import type { ChartModel } from './chart-model.ts';
import styles from './TimeChart.module.css';
import { type TimeFrame, xOf } from './time-frame.ts';

export interface GhostLineProps {
  readonly frame: TimeFrame;
  readonly height: number;
  /** Its first series is drawn. */
  readonly model: ChartModel;
  readonly yOf: (value: number) => number;
}

/** The line of another time, moved to this one: dashed, behind the others, broken where nothing was recorded. */
export function GhostLine({ frame, height, model, yOf }: GhostLineProps) {
  return (
    <svg className={styles['usual']} width={frame.width} height={height} aria-hidden="true">
      <path d={linePath(model, (atMs) => xOf(frame, atMs), yOf)} className={styles['ghost']} />
    </svg>
  );
}

/** A path along the first series of a model, lifted over its gaps. */
export function linePath(
  { rows }: Pick<ChartModel, 'rows'>,
  toX: (atMs: number) => number,
  toY: (value: number) => number,
): string {
  let path = '';
  let isDown = false;
  for (const { atMs, values } of rows) {
    const value = values[0];
    if (value === null || value === undefined) {
      isDown = false;
      continue;
    }
    path += `${isDown ? 'L' : 'M'}${toX(atMs).toFixed(1)} ${toY(value).toFixed(1)}`;
    isDown = true;
  }
  return path;
}
