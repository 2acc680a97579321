import type { Usual } from './usual.ts';

/** Positions on the small band beside a route, in pixels. */
export interface UsualBand {
  readonly low: number;
  readonly high: number;
  readonly usual: number;
  readonly value: number;
}

export const BAND_WIDTH_PX = 84;
const DOT_PX = 4;
/** The band ends at this multiple of the usual value; beyond it the dot rests at the end. */
const BAND_REACH = 2.2;

/** Lays a value out against its usual range: zero at the left, about twice the usual value at the right. */
export function bandOf(value: number, usual: Usual): UsualBand {
  const at = (seconds: number): number =>
    Math.min(
      BAND_WIDTH_PX - DOT_PX,
      Math.max(DOT_PX, (seconds / (usual.value * BAND_REACH)) * BAND_WIDTH_PX),
    );
  return { low: at(usual.low), high: at(usual.high), usual: at(usual.value), value: at(value) };
}
