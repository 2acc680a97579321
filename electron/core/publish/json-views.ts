import type { CommandReply } from '../../../shared/contract/commands.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { Baseline } from '../../../shared/domain/baseline.ts';
import { type Dispute, disputesOf } from '../../../shared/domain/claims.ts';
import { type HealthState, needsAttention } from '../../../shared/domain/health-state.ts';
import type { Reading } from '../../../shared/domain/reading.ts';
import { type RollUpRule, rollUpSince } from '../../../shared/domain/roll-up.ts';
import { judgeServices, trafficOf } from '../../../shared/domain/service-state.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import type { Board } from '../board/board.ts';

/** `/api/v1/health`: services → regions → state, since and every signal with its source and both clocks. */
export interface HealthView {
  readonly atMs: number;
  readonly services: readonly {
    readonly id: string;
    readonly state: HealthState;
    readonly sinceMs: number | null;
    /** How its regions make its state. */
    readonly rollUp: RollUpRule;
    readonly dependsOn: readonly string[];
    readonly regions: readonly RegionHealth[];
  }[];
}

interface RegionHealth {
  readonly id: string;
  readonly state: HealthState;
  /** Under planned work: what is measured there. */
  readonly lastMeasuredState: HealthState;
  readonly sinceMs: number | null;
  /** The service with whose outage its trouble is told; null for none. */
  readonly foldedUnder: string | null;
  /** Present under planned work. */
  readonly maintenance?: {
    readonly who: string;
    readonly why: string;
    readonly fromMs: number;
    readonly toMs: number;
  };
  /** Present in a conflict: every claim about what is disputed, with its source and both clocks. */
  readonly disputes?: readonly Dispute[];
  readonly signals: readonly ReadingView[];
}

/** `/api/v1/links`: ordered region pairs with their signals. */
export interface LinksView {
  readonly atMs: number;
  readonly links: readonly {
    readonly from: string;
    readonly to: string;
    readonly signals: readonly ReadingView[];
  }[];
}

/** `/api/v1/annotations`: what touches the range, oldest first. */
export interface AnnotationsView {
  readonly fromMs: number;
  readonly toMs: number;
  readonly annotations: readonly Annotation[];
}

export function healthView(board: Board, nowMs: number): HealthView {
  const { names, cells, series } = board;
  const { states, cellsOf, folded } = judgeServices({
    catalogue: names,
    stateOfCell: (cell) => cells.stateOf(cell),
    trafficOfCell: (cell) =>
      trafficOf(names.seriesOfCell[cell] ?? [], names.series, {
        value: series.value.array,
        spark: series.spark,
      }),
  });
  const regionOf = (cell: number): RegionHealth => {
    const state = cells.stateOf(cell);
    const root = folded.get(cell);
    const work = state === 'maintenance' ? board.plannedWork(cell, nowMs) : null;
    return {
      id: names.regions[names.cells[cell]![1]]!.id,
      state,
      lastMeasuredState: cells.lastMeasuredStateOf(cell),
      sinceMs: orNull(cells.sinceMs.array[cell]!),
      foldedUnder: root === undefined ? null : names.services[root]!.id,
      ...(work === null
        ? {}
        : {
            maintenance: {
              who: work.window.who,
              why: work.window.why,
              fromMs: work.fromMs,
              toMs: work.toMs,
            },
          }),
      ...(state === 'conflict' ? { disputes: disputesOf(board.claimsOf(cell, nowMs)) } : {}),
      signals: readings(board, names.seriesOfCell[cell]!, nowMs),
    };
  };
  const services = names.services.map(({ id, rollUp = 'any', dependsOn = [] }, index) => {
    const regions = (cellsOf[index] ?? []).map(regionOf);
    const state = states[index]!;
    // By a rule that counts trouble in too few regions one step less, none may be in the state of the whole.
    const same = regions.filter((region) => region.state === state);
    const decisive = same.length > 0 ? same : regions.filter((region) => needsAttention(region.state));
    const sinces = decisive.flatMap(({ sinceMs }) => (sinceMs === null ? [] : [sinceMs]));
    return { id, state, sinceMs: rollUpSince(state, sinces), rollUp, dependsOn, regions };
  });
  return { atMs: nowMs, services };
}

export function linksView(board: Board, nowMs: number): LinksView {
  const rowsByPair = new Map<string, { from: string; to: string; rows: number[] }>();
  for (const [row, series] of board.names.series.entries()) {
    if (series.kind !== 'link') continue;
    const key = `${series.from} ${series.to}`;
    const pair = rowsByPair.get(key) ?? {
      from: board.names.regions[series.from]!.id,
      to: board.names.regions[series.to]!.id,
      rows: [],
    };
    pair.rows.push(row);
    rowsByPair.set(key, pair);
  }
  return {
    atMs: nowMs,
    links: [...rowsByPair.values()].map(({ from, to, rows }) => ({
      from,
      to,
      signals: readings(board, rows, nowMs),
    })),
  };
}

type UsualSeries = CommandReply<'baselines'>['series'];

/** The links with what is usual of each reading in its hour. */
export function withUsual<View extends LinksView>(view: View, usual: UsualSeries): View {
  const compare = comparison(usual);
  const links = view.links.map(({ from, to, signals }) => ({
    from,
    to,
    signals: signals.map((reading) => compare(reading, '', from, to)),
  }));
  return { ...view, links };
}

/** The services with what is usual of each reading in its hour. */
export function healthWithUsual<View extends HealthView>(view: View, usual: UsualSeries): View {
  const compare = comparison(usual);
  const services = view.services.map((service) => ({
    ...service,
    regions: service.regions.map((region) => ({
      ...region,
      signals: region.signals.map((reading) => compare(reading, service.id, region.id, null)),
    })),
  }));
  return { ...view, services };
}

/** Puts beside a reading what was learned of exactly its series. */
function comparison(
  usual: UsualSeries,
): (reading: ReadingView, service: string, region: string, toRegion: string | null) => ReadingView {
  const byName = new Map(
    usual.map(({ sourceId, service, region, toRegion, signal, baseline }) => [
      JSON.stringify([sourceId, service, region, toRegion, signal]),
      baseline,
    ]),
  );
  return (reading, service, region, toRegion) => {
    const baseline = byName.get(
      JSON.stringify([reading.sourceId, service, region, toRegion, reading.signal]),
    );
    return baseline === undefined ? reading : { ...reading, usual: baseline };
  };
}

/**
 * A reading in an answer; `text` says a level of a scale of words, whose number means nothing by itself; `usual` is what
 * was learned of it, where that is asked for.
 */
export type ReadingView = Reading & { readonly text?: string; readonly usual?: Baseline };

function readings(board: Board, rows: readonly number[], nowMs: number): readonly ReadingView[] {
  return rows.flatMap((row): readonly ReadingView[] => {
    const reading = board.readingOf(row, nowMs);
    if (reading === null) return [];
    const { value, unit } = reading;
    return unit === 'status_level' ? [{ ...reading, text: formatQuantity(value, unit) }] : [reading];
  });
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
