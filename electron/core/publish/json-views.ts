import type { CommandReply } from '../../../shared/contract/commands.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { Baseline } from '../../../shared/domain/baseline.ts';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import type { Reading } from '../../../shared/domain/reading.ts';
import { rollUp, rollUpSince } from '../../../shared/domain/roll-up.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import type { Board } from '../board/board.ts';

/** `/api/v1/health`: services → regions → state, since and every signal with its source and both clocks. */
export interface HealthView {
  readonly atMs: number;
  readonly services: readonly {
    readonly id: string;
    readonly state: HealthState;
    readonly sinceMs: number | null;
    readonly regions: readonly {
      readonly id: string;
      readonly state: HealthState;
      readonly lastMeasuredState: HealthState;
      readonly sinceMs: number | null;
      readonly signals: readonly ReadingView[];
    }[];
  }[];
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
  const regionsOfService = board.names.services.map(
    (): HealthView['services'][number]['regions'][number][] => [],
  );
  for (const [cell, [service, region]] of board.names.cells.entries()) {
    regionsOfService[service]!.push({
      id: board.names.regions[region]!.id,
      state: board.cells.stateOf(cell),
      lastMeasuredState: board.cells.lastMeasuredStateOf(cell),
      sinceMs: orNull(board.cells.sinceMs.array[cell]!),
      signals: readings(board, board.names.seriesOfCell[cell]!, nowMs),
    });
  }
  const services = board.names.services.map(({ id }, index) => {
    const regions = regionsOfService[index]!;
    const state = rollUp(regions.map((region) => region.state));
    const sinces = regions.flatMap((region) =>
      region.state === state && region.sinceMs !== null ? [region.sinceMs] : [],
    );
    return { id, state, sinceMs: rollUpSince(state, sinces), regions };
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

/** The links with what is usual of each reading in its hour. */
export function withUsual<View extends LinksView>(
  view: View,
  usual: CommandReply<'baselines'>['series'],
): View {
  const name = (sourceId: string, from: string, to: string | null, signal: string): string =>
    JSON.stringify([sourceId, from, to, signal]);
  const byName = new Map(
    usual.map(({ sourceId, region, toRegion, signal, baseline }) => [
      name(sourceId, region, toRegion, signal),
      baseline,
    ]),
  );
  const links = view.links.map(({ from, to, signals }) => ({
    from,
    to,
    signals: signals.map((reading) => {
      const baseline = byName.get(name(reading.sourceId, from, to, reading.signal));
      return baseline === undefined ? reading : { ...reading, usual: baseline };
    }),
  }));
  return { ...view, links };
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
