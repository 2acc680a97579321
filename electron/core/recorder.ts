import type { Alert } from '../../shared/domain/alert.ts';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { type Series, seriesKeyAt } from '../../shared/domain/catalogue.ts';
import type { Sample } from '../../shared/domain/observation.ts';
import type { Board } from './board/board.ts';
import type { Journal, JournalSamples, JournalSeries, Transition } from './journal/journal.ts';

/** Most samples held before they are handed to the journal early. */
const MAX_PENDING_SAMPLES = 50_000;
/** Live samples further apart than this leave a hole that history may fill. */
const HOLE_MS = 60_000;
/** A snapshot is taken at most this often. */
export const SNAPSHOT_EVERY_MS = 5_000;

interface Pending {
  readonly atMs: number[];
  readonly value: number[];
}

/** Hands what the board saw to the journal: samples grouped by series, transitions, alerts, snapshots. */
export class Recorder {
  private readonly board: Board;
  private readonly journal: Journal;
  private readonly pending = new Map<number, Pending>();
  /** Newest sample time recorded per row: the same sample polled twice is stored once. */
  private readonly newestAtMs = new Map<number, number>();
  /** The last hole in each row's live samples: history may fill it, and nothing else. */
  private readonly holes = new Map<number, { readonly fromMs: number; readonly toMs: number }>();
  private readonly journalSeries: JournalSeries[] = [];
  private pendingCount = 0;
  private lastSnapshotMs = Number.NEGATIVE_INFINITY;

  /** The end of what earlier runs recorded: nothing at or before it is written again. */
  private readonly recordedUntilMs: number;

  constructor(board: Board, journal: Journal, recordedUntilMs: number) {
    this.board = board;
    this.journal = journal;
    this.recordedUntilMs = recordedUntilMs;
  }

  samples(sourceId: string, samples: readonly Sample[]): void {
    const { names, series } = this.board;
    for (const { key, value, sampledAtMs } of samples) {
      const row = names.find(sourceId, key);
      if (row === null) continue;
      const receivedAtMs = series.receivedAtMs.array[row]!;
      // A source whose clock runs ahead measured no later than we heard of it.
      const atMs = Math.min(sampledAtMs, receivedAtMs);
      const newestMs = this.newestAtMs.get(row) ?? this.recordedUntilMs;
      // A newest that lies ahead of us was stamped by a clock that has been set back since.
      if (atMs <= newestMs && newestMs <= receivedAtMs) continue;
      if (atMs - newestMs > HOLE_MS) this.holes.set(row, { fromMs: newestMs, toMs: atMs });
      this.newestAtMs.set(row, atMs);
      this.keep(row, atMs, value);
    }
    if (this.pendingCount >= MAX_PENDING_SAMPLES) this.handOver();
  }

  /** History from before now: recorded where the live samples left a hole. */
  backfill(sourceId: string, samples: readonly Sample[], receivedAtMs: number): void {
    for (const { key, value, sampledAtMs } of samples) {
      const row = this.board.names.find(sourceId, key);
      if (row === null || sampledAtMs > receivedAtMs) continue;
      const fromMs = this.newestAtMs.get(row) ?? this.recordedUntilMs;
      const hole = this.holes.get(row) ?? { fromMs, toMs: Number.POSITIVE_INFINITY };
      if (sampledAtMs > hole.fromMs && sampledAtMs < hole.toMs) this.keep(row, sampledAtMs, value);
    }
    if (this.pendingCount >= MAX_PENDING_SAMPLES) this.handOver();
  }

  private keep(row: number, atMs: number, value: number): void {
    let series = this.pending.get(row);
    if (series === undefined) this.pending.set(row, (series = { atMs: [], value: [] }));
    series.atMs.push(atMs);
    series.value.push(value);
    this.pendingCount += 1;
  }

  transitions(transitions: readonly Transition[]): void {
    if (transitions.length > 0) this.journal.appendTransitions(transitions);
  }

  alerts(alerts: readonly Alert[], atMs: number): void {
    if (alerts.length > 0) this.journal.appendAlertEvents(alerts, atMs);
  }

  /**
   * Call it before the board gives its rows other numbers, and what it returns afterwards: what was recorded last
   * follows its series.
   */
  beforeRowsMove(): () => void {
    this.handOver();
    const { names } = this.board;
    const rows = [...new Set([...this.newestAtMs.keys(), ...this.holes.keys()])].map((row) => ({
      sourceId: names.sources[names.series[row]!.source]!,
      key: seriesKeyAt(names, row),
      newestAtMs: this.newestAtMs.get(row),
      hole: this.holes.get(row),
    }));
    return () => {
      this.newestAtMs.clear();
      this.holes.clear();
      this.journalSeries.length = 0;
      for (const { sourceId, key, newestAtMs, hole } of rows) {
        const row = this.board.names.find(sourceId, key);
        if (row === null) continue;
        if (newestAtMs !== undefined) this.newestAtMs.set(row, newestAtMs);
        if (hole !== undefined) this.holes.set(row, hole);
      }
    };
  }

  annotations(annotations: readonly Annotation[]): void {
    if (annotations.length > 0) this.journal.appendAnnotations(annotations);
  }

  /** Once a second: hands the samples over, confirms that recording goes on, saves a snapshot when one is due. */
  beat(nowMs: number, snapshot: () => Uint8Array): void {
    this.handOver();
    this.journal.markRecording(nowMs);
    if (Math.abs(nowMs - this.lastSnapshotMs) < SNAPSHOT_EVERY_MS) return;
    if (this.saveSnapshot(snapshot)) this.lastSnapshotMs = nowMs;
  }

  /** At the end: what the next start will paint is what was on screen last. Call it before the sources stop. */
  finish(snapshot: () => Uint8Array): void {
    this.handOver();
    this.saveSnapshot(snapshot);
  }

  private saveSnapshot(snapshot: () => Uint8Array): boolean {
    const asOfMs = this.board.lastReceivedAtMs;
    // A blind board has nothing new to remember; the last good snapshot stays.
    if (asOfMs === null || this.board.isBlind()) return false;
    this.journal.saveSnapshot({ frame: snapshot(), asOfMs });
    return true;
  }

  handOver(): void {
    if (this.pendingCount === 0) return;
    const batch = [...this.pending].map(
      ([row, { atMs, value }]): JournalSamples => ({ series: this.seriesOf(row), atMs, value }),
    );
    this.pending.clear();
    this.pendingCount = 0;
    this.journal.appendSamples(batch);
  }

  private seriesOf(row: number): JournalSeries {
    return (this.journalSeries[row] ??= toJournalSeries(this.board, this.board.names.series[row]!));
  }
}

function toJournalSeries({ names }: Board, series: Series): JournalSeries {
  const common = { signal: series.signal, unit: series.unit, sourceId: names.sources[series.source]! };
  if (series.kind === 'link')
    return {
      ...common,
      service: '',
      region: names.regions[series.from]!.id,
      toRegion: names.regions[series.to]!.id,
    };
  const [service, region] = names.cells[series.cell]!;
  return {
    ...common,
    service: names.services[service]!.id,
    region: names.regions[region]!.id,
    toRegion: null,
  };
}
