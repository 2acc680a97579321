import type { SectionName, Sections } from '../../../shared/contract/sections.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Knowledge } from '../../../shared/domain/moment.ts';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import type { SeriesKey } from '../../../shared/domain/observation.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { SPARK_BINS, sparkBinOf } from '../../../shared/domain/spark.ts';
import { standing } from '../../../shared/domain/standing.ts';
import { verdictsOf } from '../alerts/alert-verdicts.ts';
import { Board } from '../board/board.ts';
import { CellTable } from '../board/cell-table.ts';
import type { VigilConfig } from '../config/schema.ts';
import type { JournalSeries, Transition } from '../journal/journal.ts';
import { arrivalMs } from '../journal/lag.ts';
import type { PastSeries } from '../journal/past-log.ts';
import { SectionStamps } from '../publish/section-stamps.ts';
import { replayCell } from './past-cells.ts';
import { alertsAt, annotationsAt, gapAt, runStartAt, sourcesAt } from './past-events.ts';
import { cellName, type PastWindow } from './past-window.ts';
import { positionAt, sparkAt } from './window-columns.ts';

/** What to show, and what counts as known. */
export interface PastQuestion {
  readonly atMs: number;
  readonly knowledge: Knowledge;
  /** Where the promises stood: they are folded from the whole log, elsewhere. */
  readonly objectives: readonly ObjectiveStatus[];
}

/**
 * A board of the past: the same tables and the same judgement as the live one, filled from the log instead of from
 * sources. Rows keep their numbers from moment to moment; what differs from the moment before carries the new tick.
 */
export class PastPicture {
  readonly board: Board;
  readonly sections = new SectionStamps();
  readonly config: VigilConfig;
  private readonly rows: readonly (number | null)[];
  private readonly seriesNames: string;

  constructor(config: VigilConfig, demo: boolean, window: PastWindow) {
    this.config = config;
    this.board = new Board(config, demo, window.range.fromMs);
    this.seriesNames = window.seriesNames;
    this.rows = window.series.map(({ series }) => this.board.addSeries(series.sourceId, seriesKeyOf(series)));
  }

  /** Whether the rows of this picture are those of another window under a configuration as well. */
  fits(config: VigilConfig, window: PastWindow): boolean {
    return config === this.config && window.seriesNames === this.seriesNames;
  }

  /** Moves the picture to a moment. */
  show(window: PastWindow, { atMs, knowledge, objectives }: PastQuestion): void {
    const { board, sections } = this;
    board.tick += 1;
    const knownByMs = knowledge === 'then' ? atMs : Number.POSITIVE_INFINITY;
    const gap = gapAt(window, atMs);
    const newest = this.fillSeries(window, atMs, knownByMs, gap);
    const statuses = sourcesAt(window, atMs, knowledge === 'then' ? gap : null);
    board.setSources(
      [...statuses.values()].map((status) =>
        statusAsOf(status, newest.get(status.id), atMs, knowledge === 'now'),
      ),
    );
    const alerts = alertsAt(window, atMs, gap);
    this.fillCells(window, { atMs, knowledge, gap }, alerts);
    sections.set('catalogue', board.catalogue(), board.tick);
    this.setSection('moment', { mode: 'past', atMs, knowledge, gap });
    this.setSection('sources', [...board.sources()]);
    this.setSection('alerts', alerts);
    this.setSection('annotations', annotationsAt(window, atMs, knownByMs));
    this.setSection('objectives', [...objectives]);
  }

  /** Sections are made anew for each moment: only what differs is sent. */
  private setSection<Name extends SectionName>(name: Name, value: Sections[Name]): void {
    const { sections, board } = this;
    if (JSON.stringify(sections.current[name].value) !== JSON.stringify(value))
      sections.set(name, value, board.tick);
  }

