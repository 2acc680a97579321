import type { Alert } from '../../shared/domain/alert.ts';
import type { Annotation } from '../../shared/domain/annotation.ts';
import { type Series, seriesKeyAt } from '../../shared/domain/catalogue.ts';
import type { Sample, SeriesKey } from '../../shared/domain/observation.ts';
import type { AlertEntry } from './alerts/alert-entry.ts';
import { TextNotes } from './alerts/text-notes.ts';
import type { Board } from './board/board.ts';
import { printedConfig } from './config/describe.ts';
import type { VigilConfig } from './config/schema.ts';
import type {
  AlertTextsEvent,
  Journal,
  JournalSamples,
  JournalSeries,
  Transition,
} from './journal/journal.ts';
import { RECORDING_GAP_MS } from './journal/spans-store.ts';
import { SourceNotes } from './source-notes.ts';

/** Most samples held before they are handed to the journal early. */
const MAX_PENDING_SAMPLES = 50_000;
/** Live samples further apart than this leave a hole that history may fill. */
const HOLE_MS = 60_000;
/**
 * A sample that is older than the newest of its series is taken in when it is at most this much behind it. What lies
 * further back is history: it fills holes, and nothing else.
 */
export const LATE_SAMPLE_LIMIT_MS = 3_600_000;
/** A snapshot is taken at most this often. */
export const SNAPSHOT_EVERY_MS = 5_000;

interface Pending {
  readonly atMs: number[];
  readonly value: number[];
  readonly receivedAtMs: number[];
}

/** The newest sample of a row. */
interface Newest {
  atMs: number;
  value: number;
}

/** Hands what the board saw to the journal: samples grouped by series, transitions, alerts, snapshots. */
export class Recorder {
  readonly sources: SourceNotes;
  private readonly textNotes = new TextNotes();
  private readonly board: Board;
  private readonly journal: Journal;
  private readonly pending = new Map<number, Pending>();
  /** The same sample polled twice is stored once. */
  private readonly newest = new Map<number, Newest>();
  /** Rows that their sources, which answer, do not report. */
  private readonly absent = new Set<number>();
  /** The last hole in each row's live samples: history may fill it, and nothing else. */
  private readonly holes = new Map<number, { readonly fromMs: number; readonly toMs: number }>();
  private readonly journalSeries: JournalSeries[] = [];
  private pendingCount = 0;
  private lastSnapshotMs = Number.NEGATIVE_INFINITY;
  private lastBeatMs: number | null = null;

  /** The end of what earlier runs recorded: nothing at or before it is written again. */
  private readonly recordedUntilMs: number;

  constructor(board: Board, journal: Journal, recordedUntilMs: number) {
    this.board = board;
    this.journal = journal;
    this.recordedUntilMs = recordedUntilMs;
    this.sources = new SourceNotes(journal);
  }

  /** Live samples, as they arrived; those that come late or out of order are taken in within LATE_SAMPLE_LIMIT_MS. */
  samples(sourceId: string, samples: readonly Sample[], heardAtMs: number): void {
    const { names, series } = this.board;
    for (const { key, value, sampledAtMs } of samples) {
      const row = names.find(sourceId, key);
      if (row === null) continue;
      this.absent.delete(row);
      // What is only told again, the board heard before.
      const isCurrent = series.sampledAtMs.array[row] === sampledAtMs;
      const receivedAtMs = isCurrent ? series.receivedAtMs.array[row]! : heardAtMs;
      // A source whose clock runs ahead measured no later than we heard of it.
      const atMs = Math.min(sampledAtMs, receivedAtMs);
      const newest = this.newest.get(row);
      const newestMs = newest?.atMs ?? this.recordedUntilMs;
      // A newest that lies ahead of us was stamped by a clock that has been set back since.
      if (atMs > newestMs || newestMs > receivedAtMs) {
        if (atMs - newestMs > HOLE_MS) this.holes.set(row, { fromMs: newestMs, toMs: atMs });
        this.newest.set(row, { atMs, value });
      } else if (newest === undefined || !this.isLate(atMs, value, newest)) continue;
      this.keep(row, atMs, value, receivedAtMs);
    }
    if (this.pendingCount >= MAX_PENDING_SAMPLES) this.handOver();
  }

  /** Behind the newest, within the bound, and not the same once more. */
  private isLate(atMs: number, value: number, newest: Newest): boolean {
    if (atMs <= this.recordedUntilMs || newest.atMs - atMs > LATE_SAMPLE_LIMIT_MS) return false;
    return atMs < newest.atMs || !Object.is(value, newest.value);
  }

