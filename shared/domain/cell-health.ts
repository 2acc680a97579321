import type { HealthState } from './health-state.ts';
import { judge, type SignalLimits, signalDefinition, type Verdict } from './signal.ts';
import type { SourceState } from './source.ts';

/** Without a value for this long, a series that its source no longer reports counts as absent. */
export const NO_DATA_AFTER_MS = 15 * 60_000;

/** One series of a cell as the evaluation sees it. */
export interface CellInput {
  readonly row: number;
  readonly signal: string;
  readonly value: number;
  readonly ageMs: number;
  readonly staleAfterMs: number;
  readonly sourceState: SourceState;
  readonly limits: SignalLimits | undefined;
  /** What hysteresis holds of this series; null where nothing is held, and the value counts as it is. */
  readonly held: Verdict | null;
  /** Age of its last measurement within the limits; NaN without one. */
  readonly goodAgeMs: number;
}

export interface CellVerdict {
  readonly state: HealthState;
  /** Row of the series that stands in the cell, or -1. */
  readonly keySeries: number;
}

/** Signals shown when nothing is beyond a limit, in order of preference. */
const preferredSignals = [
  'latency_p95',
  'latency_p90',
  'latency_p50',
  'latency_p99',
  'error_ratio',
  'availability',
];

export const verdictRank: Readonly<Record<Verdict, number>> = { ok: 0, degraded: 1, down: 2 };

/** Sources contradict each other about one thing when one measures it as fine and another as failing. */
export function isDisputed(verdicts: readonly Verdict[]): boolean {
  return verdicts.includes('ok') && verdicts.includes('down');
}

/**
 * The state of one cell. Pure.
 *
 * Green needs every judged signal (one with limits) to have a fresh value from a source that answers:
 * a signal nobody measures any more makes the cell unreachable or stale, unless another one is measured as bad.
 * Hysteresis is about measured verdicts alone: it delays none of these, and keeps nothing green longer than the last
 * measurement within the limits is fresh.
 * Two live sources that contradict each other about one signal (one ok, one down) are a conflict, never averaged;
 * what is down without contradiction beside it stays down.
 * @param alertVerdict the worst firing alert about this cell
 */
export function evaluateCell(inputs: readonly CellInput[], alertVerdict: Verdict): CellVerdict {
  let worst: Verdict = alertVerdict;
  // A cell has a handful of signals: a list is found through faster than a map is made, 10,000 times a second.
  const signals: SeenSignal[] = [];
  for (const input of inputs) {
    // Nobody is to be asked: it is missing by a person's will, and says nothing in either direction.
    if (input.sourceState === 'paused') continue;
    const seen = seenSignal(signals, input.signal);
    seen.judged ||= input.limits !== undefined && signalDefinition(input.signal).direction !== 'neutral';
    // Without a time, as where only history is known, there is no value whose age could count.
    if (!Number.isNaN(input.ageMs)) seen.ageMs = Math.min(seen.ageMs, input.ageMs);
    if (input.sourceState === 'live') seen.blind = false;
    if (isFresh(input)) seen.fresh.push(verdictOfInput(input));
  }
  let conflict = false;
  let anyJudged = false;
  for (const { fresh, judged } of signals) {
    anyJudged ||= judged;
    if (isDisputed(fresh)) conflict = true;
    else for (const verdict of fresh) if (verdictRank[verdict] > verdictRank[worst]) worst = verdict;
  }

  const keySeries = chooseKeySeries(inputs);
  // An outage that nobody disputes is not hidden behind a quarrel about something else.
  if (conflict && worst !== 'down') return { state: 'conflict', keySeries };
  if (worst !== 'ok') return { state: worst, keySeries };
  return { state: unlessMissing(signals, anyJudged), keySeries };
}

/** What is known of one signal over all sources that report it. */
interface SeenSignal {
  readonly signal: string;
  readonly fresh: Verdict[];
  blind: boolean;
  ageMs: number;
  judged: boolean;
}

function seenSignal(signals: SeenSignal[], signal: string): SeenSignal {
  for (const known of signals) if (known.signal === signal) return known;
  const seen = { signal, fresh: [], blind: true, ageMs: Number.POSITIVE_INFINITY, judged: false };
  signals.push(seen);
  return seen;
}

/** Nothing is bad: ok when every signal that matters is measured, else why it is not. */
function unlessMissing(signals: readonly SeenSignal[], anyJudged: boolean): HealthState {
  if (signals.length === 0) return 'no_data';
  let state: HealthState = 'ok';
  for (const { fresh, blind, ageMs, judged } of signals) {
    if (fresh.length > 0 || (anyJudged && !judged)) continue;
    if (blind) return 'unreachable';
    if (ageMs <= NO_DATA_AFTER_MS) state = 'stale';
    else if (state === 'ok') state = 'no_data';
  }
  return state;
}

/** A finite value, young enough, of a source that answers. */
export function isFresh(input: Pick<CellInput, 'value' | 'ageMs' | 'staleAfterMs' | 'sourceState'>): boolean {
  return input.sourceState === 'live' && input.ageMs <= input.staleAfterMs && Number.isFinite(input.value);
}

/** What a fresh series says: what is held of it, unless that is a green nobody measured lately. */
export function verdictOfInput({ signal, value, limits, held, goodAgeMs, staleAfterMs }: CellInput): Verdict {
  if (held !== null && (held !== 'ok' || goodAgeMs <= staleAfterMs)) return held;
  return judge(value, signalDefinition(signal).direction, limits);
}

/**
 * The state that is shown of a cell, and what is measured under it.
 * @param measured what the measurements say
 * @param isPlanned whether planned work goes on there: whatever is measured, it is no alarm, and no proof of health
 */
export function underPlannedWork(
  measured: HealthState,
  isPlanned: boolean,
): { readonly state: HealthState; readonly underneath: HealthState } {
  return { state: isPlanned ? 'maintenance' : measured, underneath: measured };
}

/**
 * The signal furthest past its limit; if none is, the p95. Fresh values win over old ones, and of equals the youngest:
 * the order of the rows, which differs from run to run, decides nothing.
 */
function chooseKeySeries(inputs: readonly CellInput[]): number {
  let best = -1;
  let bestAgeMs = Number.POSITIVE_INFINITY;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const input of inputs) {
    if (Number.isNaN(input.value)) continue;
    const preference = preferredSignals.indexOf(input.signal);
    const past = excess(input);
    const score =
      (isFresh(input) ? 1e9 : 0) +
      (past > 0 ? 1e6 * Math.min(past, 500) : 0) +
      (preference === -1 ? -10 : -preference);
    if (score > bestScore || (score === bestScore && input.ageMs < bestAgeMs)) {
      bestScore = score;
      bestAgeMs = input.ageMs;
      best = input.row;
    }
  }
  return best;
}

/** How far beyond its limit a value is, relative to the limit; 0 within it. */
function excess({ signal, value, limits }: CellInput): number {
  const { direction } = signalDefinition(signal);
  const verdict = judge(value, direction, limits);
  if (verdict === 'ok' || limits === undefined) return 0;
  const limit = limits.degraded ?? limits.down ?? 0;
  const distance =
    direction === 'low_is_bad'
      ? (limit - value) / Math.max(Math.abs(1 - limit), 1e-3)
      : (value - limit) / Math.max(Math.abs(limit), 1e-9);
  return verdictRank[verdict] * 100 + Math.min(99, Math.max(distance, 1e-6));
}
