import { type HealthState, needsAttention } from './health-state.ts';
import type { StateTransition } from './state-log.ts';

/** A jump lands on what is at least this far away: pressing the key again goes on. */
const MIN_JUMP_MS = 1_000;

/**
 * When services turned bad: a service does when one of its regions becomes degraded, down or disputed while none of
 * the others was. What a region that is merely out of sight was before still counts, so that a blind spell in the
 * middle does not make two incidents of one.
 * @param transitions ascending, the last one before the range included
 * @returns ascending, within what `transitions` cover
 */
export function incidentStarts(transitions: readonly StateTransition[]): number[] {
  const bad = new Map<string, Set<string>>();
  const starts: number[] = [];
  for (const { service, region, state, atMs } of transitions) {
    if (isUnknown(state)) continue;
    const regions = bad.get(service) ?? new Set<string>();
    bad.set(service, regions);
    if (!needsAttention(state)) {
      regions.delete(region);
      continue;
    }
    if (regions.size === 0 && starts.at(-1) !== atMs) starts.push(atMs);
    regions.add(region);
  }
  return starts;
}

/** The start next to a moment, in one direction; null when there is none. */
export function nextStart(
  starts: readonly number[],
  fromMs: number,
  direction: 'earlier' | 'later',
): number | null {
  return direction === 'later'
    ? (starts.find((atMs) => atMs >= fromMs + MIN_JUMP_MS) ?? null)
    : (starts.findLast((atMs) => atMs <= fromMs - MIN_JUMP_MS) ?? null);
}

function isUnknown(state: HealthState): boolean {
  return state === 'no_data' || state === 'unreachable' || state === 'stale';
}
