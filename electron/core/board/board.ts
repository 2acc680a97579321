import type { Picture } from '../../../shared/contract/picture.ts';
import { type Catalogue, seriesKeyAt } from '../../../shared/domain/catalogue.ts';
import {
  type CellInput,
  evaluateCell,
  underPlannedWork,
  verdictOfInput,
} from '../../../shared/domain/cell-health.ts';
import type { Claim } from '../../../shared/domain/claims.ts';
import { type HealthState, healthStateFromCode } from '../../../shared/domain/health-state.ts';
import type { SignalRule } from '../../../shared/domain/limits.ts';
import type { PlannedWork } from '../../../shared/domain/maintenance.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import type { Sample, SeriesKey } from '../../../shared/domain/observation.ts';
import { makeReading, type Reading } from '../../../shared/domain/reading.ts';
import type { Verdict } from '../../../shared/domain/signal.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { copySpark, recordSpark } from '../../../shared/domain/spark.ts';
import { standing } from '../../../shared/domain/standing.ts';
import type { VigilConfig } from '../config/schema.ts';
import type { Transition } from '../journal/journal.ts';
import { CatalogueBuilder } from './catalogue-builder.ts';
import { cellInputs, DEFAULT_STALE_AFTER_MS } from './cell-inputs.ts';
import { CellTable } from './cell-table.ts';
import { PlannedWorkClock } from './planned-work.ts';
import { SeriesTable } from './series-table.ts';
import { StatusTable } from './status-table.ts';

/** A series that had been silent for this long when Vigil stopped is gone, not missing. */
const RESTORE_MAX_AGE_MS = 24 * 3_600_000;

/** With so many rows of what is gone, one in this many, it is worth giving all of them new numbers. */
const GONE_ROWS_WORTH_IT = 10;

/** Where new series find no room, one that was not reported for this long makes some. */
const MAKES_ROOM_AFTER_MS = 3_600_000;

/** Whether a series is still wanted. */
export type SeriesFilter = (sourceId: string, key: SeriesKey) => boolean;

/** What is shown of a cell, and what is measured under planned work; the same where none goes on. */
export interface JudgedCell {
  readonly state: HealthState;
  readonly underneath: HealthState;
  /** Row of the series that stands in the cell, or -1. */
  readonly keySeries: number;
}

/** The worst firing alert about a cell; `ok` where there is none. */
export type AlertVerdicts = (service: string, region: string) => Verdict;

/**
 * The live picture in memory: what exists, the latest value of every series, the state of every cell.
 * It is told everything, including the time; it starts nothing by itself.
 */
export class Board {
  names: CatalogueBuilder;
  series: SeriesTable;
  cells = new CellTable();
  /** Grows when something new appeared; clients then need a full frame. */
  catalogueVersion = 0;
  /** Grows when rows got new numbers: whoever keeps something by row starts over. */
  generation = 0;
  /** Stamp for changes until the next publish. */
  tick = 1;
  /** Batches received since start. */
  batches = 0;
  /** Samples refused because the catalogue is full. */
  refusedSamples = 0;
  lastReceivedAtMs: number | null = null;
  /** As above, of sources that are asked: what is posted to a hook says nothing about how old the rest is. */
  private lastAnswerAtMs: number | null = null;
  private readonly statuses = new StatusTable();
  /** History reached the sparklines since the last time everything was judged. */
  private sparksAreNew = false;
  private readonly dirtyCells = new Set<number>();
  private planned: PlannedWorkClock;
  private readonly demo: boolean;
  /** Samples have been refused since rows were last given up. */
  private isFull = false;
  private catalogueCache: { readonly version: number; readonly catalogue: Catalogue } | null = null;

  constructor(config: VigilConfig, demo: boolean, nowMs: number) {
    this.demo = demo;
    this.names = new CatalogueBuilder(config, demo);
    this.planned = new PlannedWorkClock(this.names.maintenance);
    this.series = new SeriesTable(nowMs);
  }

