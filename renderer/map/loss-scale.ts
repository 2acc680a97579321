import { createColorRamp } from './color-ramp.ts';
import { defaultLatencyColors, logPosition } from './latency-scale.ts';

/** What the six stops mean when the map shows loss: shares of packets. Less than the first is next to nothing. */
export const lossStops = [0.0005, 0.001, 0.003, 0.01, 0.03, 0.1] as const;

/** The colour of a share of packets lost. */
export type LossScale = (share: number) => string;

/** The same colours as latency, on the logarithm of the share. */
export function createLossScale(colors: readonly string[] = defaultLatencyColors): LossScale {
  const ramp = createColorRamp(lossStops.map(lossPosition), colors, defaultLatencyColors);
  return (share) => ramp(lossPosition(share));
}

export function lossPosition(share: number): number {
  return logPosition(share, lossStops[0], lossStops[5]);
}

/** Less loss than this is drawn as an unbroken line. */
export const LOSS_SHOWN_FROM = 0.001;
const DASH_PX = 16;
const LEAST_GAP_PX = 3;
const MOST_GAP_PX = 14;

/**
 * The dash of a way that loses packets, as `setLineDash` wants it: the more is lost the wider the gaps, on the
 * logarithm from 0.1 % to 10 %. Empty for a whole line.
 */
export function lossDash(share: number): number[] {
  if (!(share >= LOSS_SHOWN_FROM)) return [];
  const gap = LEAST_GAP_PX + (MOST_GAP_PX - LEAST_GAP_PX) * logPosition(share, LOSS_SHOWN_FROM, lossStops[5]);
  return [DASH_PX - gap / 2, gap];
}
