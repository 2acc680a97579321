import { usualWordY } from './chart-words.ts';
import styles from './TimeChart.module.css';
import { type TimeFrame, xOf } from './time-frame.ts';
import type { UsualStep } from './usual-steps.ts';

/** Words are left out where the band is narrower. */
const WORDS_WIDTH = 72;
/** About the width of "down limit 10 %". */
const LIMIT_WORDS_WIDTH = 104;

export interface UsualBandProps {
  readonly frame: TimeFrame;
  readonly height: number;
  readonly steps: readonly UsualStep[];
  readonly yOf: (value: number) => number;
}

/** Behind the lines: what is usual, hour by hour. Hours of which nothing is known stay empty. */
export function UsualBand({ frame, height, steps, yOf }: UsualBandProps) {
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
  return (
    <svg className={styles['usual']} width={frame.width} height={height} aria-hidden="true">
      <path d={fill.join('')} className={styles['usualFill']} />
      <path d={middle.join('')} className={styles['usualMiddle']} />
    </svg>
  );
}

export interface UsualWordsProps extends UsualBandProps {
  /** Names the line that the band is about. */
  readonly of: string;
  /** Heights of the words about limits, which stand at the left edge. */
  readonly taken: readonly number[];
}

/** What the band is, under its beginning; over it where there is no room, and nowhere where words about limits stand. */
export function UsualWords({ frame, height, steps, yOf, of, taken }: UsualWordsProps) {
  const first = steps[0];
  if (first === undefined) return null;
  const x = xOf(frame, first.fromMs);
  if (xOf(frame, steps.at(-1)?.toMs ?? first.toMs) - x <= WORDS_WIDTH) return null;
  const isBeside = x - frame.gutter > LIMIT_WORDS_WIDTH;
  const band = { top: yOf(first.high), bottom: yOf(first.low) };
  const y = usualWordY(band, height, isBeside ? [] : taken);
  if (y === null) return null;
  return (
    <text x={x + 9} y={y} className={styles['gapText']}>
      usual {of}
    </text>
  );
}