  /**
   * Goes on under another configuration: names, places and limits are looked up anew, series that `keep` refuses are
   * forgotten, and their rows are used again. Everything else stays as it is, ages and since included.
   * @returns what became of the cells that are gone: nobody measures them any more
   */
  reconfigure(config: VigilConfig, keep: SeriesFilter, nowMs: number): readonly Transition[] {
    const before = { names: this.names, series: this.series, cells: this.cells };
    this.names = new CatalogueBuilder(config, this.demo);
    this.planned = new PlannedWorkClock(this.names.maintenance);
    this.series = new SeriesTable(nowMs);
    this.cells = new CellTable();
    const configured = new Set(config.sources.map(({ id }) => id));
    for (const [row, series] of before.names.series.entries()) {
      const sourceId = before.names.sources[series.source]!;
      const key = seriesKeyAt(before.names, row);
      if (!configured.has(sourceId) || !keep(sourceId, key)) continue;
      const own = this.names.add(sourceId, key);
      if (own === null) continue;
      this.series.add();
      this.series.copyRow(before.series, row, own, this.tick);
      if (!isSameRule(before.names.ruleOfRow[row], this.names.ruleOfRow[own]))
        this.series.rejudgeRow(own, this.names.ruleOfRow[own] ?? null);
    }
    this.cells.ensure(this.names.cells.length);
    const gone: Transition[] = [];
    for (const cell of before.names.cells.keys()) {
      const [service, region] = namesOf(before.names, cell);
      const own = this.names.findCell(service, region);
      if (own !== null) this.cells.copyRow(before.cells, cell, own, this.tick);
      else if (before.cells.stateOf(cell) !== 'no_data')
        gone.push({ service, region, state: 'no_data', atMs: nowMs });
    }
    this.statuses.keepOnly(configured);
    this.dirtyCells.clear();
    this.isFull = false;
    this.catalogueVersion += 1;
    this.generation += 1;
    return gone;
  }

  /** Applies live samples. */
  apply(sourceId: string, samples: readonly Sample[], receivedAtMs: number): void {
    this.noteBatch(sourceId, receivedAtMs);
    const { names, series, tick } = this;
    const staleAfterMs = this.statuses.get(sourceId)?.staleAfterMs ?? DEFAULT_STALE_AFTER_MS;
    for (const sample of samples) {
      const row = names.find(sourceId, sample.key) ?? this.addSeries(sourceId, sample.key);
      if (row === null) {
        this.refusedSamples += 1;
        this.isFull = true;
        continue;
      }
      const rule = names.ruleOfRow[row]!;
      const isContinued = rule !== null && series.isFreshAt(row, receivedAtMs, staleAfterMs);
      const taken = series.write(row, sample.value, sample.sampledAtMs, receivedAtMs, tick);
      if (taken === 'dropped') continue;
      // Hysteresis counts measurements, not how often one of them is told.
      if (taken === 'new' && rule !== null) series.judgeRow(row, rule, isContinued);
      const definition = names.series[row]!;
      if (definition.kind === 'cell') this.dirtyCells.add(definition.cell);
    }
  }

  /** True while new series are left out for want of room. */
  get lacksRoom(): boolean {
    return this.isFull;
  }

  /**
   * Labels that change all the time leave rows behind that nobody will ever report again: those their source, which
   * answers, has not reported for a day, or for an hour when new ones find no room otherwise.
   * @returns what to keep by `reconfigure`; null when it is not worth it
   */
  withoutGone(nowMs: number): SeriesFilter | null {
    const { names, series } = this;
    const afterMs = this.isFull ? MAKES_ROOM_AFTER_MS : RESTORE_MAX_AGE_MS;
    const isGone = (row: number): boolean => {
      const status = this.statuses.get(names.sources[names.series[row]!.source]!);
      if (status?.state !== 'live') return false;
      // A stream never says what it will not speak of again.
      const isStream = status.type === 'socketio' || status.type === 'websocket';
      if (series.standing.array[row] === standing.reported && !isStream) return false;
      return nowMs - series.receivedAtMs.array[row]! > Math.max(afterMs, status.staleAfterMs);
    };
    let gone = 0;
    for (let row = 0; row < series.length; row++) if (isGone(row)) gone += 1;
    if (gone === 0 || gone * GONE_ROWS_WORTH_IT < series.length) return null;
    return (sourceId, key) => {
      const row = names.find(sourceId, key);
      return row === null || !isGone(row);
    };
  }

  /** Notes series that their source no longer reports: from now on they vouch for nothing. */
  markAbsent(sourceId: string, keys: readonly SeriesKey[]): void {
    for (const key of keys) {
      const row = this.names.find(sourceId, key);
      if (row === null) continue;
      this.series.standing.array[row] = standing.absent;
      this.series.changedTick.array[row] = this.tick;
      const definition = this.names.series[row]!;
      if (definition.kind === 'cell') this.dirtyCells.add(definition.cell);
    }
  }