  /** History from before now: recorded where the live samples left a hole. */
  backfill(sourceId: string, samples: readonly Sample[], receivedAtMs: number): void {
    for (const { key, value, sampledAtMs } of samples) {
      const row = this.board.names.find(sourceId, key);
      if (row === null || sampledAtMs > receivedAtMs) continue;
      const fromMs = this.newest.get(row)?.atMs ?? this.recordedUntilMs;
      const hole = this.holes.get(row) ?? { fromMs, toMs: Number.POSITIVE_INFINITY };
      if (sampledAtMs > hole.fromMs && sampledAtMs < hole.toMs)
        this.keep(row, sampledAtMs, value, receivedAtMs);
    }
    if (this.pendingCount >= MAX_PENDING_SAMPLES) this.handOver();
  }

  private keep(row: number, atMs: number, value: number, receivedAtMs: number): void {
    let series = this.pending.get(row);
    if (series === undefined) this.pending.set(row, (series = { atMs: [], value: [], receivedAtMs: [] }));
    series.atMs.push(atMs);
    series.value.push(value);
    series.receivedAtMs.push(receivedAtMs);
    this.pendingCount += 1;
  }

  /** A source, which answered, no longer reports these; written down once, until they are reported again. */
  absences(sourceId: string, keys: readonly SeriesKey[], receivedAtMs: number): void {
    const rows = keys
      .map((key) => this.board.names.find(sourceId, key))
      .filter((row) => row !== null && !this.absent.has(row)) as number[];
    if (rows.length === 0) return;
    for (const row of rows) this.absent.add(row);
    this.journal.appendAbsences(rows.map((row) => ({ series: this.seriesOf(row), atMs: receivedAtMs })));
  }

  transitions(transitions: readonly Transition[]): void {
    if (transitions.length > 0) this.journal.appendTransitions(transitions);
  }

  /** @param find what is known of an alert beside what the feed shows */
  alerts(alerts: readonly Alert[], atMs: number, find: (id: string) => AlertEntry | null): void {
    if (alerts.length === 0) return;
    this.journal.appendAlertEvents(alerts, atMs);
    const texts = alerts.flatMap(({ id }): AlertTextsEvent[] => {
      const entry = find(id);
      const due = entry === null ? null : this.textNotes.due(entry, atMs);
      return due === null ? [] : [{ alertId: id, texts: due }];
    });
    if (texts.length > 0) this.journal.appendAlertTexts(texts);
  }

  /**
   * Call it before the board gives its rows other numbers, and what it returns afterwards: what was recorded last
   * follows its series.
   */
  beforeRowsMove(): () => void {
    this.handOver();
    const { names } = this.board;
    const rows = [...new Set([...this.newest.keys(), ...this.holes.keys(), ...this.absent])].map((row) => ({
      sourceId: names.sources[names.series[row]!.source]!,
      key: seriesKeyAt(names, row),
      newest: this.newest.get(row),
      hole: this.holes.get(row),
      isAbsent: this.absent.has(row),
    }));
    return () => {
      this.newest.clear();
      this.holes.clear();
      this.absent.clear();
      this.journalSeries.length = 0;
      for (const { sourceId, key, newest, hole, isAbsent } of rows) {
        const row = this.board.names.find(sourceId, key);
        if (row === null) continue;
        if (newest !== undefined) this.newest.set(row, newest);
        if (hole !== undefined) this.holes.set(row, hole);
        if (isAbsent) this.absent.add(row);
      }
    };
  }

  annotations(annotations: readonly Annotation[], receivedAtMs: number): void {
    if (annotations.length > 0) this.journal.appendAnnotations(annotations, receivedAtMs);
  }

  /** The configuration that is in effect from now on, without its secrets. */
  configuration(config: VigilConfig, demo: boolean, atMs: number): void {
    this.journal.appendConfiguration({ yaml: printedConfig(config), demo, atMs });
    // From its first moment on: what is received before the first beat is not memory of an earlier run.
    this.journal.markRecording(atMs);
  }

  /** Once a second: hands the samples over, confirms that recording goes on, saves a snapshot when one is due. */
  beat(nowMs: number, snapshot: () => Uint8Array): void {
    this.handOver();
    // A beat that comes so late, or a clock that jumped so far: the machine was asleep in between.
    if (this.lastBeatMs !== null && nowMs - this.lastBeatMs >= RECORDING_GAP_MS)
      this.journal.endRecording(this.lastBeatMs, 'asleep');
    this.lastBeatMs = nowMs;
    this.journal.markRecording(nowMs);
    if (Math.abs(nowMs - this.lastSnapshotMs) < SNAPSHOT_EVERY_MS) return;
    if (this.saveSnapshot(snapshot)) this.lastSnapshotMs = nowMs;
  }

  /** At the end: what the next start will paint is what was on screen last. Call it before the sources stop. */
  finish(snapshot: () => Uint8Array): void {
    this.handOver();
    this.saveSnapshot(snapshot);
  }

  /** The last word, after the sources stopped. */
  close(nowMs: number): void {
    this.handOver();
    this.journal.endRecording(nowMs, 'closed');
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
      ([row, samples]): JournalSamples => ({ series: this.seriesOf(row), ...samples }),
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
