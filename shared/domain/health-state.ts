/**
 * The states of a cell (one service in one region), of a service, a region and of the world.
 * The order is the wire code: append, never reorder.
 */
export const healthStates = [
  'ok',
  'degraded',
  'down',
  'no_data', // the source answers, but has no series for this cell
  'unreachable', // the source itself does not answer: we are blind here
  'stale', // the last value is older than its freshness limit
  'maintenance', // planned, with who and why
  'conflict', // two sources disagree about one thing
] as const;

export type HealthState = (typeof healthStates)[number];

/** Worst first. What is measured as bad outranks what cannot be seen, which outranks what is fine. */
const severityOrder: readonly HealthState[] = [
  'down',
  'conflict',
  'degraded',
  'unreachable',
  'stale',
  'no_data',
  'maintenance',
  'ok',
];

const severityRank = Object.fromEntries(
  severityOrder.map((state, index) => [state, severityOrder.length - index]),
) as Record<HealthState, number>;

/** Higher is worse; `ok` is 1. */
export function severityOf(state: HealthState): number {
  return severityRank[state];
}

/** The worst of several states; `no_data` for none at all, because nothing measured is not green. */
export function worstOf(states: Iterable<HealthState>): HealthState {
  let worst: HealthState | undefined;
  for (const state of states)
    if (worst === undefined || severityRank[state] > severityRank[worst]) worst = state;
  return worst ?? 'no_data';
}

/** States that rest on a fresh measurement; only these may be drawn in full colour. */
export function isMeasured(state: HealthState): boolean {
  return state === 'ok' || state === 'degraded' || state === 'down' || state === 'conflict';
}

/** States that deserve an attention row. */
export function needsAttention(state: HealthState): boolean {
  return state === 'down' || state === 'degraded' || state === 'conflict';
}

export function healthStateFromCode(code: number): HealthState {
  const state = healthStates[code];
  if (state === undefined) throw new RangeError(`No health state has the code ${code}.`);
  return state;
}

export function codeOfHealthState(state: HealthState): number {
  return healthStates.indexOf(state);
}
