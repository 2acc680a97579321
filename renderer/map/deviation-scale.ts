import { createColorRamp } from './color-ramp.ts';

/** Where the six deviation tokens `--dev-1` to `--dev-6` sit: shares above usual; the third is the neutral middle. */
export const deviationStops = [-0.5, -0.2, 0, 0.2, 0.5, 1] as const;

const defaultDeviationColors = ['#60BDEB', '#427BA1', '#43484E', '#AA678E', '#EA85B7', '#FFCCE5'] as const;

/** The colour of a deviation: 0.2 is 20 % above usual. */
export type DeviationScale = (share: number) => string;

/** Faster is one hue, slower another, and as usual is grey. Stops stand evenly, so that small deviations can be told. */
export function createDeviationScale(colors: readonly string[] = defaultDeviationColors): DeviationScale {
  const ramp = createColorRamp(deviationStops.map(deviationPosition), colors, defaultDeviationColors);
  return (share) => ramp(deviationPosition(share));
}

/** Where a deviation sits on the scale, 0 to 1. */
export function deviationPosition(share: number): number {
  const last = deviationStops.length - 1;
  if (!(share > deviationStops[0])) return 0;
  for (let index = 0; index < last; index++) {
    const from = deviationStops[index] ?? 0;
    const to = deviationStops[index + 1] ?? 0;
    if (share < to) return (index + (share - from) / (to - from)) / last;
  }
  return 1;
}
