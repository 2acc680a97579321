import { zoneName } from '../../../shared/format/clock.ts';
import { clockType, type Measure, plainType, zoneTimeType } from './text-measure.ts';
import { WALL_MARGIN, type WallLayout } from './wall-scale.ts';
import type { SourceWords } from './wall-sources.ts';

/** Lengths of the strip in wall units; its stylesheet says the same. */
export const HEARTBEAT_UNITS = 170;
const LEAD_GAP = 26;
const ZONE_GAP = 56;
const ORIGIN_GAP = 24;
/** Least space before a dividing line, the line, and the space after it. */
const DIVIDER_UNITS = 40 + 1.5 + 56;

export const DEMO_WORDS = 'demo data';

export interface ClockParts {
  /** The leading zone, then the further ones, by their IANA names. */
  readonly timeZones: readonly string[];
  readonly sources: SourceWords;
  readonly isDemo: boolean;
}

/**
 * The further zones that fit into one line of the strip, first ones first; on its end the strip has a line of its own
 * for them. Pure.
 */
export function zonesThatFit(
  { timeZones, sources, isDemo }: ClockParts,
  { width, isStacked }: WallLayout,
  measure: Measure,
): readonly string[] {
  const [lead = 'UTC', ...others] = timeZones;
  const line = width - 2 * WALL_MARGIN;
  const leadWidth = measure('00:00:00', clockType) + LEAD_GAP + measure(zoneName(lead), plainType);
  const sourcesWidth = Math.max(
    measure(`${sources.strong} ${sources.text}`, { ...plainType, weight: 600 }),
    HEARTBEAT_UNITS + (isDemo ? ORIGIN_GAP + measure(DEMO_WORDS, plainType) : 0),
  );
  let room = isStacked ? line + ZONE_GAP : line - leadWidth - sourcesWidth - 2 * DIVIDER_UNITS + ZONE_GAP;
  const fitting: string[] = [];
  for (const zone of others) {
    room -= ZONE_GAP + Math.max(measure(zoneName(zone), plainType), measure('00:00', zoneTimeType));
    if (room < 0) break;
    fitting.push(zone);
  }
  return fitting;
}
