import { IntervalIndex, type IntervalMark } from '../math/interval-index.ts';
import { intersectIntervals } from '../math/intervals.ts';
import { assertNever } from './assert-never.ts';
import type { HealthState } from './health-state.ts';
import type { RecordedSpan, StateTransition } from './state-log.ts';

/**
 * What a state says about an objective. A conflict is neither: nobody can say which claim is true. Planned work is
 * neither: what is measured under it breaks no promise, and proves none kept.
 */
export type Judgement = 'good' | 'bad' | 'unobserved';

export function judgementOf(state: HealthState): Judgement {
  switch (state) {
    case 'down':
      return 'bad';
    case 'ok':
    case 'degraded':
      return 'good';
    case 'no_data':
    case 'unreachable':
    case 'stale':
    case 'conflict':
    case 'maintenance':
      return 'unobserved';
    default:
      return assertNever(state);
  }
}

/** One cell of the service: when it was good and bad while recorded. */
export interface CellHistory {
  readonly good: IntervalIndex;
  readonly bad: IntervalIndex;
  /** At `untilMs` of the history; null before its first transition. */
  state: HealthState | null;
}

export interface HistoryMark {
  readonly untilMs: number;
  readonly lastRecordedMs: number;
  readonly cells: ReadonlyMap<
    string,
    { readonly state: HealthState | null; good: IntervalMark; bad: IntervalMark }
  >;
}

/**
 * The folded state log of one service from `fromMs` to `untilMs`. It can be extended, and rewound to a mark,
 * so that the part of the log that can no longer change is folded only once.
 */
export class ServiceHistory {
  readonly cells: Map<string, CellHistory> = new Map();
  untilMs: number;
  /** End of the last recording span that was folded. */
  lastRecordedMs = Number.NEGATIVE_INFINITY;

  constructor(fromMs: number) {
    this.untilMs = Math.floor(fromMs);
  }

  /**
   * Folds [untilMs, toMs). `transitions` of this service in ascending order; those before `untilMs` say in which
   * state a cell begins. `spans` may overlap each other and reach outside.
   */
  extend(transitions: readonly StateTransition[], spans: readonly RecordedSpan[], toMs: number): void {
    const fromMs = this.untilMs;
    const endMs = Math.floor(toMs);
    if (endMs <= fromMs) return;
    const recorded = intersectIntervals(spans.map(wholeMs), [{ fromMs, toMs: endMs }]);
    const byRegion = Map.groupBy(transitions, ({ region }) => region);
    for (const region of byRegion.keys())
      if (!this.cells.has(region))
        this.cells.set(region, { good: new IntervalIndex(), bad: new IntervalIndex(), state: null });
    for (const [region, cell] of this.cells) {
      let cursorMs = fromMs;
      let next = 0;
      const close = (atMs: number): void => {
        next = appendRecorded(cell, recorded, next, cursorMs, atMs);
        cursorMs = atMs;
      };
      for (const { state, atMs } of byRegion.get(region) ?? []) {
        const at = Math.floor(atMs);
        if (at >= endMs) break;
        if (at > cursorMs) close(at);
        cell.state = state;
      }
      close(endMs);
    }
    this.untilMs = endMs;
    this.lastRecordedMs = Math.max(this.lastRecordedMs, recorded.at(-1)?.toMs ?? Number.NEGATIVE_INFINITY);
  }

  mark(): HistoryMark {
    const cells = new Map(
      [...this.cells].map(([region, { state, good, bad }]) => [
        region,
        { state, good: good.mark(), bad: bad.mark() },
      ]),
    );
    return { untilMs: this.untilMs, lastRecordedMs: this.lastRecordedMs, cells };
  }

  rewind(mark: HistoryMark): void {
    for (const [region, cell] of this.cells) {
      const earlier = mark.cells.get(region);
      if (earlier === undefined) {
        this.cells.delete(region);
        continue;
      }
      cell.state = earlier.state;
      cell.good.rewind(earlier.good);
      cell.bad.rewind(earlier.bad);
    }
    this.untilMs = mark.untilMs;
    this.lastRecordedMs = mark.lastRecordedMs;
  }

  /** Forgets what ended before `ms`. */
  dropBefore(ms: number): void {
    for (const { good, bad } of this.cells.values()) {
      good.dropBefore(ms);
      bad.dropBefore(ms);
    }
  }
}

/** Adds the recorded part of [fromMs, toMs) to the cell's current state; returns the span to go on with. */
function appendRecorded(
  cell: CellHistory,
  recorded: readonly RecordedSpan[],
  first: number,
  fromMs: number,
  toMs: number,
): number {
  const judgement = cell.state === null ? 'unobserved' : judgementOf(cell.state);
  let next = first;
  for (let i = first; i < recorded.length; i++) {
    const span = recorded[i];
    if (span === undefined || span.fromMs >= toMs) break;
    const start = Math.max(fromMs, span.fromMs);
    const end = Math.min(toMs, span.toMs);
    if (end > start && judgement !== 'unobserved') cell[judgement].append(start, end);
    if (span.toMs <= toMs) next = i + 1;
  }
  return next;
}

function wholeMs({ fromMs, toMs }: RecordedSpan): RecordedSpan {
  return { fromMs: Math.ceil(fromMs), toMs: Math.floor(toMs) };
}
