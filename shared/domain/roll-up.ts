import { z } from 'zod/mini';
import { type HealthState, isMeasured, needsAttention, worstOf } from './health-state.ts';

/**
 * How a service is judged by its regions. `any`: the worst of them. `quorum`: that many regions must be in trouble.
 * `traffic`: regions with that share of its traffic must be, from 0 to 1.
 */
export const rollUpRuleSchema = z.union([
  z.literal('any'),
  z.object({ quorum: z.number() }),
  z.object({ traffic: z.number() }),
]);
export type RollUpRule = z.infer<typeof rollUpRuleSchema>;

/**
 * State of a whole made of parts (a service of its cells, a region of its cells, the world of its services).
 *
 * By `any`: what is measured as bad in any part is the state of the whole, worst first; otherwise the whole is ok
 * when at least one part is measured as ok; otherwise the worst of what is left. Parts that cannot be seen stay
 * visible as themselves and are named in the verdict; they do not hide the parts that are fine.
 *
 * By `quorum` and `traffic` trouble in too few parts counts one step less: down as degraded, degraded as ok. So a
 * whole is never ok while a part of it is down. A dispute stays what it is.
 * @param weights of the parts, for `traffic`; NaN where nobody knows, which counts as enough
 */
export function rollUp(
  states: readonly HealthState[],
  rule: RollUpRule = 'any',
  weights: readonly number[] = [],
): HealthState {
  const softened = rule === 'any' ? states : soften(states, rule, weights);
  const bad = softened.filter(needsAttention);
  if (bad.length > 0) return worstOf(bad);
  return softened.includes('ok') ? 'ok' : worstOf(softened);
}

function soften(
  states: readonly HealthState[],
  rule: Exclude<RollUpRule, 'any'>,
  weights: readonly number[],
): readonly HealthState[] {
  const weightOf = (part: number): number => ('quorum' in rule ? 1 : (weights[part] ?? Number.NaN));
  const sum = (isCounted: (state: HealthState) => boolean): number =>
    states.reduce((total, state, part) => (isCounted(state) ? total + weightOf(part) : total), 0);
  const seen = sum(isMeasured);
  // Of fewer regions than the quorum, all are enough.
  const enough = 'quorum' in rule ? Math.min(rule.quorum, seen) : rule.traffic * seen;
  // Written so that an unknown weight counts as enough.
  const isDown = !(sum((state) => state === 'down') < enough);
  const isDegraded = !(sum((state) => state === 'down' || state === 'degraded') < enough);
  return states.map((state) => {
    if (state === 'down') return isDown ? 'down' : 'degraded';
    return state === 'degraded' && !isDegraded ? 'ok' : state;
  });
}

/**
 * Since when the whole is in its state, from the parts that share it; null for none. Trouble began with its first
 * part, but a whole is only ok since its last part recovered.
 */
export function rollUpSince(state: HealthState, sincesMs: readonly number[]): number | null {
  const known = sincesMs.filter(Number.isFinite);
  if (known.length === 0) return null;
  return state === 'ok' ? Math.max(...known) : Math.min(...known);
}