  /** Fills sparklines with history; the live values stay as they are. What claims to be from the future is left out. */
  backfill(sourceId: string, samples: readonly Sample[], receivedAtMs: number): void {
    for (const sample of samples) {
      if (sample.sampledAtMs > receivedAtMs) continue;
      const row = this.names.find(sourceId, sample.key) ?? this.addSeries(sourceId, sample.key);
      if (row !== null) recordSpark(this.series.spark, row, sample.value, sample.sampledAtMs);
    }
    this.sparksAreNew ||= samples.length > 0;
  }

  /** Counts one received batch of any kind; the heartbeat shows it. */
  noteBatch(sourceId: string, receivedAtMs: number): void {
    this.batches += 1;
    this.lastReceivedAtMs = Math.max(this.lastReceivedAtMs ?? 0, receivedAtMs);
    if (this.statuses.get(sourceId)?.type !== 'webhook')
      this.lastAnswerAtMs = Math.max(this.lastAnswerAtMs ?? 0, receivedAtMs);
  }

  /** Our own clock was set back by `-deltaMs`: what we stamped ourselves moves with it, ages stay true. */
  moveClock(deltaMs: number, nowMs: number): void {
    this.series.moveReceivedAt(deltaMs, nowMs, this.tick);
    this.cells.moveClock(deltaMs);
    if (this.lastReceivedAtMs !== null) this.lastReceivedAtMs += deltaMs;
    if (this.lastAnswerAtMs !== null) this.lastAnswerAtMs += deltaMs;
    // Sparklines only travel in full frames.
    this.catalogueVersion += 1;
  }

  setSource(status: SourceStatus): void {
    this.statuses.set(status);
  }

  /** Replaces what all sources say of themselves. */
  setSources(statuses: Iterable<SourceStatus>): void {
    this.statuses.setAll(statuses);
  }

  sources(): readonly SourceStatus[] {
    return this.statuses.all();
  }

  /** No source answers although there are some: whatever is on screen is memory. */
  isBlind(): boolean {
    return this.statuses.isBlind();
  }

  moment(): Moment {
    return this.isBlind() && this.lastAnswerAtMs !== null
      ? { mode: 'cached', asOfMs: this.lastAnswerAtMs }
      : { mode: 'live' };
  }

  /**
   * Re-evaluates cells and returns what changed.
   * @param all true once a second, because age alone changes states; otherwise only cells with new samples
   */
  evaluate(nowMs: number, alertVerdicts: AlertVerdicts, all: boolean): readonly Transition[] {
    const transitions: Transition[] = [];
    if (all) {
      this.series.advance(nowMs);
      // Sparklines only travel in full frames: once a second is enough, however many pieces history comes in.
      if (this.sparksAreNew) this.catalogueVersion += 1;
      this.sparksAreNew = false;
    }
    this.cells.ensure(this.names.cells.length);
    const rows = all ? this.names.cells.keys() : this.dirtyCells;
    for (const cell of rows) {
      const judged = this.judge(cell, nowMs, alertVerdicts);
      if (!this.cells.write(cell, judged, nowMs, this.tick)) continue;
      const [service, region] = this.namesOfCell(cell);
      const { state, underneath } = judged;
      transitions.push(
        state === underneath
          ? { service, region, state, atMs: nowMs }
          : { service, region, state, underneath, atMs: nowMs },
      );
    }
    this.dirtyCells.clear();
    return transitions;
  }

  /** What the values, sources, alerts and plans of a moment say of a cell; nothing is written. */
  judge(cell: number, nowMs: number, alertVerdicts: AlertVerdicts): JudgedCell {
    const [service, region] = this.namesOfCell(cell);
    const measured = evaluateCell(this.inputsOf(cell, nowMs), alertVerdicts(service, region));
    const isPlanned = this.planned.workOn(service, region, nowMs) !== null;
    return { ...underPlannedWork(measured.state, isPlanned), keySeries: measured.keySeries };
  }

  /** The planned work a cell is covered by at a moment; null for none. */
  plannedWork(cell: number, nowMs: number): PlannedWork | null {
    const [service, region] = this.namesOfCell(cell);
    return this.planned.workOn(service, region, nowMs);
  }

  /** What each source says of each signal of a cell, as it counts. */
  claimsOf(cell: number, nowMs: number): readonly Claim[] {
    return this.inputsOf(cell, nowMs).flatMap((input) => {
      const reading = this.readingOf(input.row, nowMs);
      return reading === null ? [] : [{ reading, verdict: verdictOfInput(input) }];
    });
  }

