import type { CommandReply } from '../../../shared/contract/commands.ts';
import { type HealthState, needsAttention, worstOf } from '../../../shared/domain/health-state.ts';
import { compareStates } from '../../../shared/format/estate-summary.ts';

/** Rows of their own; more regions with events are folded, the worst stay. */
export const MAX_STRIP_ROWS = 8;

/** The log lags behind the picture, and a restart takes a moment: a hole this short ends nothing. */
const BRIDGED_MS = 60_000;
/** Blindness that lasted less than this share of the range earns a region no row of its own. */
const BRIEF_SHARE = 1 / 200;

export interface StripInterval {
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: HealthState;
}

/** One row of the state strip: a region, or several that had no event, folded. */
export interface StripRow {
  readonly key: string;
  readonly label: string;
  /** State at the end of the range; the mark before the name. */
  readonly state: HealthState;
  readonly intervals: readonly StripInterval[];
}

type Transitions = CommandReply<'transitions'>;

/**
 * Rows for the state strip, worst region first; regions that were ok throughout, but for a blink, fold into "11 others".
 * Intervals are cut to the range; what lies outside every interval was not recorded and stays empty.
 */
export function stripRows(
  transitions: Transitions,
  range: { readonly fromMs: number; readonly toMs: number },
): readonly StripRow[] {
  const byRegion = new Map<string, StripInterval[]>();
  for (const { region, fromMs, toMs, state } of transitions.intervals) {
    const cut = { fromMs: Math.max(fromMs, range.fromMs), toMs: Math.min(toMs, range.toMs), state };
    if (!(cut.toMs > cut.fromMs)) continue;
    const list = byRegion.get(region);
    if (list === undefined) byRegion.set(region, [cut]);
    else list.push(cut);
  }
  const rows = [...byRegion].map(([region, intervals]): StripRow => {
    intervals.sort((a, b) => a.fromMs - b.fromMs);
    return { key: region, label: region, state: intervals.at(-1)!.state, intervals };
  });
  const briefMs = (range.toMs - range.fromMs) * BRIEF_SHARE;
  const eventful = rows.filter(
    (row) =>
      row.state !== 'ok' ||
      row.intervals.some(
        ({ state, fromMs, toMs }) => state !== 'ok' && !(isUnseen(state) && toMs - fromMs < briefMs),
      ),
  );
  eventful.sort(
    (a, b) =>
      compareStates(a.state, b.state) ||
      compareStates(
        worstOf(a.intervals.map(({ state }) => state)),
        worstOf(b.intervals.map(({ state }) => state)),
      ) ||
      a.label.localeCompare(b.label),
  );
  const shown = eventful.slice(0, MAX_STRIP_ROWS);
  const folded = [...eventful.slice(MAX_STRIP_ROWS), ...rows.filter((row) => !eventful.includes(row))];
  if (folded.length === 1) return [...shown, folded[0]!];
  if (folded.length > 1) shown.push(foldRows(folded, shown.length > 0));
  return shown;
}

/**
 * When the present incident of a region began: the start of the trouble that reaches the end of the range. Only a
 * measurement of health ends an incident: being blind for a while, or a restart, does not.
 * Null without one, and for one that is older than the range.
 */
export function incidentStart(
  transitions: Transitions,
  region: string,
  range: { readonly fromMs: number; readonly toMs: number },
): number | null {
  const own = transitions.intervals
    .filter((one) => one.region === region && one.fromMs < range.toMs)
    .toSorted((a, b) => b.fromMs - a.fromMs);
  let startMs: number | null = null;
  let reachedMs = range.toMs;
  for (const { fromMs, toMs, state } of own) {
    if (toMs < reachedMs - BRIDGED_MS) break;
    reachedMs = fromMs;
    if (needsAttention(state)) startMs = fromMs;
    else if (!isUnseen(state)) break;
  }
  return startMs !== null && startMs > range.fromMs ? startMs : null;
}

function isUnseen(state: HealthState): boolean {
  return state === 'no_data' || state === 'unreachable' || state === 'stale';
}

/** Several regions as one row: at every moment the worst of them. */
function foldRows(rows: readonly StripRow[], beside: boolean): StripRow {
  const edges = [
    ...new Set(rows.flatMap((row) => row.intervals.flatMap(({ fromMs, toMs }) => [fromMs, toMs]))),
  ];
  edges.sort((a, b) => a - b);
  const intervals: StripInterval[] = [];
  for (let i = 1; i < edges.length; i++) {
    const [fromMs, toMs] = [edges[i - 1]!, edges[i]!];
    const states = rows.flatMap((row) =>
      row.intervals.filter((one) => one.fromMs <= fromMs && one.toMs >= toMs).map(({ state }) => state),
    );
    if (states.length === 0) continue;
    const state = worstOf(states);
    const previous = intervals.at(-1);
    if (previous !== undefined && previous.toMs === fromMs && previous.state === state)
      intervals[intervals.length - 1] = { ...previous, toMs };
    else intervals.push({ fromMs, toMs, state });
  }
  return {
    key: 'others',
    label: beside ? `${rows.length} others` : `${rows.length} regions`,
    state: intervals.at(-1)?.state ?? 'no_data',
    intervals,
  };
}
