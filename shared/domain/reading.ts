import { ageMs, type Freshness, freshnessOf } from './freshness.ts';
import type { Unit } from './signal.ts';

/**
 * One number as it may be shown: never without its source, both clocks and its freshness (B12).
 * Components that draw numbers take a Reading, so a bare number does not compile.
 */
export interface Reading {
  readonly value: number;
  readonly unit: Unit;
  readonly signal: string;
  readonly sourceId: string;
  /** The source's clock. */
  readonly sampledAtMs: number;
  /** Our clock. */
  readonly receivedAtMs: number;
  readonly ageMs: number;
  readonly freshness: Freshness;
}

export function makeReading(
  parts: Pick<Reading, 'value' | 'unit' | 'signal' | 'sourceId' | 'sampledAtMs' | 'receivedAtMs'>,
  nowMs: number,
  staleAfterMs: number,
): Reading {
  const age = ageMs(parts.sampledAtMs, parts.receivedAtMs, nowMs);
  return { ...parts, ageMs: age, freshness: freshnessOf(age, staleAfterMs) };
}
