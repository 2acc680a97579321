import { type HealthState, needsAttention, worstOf } from './health-state.ts';

/**
 * State of a whole made of parts (a service of its cells, a region of its cells, the world of its services).
 * Rule: what is measured as bad in any part is the state of the whole, worst first; otherwise the whole is ok
 * when at least one part is measured as ok; otherwise the worst of what is left. Parts that cannot be seen stay
 * visible as themselves and are named in the verdict; they do not hide the parts that are fine.
 */
export function rollUp(states: readonly HealthState[]): HealthState {
  const bad = states.filter(needsAttention);
  if (bad.length > 0) return worstOf(bad);
  return states.includes('ok') ? 'ok' : worstOf(states);
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