  /** @returns when each source was last heard of by then */
  private fillSeries(
    window: PastWindow,
    atMs: number,
    knownByMs: number,
    gap: RecordingGap | null,
  ): ReadonlyMap<string, number> {
    const { series, tick } = this.board;
    const runStartMs = runStartAt(window, atMs);
    const newest = new Map<string, number>();
    const { spark } = series;
    for (const [index, row] of this.rows.entries()) {
      if (row === null) continue;
      const samples = window.series[index]!;
      const position = positionAt(samples, atMs, knownByMs);
      const found = position >= 0;
      const sampledAtMs = found ? samples.atMs[position]! : Number.NaN;
      const receivedAtMs = found ? arrivalMs(sampledAtMs, samples.lagSeconds[position]!) : Number.NaN;
      put(series, row, tick, {
        value: found ? samples.value[position]! : Number.NaN,
        sampledAtMs,
        receivedAtMs,
        standing: !found || knownByMs > atMs ? standing.reported : standingOf(samples, receivedAtMs),
      });
      const { sourceId } = samples.series;
      if (found) {
        const knownSinceMs = knownByMs > atMs ? sampledAtMs : Math.min(receivedAtMs, atMs);
        newest.set(sourceId, Math.max(newest.get(sourceId) ?? 0, knownSinceMs));
      }
      sparkAt(samples, atMs, knownByMs, spark.values.subarray(row * SPARK_BINS, (row + 1) * SPARK_BINS));
    }
    spark.endBin = sparkBinOf(atMs);
    return newest;

    function standingOf({ absentAtMs }: PastSeries, receivedAtMs: number): number {
      const absentMs = absentAtMs.findLast((absent) => absent <= atMs);
      if (absentMs !== undefined && absentMs >= receivedAtMs - RECEIVED_ROUNDING_MS) return standing.absent;
      // What an earlier run received is memory until its source speaks again.
      return gap !== null || receivedAtMs < runStartMs ? standing.remembered : standing.reported;
    }
  }

  private fillCells(
    window: PastWindow,
    {
      atMs,
      knowledge,
      gap,
    }: Pick<PastQuestion, 'atMs' | 'knowledge'> & { readonly gap: RecordingGap | null },
    alerts: readonly Alert[],
  ): void {
    const { board } = this;
    const wasSeen = knowledge === 'then' && gap === null;
    const verdicts = verdictsOf(alerts);
    const before = board.cells;
    const cells = new CellTable();
    cells.ensure(board.names.cells.length);
    for (let cell = 0; cell < board.names.cells.length; cell++) {
      const [service, region] = board.namesOfCell(cell);
      const log = window.transitions.get(cellName(service, region)) ?? [];
      const logged = replayCell(cells, cell, log, gap === null ? atMs : gap.fromMs);
      const verdict = board.judge(cell, atMs, verdicts);
      // What stood on the screen is a fact, hysteresis and planned work included; what it is judged as today, by the
      // values alone and the plans of then, is another question, without a since.
      const { state, underneath = state }: Pick<Transition, 'state' | 'underneath'> =
        wasSeen && logged !== null ? logged : verdict;
      const { keySeries } = verdict;
      cells.write(cell, { state, underneath, keySeries }, gap === null ? atMs : gap.fromMs, board.tick);
      if (knowledge === 'now' && logged?.state !== state) cells.sinceMs.array[cell] = Number.NaN;
      const same =
        cells.state.array[cell] === before.state.array[cell] &&
        cells.lastMeasuredState.array[cell] === before.lastMeasuredState.array[cell] &&
        cells.keySeries.array[cell] === before.keySeries.array[cell] &&
        Object.is(cells.sinceMs.array[cell], before.sinceMs.array[cell]);
      cells.changedTick.array[cell] = same ? before.changedTick.array[cell]! : board.tick;
    }
    board.cells = cells;
  }
}

/** Received times are kept in whole seconds, rounded up. */
const RECEIVED_ROUNDING_MS = 1_000;

function put(
  series: Board['series'],
  row: number,
  tick: number,
  next: {
    readonly value: number;
    readonly sampledAtMs: number;
    readonly receivedAtMs: number;
    readonly standing: number;
  },
): void {
  let changed = false;
  for (const column of ['value', 'sampledAtMs', 'receivedAtMs', 'standing'] as const) {
    if (Object.is(series[column].array[row], next[column])) continue;
    series[column].array[row] = next[column];
    changed = true;
  }
  if (changed) series.changedTick.array[row] = tick;
}

/**
 * A status as of a moment: it was written down when something changed, its last success is what was received since.
 * @param byValues a source counts as answering where values of it are known for the moment, whenever they came
 */
function statusAsOf(
  status: SourceStatus,
  newestMs: number | undefined,
  atMs: number,
  byValues: boolean,
): SourceStatus {
  const isKnown = newestMs !== undefined && atMs - newestMs <= status.staleAfterMs;
  const state = byValues && isKnown && status.state !== 'paused' ? 'live' : status.state;
  const lastSuccessAtMs = Math.max(status.lastSuccessAtMs ?? 0, newestMs ?? 0);
  return { ...status, state, lastSuccessAtMs: lastSuccessAtMs === 0 ? null : lastSuccessAtMs };
}

function seriesKeyOf({ service, region, toRegion, signal, unit }: JournalSeries): SeriesKey {
  return {
    subject:
      toRegion === null ? { kind: 'cell', service, region } : { kind: 'link', from: region, to: toRegion },
    signal,
    unit,
  };
}