  /** Takes over states that are known to have held until now, so that a state found again keeps its since. */
  assumeStates(transitions: readonly Transition[], untilMs: number): void {
    for (const { service, region, state, underneath = state, atMs } of transitions) {
      const cell = this.names.cell(service, region);
      this.cells.ensure(this.names.cells.length);
      this.cells.restore(cell, underneath, atMs, untilMs);
    }
    if (transitions.length > 0) this.catalogueVersion += 1;
  }

  /** Seeds the board with what was last known, before any source has answered. */
  restore(picture: Picture): void {
    const { catalogue } = picture.sections;
    this.statuses.remember(picture.sections.sources);
    for (const [row, series] of catalogue.series.entries()) {
      const sourceId = catalogue.sources[series.source];
      // A source that is no longer configured has no say any more.
      if (sourceId === undefined || !this.names.sources.includes(sourceId)) continue;
      const key = seriesKeyAt(catalogue, row);
      if (picture.atMs - picture.series.receivedAtMs[row]! > RESTORE_MAX_AGE_MS) continue;
      const own = this.names.find(sourceId, key) ?? this.addSeries(sourceId, key);
      const value = picture.series.value[row]!;
      if (own === null || Number.isNaN(value)) continue;
      const receivedAtMs = picture.series.receivedAtMs[row]!;
      this.series.write(own, value, picture.series.sampledAtMs[row]!, receivedAtMs, this.tick);
      this.series.standing.array[own] = standing.remembered;
      this.lastReceivedAtMs = Math.max(this.lastReceivedAtMs ?? 0, receivedAtMs);
      this.lastAnswerAtMs = this.lastReceivedAtMs;
      copySpark(picture.spark, row, this.series.spark, own);
    }
    this.cells.ensure(this.names.cells.length);
    for (const [row, [service, region]] of catalogue.cells.entries()) {
      const cell = this.names.findCell(catalogue.services[service]!.id, catalogue.regions[region]!.id);
      if (cell === null) continue;
      const last = healthStateFromCode(picture.cells.lastMeasuredState[row]!);
      const wasCurrent = picture.cells.state[row] === picture.cells.lastMeasuredState[row];
      this.cells.restore(cell, last, wasCurrent ? picture.cells.sinceMs[row]! : Number.NaN, picture.atMs);
    }
  }

  catalogue(): Catalogue {
    if (this.catalogueCache?.version !== this.catalogueVersion)
      this.catalogueCache = { version: this.catalogueVersion, catalogue: this.names.toCatalogue() };
    return this.catalogueCache.catalogue;
  }

  namesOfCell(cell: number): readonly [service: string, region: string] {
    return namesOf(this.names, cell);
  }

  /** A series' latest value as it may be shown, or null when it never had one. */
  readingOf(row: number, nowMs: number): Reading | null {
    const value = this.series.value.array[row]!;
    if (Number.isNaN(value)) return null;
    const { signal, unit, source } = this.names.series[row]!;
    const sourceId = this.names.sources[source]!;
    const status = this.statuses.get(sourceId);
    return makeReading(
      {
        value,
        unit,
        signal,
        sourceId,
        sampledAtMs: this.series.sampledAtMs.array[row]!,
        receivedAtMs: this.series.receivedAtMs.array[row]!,
      },
      nowMs,
      // A value from a source that does not answer is not fresh, however young it is.
      status?.state === 'live' && this.isVouchedFor(row) ? status.staleAfterMs : -1,
    );
  }

  /** Whether the source itself reported this series in this run, and still does. */
  isVouchedFor(row: number): boolean {
    return this.series.standing.array[row] === standing.reported;
  }

  /** Makes a row for a series that has none yet; null when there is no room. */
  addSeries(sourceId: string, key: SeriesKey): number | null {
    const row = this.names.add(sourceId, key);
    if (row === null) return null;
    this.series.add();
    // Whoever walks the catalogue finds a row for every cell, whether it was judged yet or not.
    this.cells.ensure(this.names.cells.length);
    this.catalogueVersion += 1;
    return row;
  }

  private inputsOf(cell: number, nowMs: number): readonly CellInput[] {
    return cellInputs(this.names, this.series, this.statuses, cell, nowMs);
  }
}

function isSameRule(a: SignalRule | null | undefined, b: SignalRule | null | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function namesOf(names: CatalogueBuilder, cell: number): readonly [service: string, region: string] {
  const [service, region] = names.cells[cell]!;
  return [names.services[service]!.id, names.regions[region]!.id];
}
