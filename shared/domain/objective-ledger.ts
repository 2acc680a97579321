import { availabilityOf, budgetMsOf, meanMs } from '../math/budget.ts';
import { mergeIntervals } from '../math/intervals.ts';
import { MIN_COVERAGE, type ObjectiveStanding, type ObjectiveStatus } from './objective.ts';
import { ServiceHistory } from './service-history.ts';
import type { RecordedSpan, StateTransition } from './state-log.ts';

/** What is promised for one service. */
export interface Objective {
  readonly id: string;
  readonly service: string;
  /** Parts per million: 999,000 is 99.9 %. */
  readonly targetPpm: number;
  readonly windowMs: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Bars of the day strip. */
export const OBJECTIVE_DAYS = 90;
/** Outages that are listed. */
export const MAX_OUTAGES = 20;
/** An outage is open while Vigil recorded this recently. */
const STILL_RECORDING_MS = 30_000;
/** At risk from this share of the budget on: two thirds, as a fraction of whole numbers. */
const AT_RISK_SHARE = { parts: 2, of: 3 };
/** … or when the last hour, going on, would spend what is left within a day. */
const PROJECTION_HOURS = 24;

/** How far back a history must reach to answer for an objective. */
export function horizonMs(windowMs: number): number {
  return Math.max(windowMs, OBJECTIVE_DAYS * DAY_MS);
}

/** Sums over the cells that were observed in a range. */
interface Tally {
  readonly cells: number;
  readonly goodMs: number;
  readonly badMs: number;
}

/** Days that can no longer change, by their start; kept by the caller next to the history. */
export type DayCache = Map<number, ObjectiveStatus['days'][number]>;

/**
 * Where an objective stands at `nowMs`, from a history that was folded up to there.
 *
 * Time-weighted: every region of the service that was observed at all in the window counts the same, so `goodMs`
 * and `badMs` are means over regions: one of two regions down for an hour is half an hour. `down` is bad; ok and
 * degraded are good; no_data, unreachable, stale, conflict, maintenance and time outside recording spans are
 * unobserved and move neither. Whole milliseconds, cut towards failure: bad up, good down, budget down.
 * Days closed before `settledMs` are taken from and put into `dayCache`.
 */
export function objectiveStatus(
  history: ServiceHistory,
  objective: Objective,
  nowMs: number,
  dayCache: DayCache = new Map(),
  settledMs: number = Number.NEGATIVE_INFINITY,
): ObjectiveStatus {
  const { windowMs, targetPpm } = objective;
  const toMs = Math.floor(nowMs);
  const fromMs = toMs - windowMs;
  const sum = tally(history, fromMs, toMs);
  const badMs = meanMs(sum.badMs, sum.cells, 'bad');
  const goodMs = meanMs(sum.goodMs, sum.cells, 'good');
  const budgetMs = budgetMsOf(targetPpm, windowMs);
  const lastHour = tally(history, toMs - HOUR_MS, toMs);
  return {
    id: objective.id,
    service: objective.service,
    target: targetPpm / 1_000_000,
    windowMs,
    fromMs,
    toMs,
    availability: availabilityOf(sum.goodMs, sum.badMs),
    goodMs,
    badMs,
    unobservedMs: windowMs - goodMs - badMs,
    coverage: (goodMs + badMs) / windowMs,
    budgetMs,
    budgetLeftMs: budgetMs - badMs,
    standing: standingOf(
      (goodMs + badMs) / windowMs,
      budgetMs,
      badMs,
      meanMs(lastHour.badMs, lastHour.cells, 'bad'),
    ),
    days: daysOf(history, toMs, dayCache, settledMs),
    outages: outagesOf(history, fromMs, toMs, sum.cells),
  };
}

/** The same in one step, from everything the log says. Transitions ascending, of any service. */
export function computeObjectiveStatus(
  objective: Objective,
  transitions: readonly StateTransition[],
  spans: readonly RecordedSpan[],
  nowMs: number,
): ObjectiveStatus {
  const history = new ServiceHistory(nowMs - horizonMs(objective.windowMs));
  history.extend(
    transitions.filter(({ service }) => service === objective.service),
    spans,
    nowMs,
  );
  return objectiveStatus(history, objective, nowMs);
}

function tally(history: ServiceHistory, fromMs: number, toMs: number): Tally {
  let cells = 0;
  let goodMs = 0;
  let badMs = 0;
  for (const { good, bad } of history.cells.values()) {
    const goodHere = good.totalMs(fromMs, toMs);
    const badHere = bad.totalMs(fromMs, toMs);
    if (goodHere + badHere > 0) cells++;
    goodMs += goodHere;
    badMs += badHere;
  }
  return { cells, goodMs, badMs };
}

function standingOf(
  coverage: number,
  budgetMs: number,
  badMs: number,
  lastHourBadMs: number,
): ObjectiveStanding {
  // What was lost is lost, however little was seen; that a promise is kept takes having looked.
  const leftMs = budgetMs - badMs;
  if (leftMs < 0) return 'missed';
  if (badMs > 0 && badMs * AT_RISK_SHARE.of >= budgetMs * AT_RISK_SHARE.parts) return 'at_risk';
  if (coverage < MIN_COVERAGE) return 'unknown';
  return lastHourBadMs * PROJECTION_HOURS > leftMs ? 'at_risk' : 'met';
}

function daysOf(
  history: ServiceHistory,
  nowMs: number,
  cache: DayCache,
  settledMs: number,
): ObjectiveStatus['days'] {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const oldest = today - (OBJECTIVE_DAYS - 1) * DAY_MS;
  for (const dayStartMs of cache.keys()) if (dayStartMs < oldest) cache.delete(dayStartMs);
  return Array.from({ length: OBJECTIVE_DAYS }, (_, i) => {
    const dayStartMs = oldest + i * DAY_MS;
    const known = cache.get(dayStartMs);
    if (known !== undefined) return known;
    const { cells, goodMs, badMs } = tally(history, dayStartMs, Math.min(nowMs, dayStartMs + DAY_MS));
    const bad = meanMs(badMs, cells, 'bad');
    const day = {
      dayStartMs,
      badMs: cells === 0 ? null : bad,
      observedMs: bad + meanMs(goodMs, cells, 'good'),
    };
    if (dayStartMs + DAY_MS <= settledMs) cache.set(dayStartMs, day);
    return day;
  });
}

function outagesOf(
  history: ServiceHistory,
  fromMs: number,
  toMs: number,
  cells: number,
): ObjectiveStatus['outages'] {
  const badOf = [...history.cells].map(([region, { bad }]) => ({ region, bad }));
  const merged = mergeIntervals(badOf.flatMap(({ bad }) => bad.within(fromMs, toMs)));
  const recordsNow = toMs - history.lastRecordedMs <= STILL_RECORDING_MS;
  const isDownNow = recordsNow && [...history.cells.values()].some(({ state }) => state === 'down');
  return merged
    .slice(-MAX_OUTAGES)
    .toReversed()
    .map((outage, i) => {
      const parts = badOf
        .map(({ region, bad }) => ({ region, badMs: bad.totalMs(outage.fromMs, outage.toMs) }))
        .filter(({ badMs }) => badMs > 0);
      const sumMs = parts.reduce((sum, { badMs }) => sum + badMs, 0);
      const isOpen = i === 0 && isDownNow && outage.toMs === history.lastRecordedMs;
      return {
        fromMs: outage.fromMs,
        toMs: isOpen ? null : outage.toMs,
        badMs: meanMs(sumMs, cells, 'bad'),
        regions: parts.map(({ region }) => region).toSorted(),
      };
    });
}
