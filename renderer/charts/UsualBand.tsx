import styles from './TimeChart.module.css';
import { type TimeFrame, xOf } from './time-frame.ts';
import type { UsualStep } from './usual-steps.ts';

/** Words are left out where the band is narrower. */
const WORDS_WIDTH = 72;

export interface UsualBandProps {
  readonly frame: TimeFrame;
  readonly height: number;
  readonly steps: readonly UsualStep[];
  readonly yOf: (value: number) => number;
  /** Name of the line it is about. */
  readonly of: string;
}

/** Behind the lines: what is usual, hour by hour. Hours of which nothing is known stay empty. */
export function UsualBand({ frame, height, steps, yOf, of }: UsualBandProps) {
  const first = steps[0];
  if (first === undefined) return null;
  const boxes = steps.map(({ fromMs, toMs, low, high, median }) => ({
    left: xOf(frame, fromMs),
    right: xOf(frame, toMs),
    top: yOf(high),
    bottom: Math.max(yOf(low), yOf(high) + 1),
    middle: yOf(median),
  }));
  const fill = boxes.map(({ left, right, top, bottom }) => `M${left} ${top}H${right}V${bottom}H${left}Z`);
  const middle = boxes.map(({ left, right, middle: y }) => `M${left} ${y}H${right}`);
  const width = xOf(frame, steps.at(-1)?.toMs ?? first.toMs) - xOf(frame, first.fromMs);
  return (
    <svg className={styles['usual']} width={frame.width} height={height} aria-hidden="true">
      <path d={fill.join('')} className={styles['usualFill']} />
      <path d={middle.join('')} className={styles['usualMiddle']} />
      {width > WORDS_WIDTH && (
        <text
          x={xOf(frame, first.fromMs) + 9}
          y={Math.min(height - 4, yOf(first.low) + 13)}
          className={styles['gapText']}
        >
          usual {of}
        </text>
      )}
    </svg>
  );
}
