import type { Alert } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { Clock } from '../clock.ts';
import { RECORDING_GAP_MS } from './events-store.ts';
import type { JournalSeries, RecordingSpan, Snapshot, Transition } from './journal.ts';
import type { WriteBatch } from './protocol.ts';
import { SampleQueue } from './sample-queue.ts';
import type { WorkerLine } from './worker-line.ts';

/**
 * Transitions and alert events are never dropped for samples. This is the last resort of a disk that stays
 * full for weeks: then the oldest go, and the notice says so.
 */
export const MAX_QUEUED_EVENTS = 500_000;
/** Batches of one flush at most: a flush ends even while new samples pour in. */
const MAX_BATCHES_PER_FLUSH = 8;

/** Gathers writes and hands them to the worker, one batch at a time. */
export interface Batcher {
  readonly samples: SampleQueue;
  addSeries(handle: number, series: JournalSeries): void;
  addTransitions(transitions: readonly Transition[]): void;
  addAlerts(alerts: readonly Alert[], atMs: number): void;
  addAnnotations(annotations: readonly Annotation[]): void;
  markRecording(atMs: number): void;
  addRecording(spans: readonly RecordingSpan[]): void;
  setSnapshot(snapshot: Snapshot): void;
  hasWork(): boolean;
  /** Samples and events that wait. */
  queued(): number;
  /** Resolves when all that waits was offered to the database; rejects only when the worker is gone. */
  flush(): Promise<void>;
}

/**
 * `onTrouble` hears a sentence when writing begins to fail or fails otherwise, and null when it works again;
 * `onNotice` hears what happened to the file.
 */
export function createBatcher(
  line: WorkerLine,
  clock: Clock,
  onTrouble: (trouble: string | null) => void,
  onNotice: (notice: string) => void = () => undefined,
): Batcher {
  const samples = new SampleQueue();
  let series: { handle: number; series: JournalSeries }[] = [];
  let transitions: Transition[] = [];
  let alerts: { alert: Alert; atMs: number }[] = [];
  let annotations: Annotation[] = [];
  let recording: RecordingSpan[] = [];
  let snapshot: Snapshot | null = null;
  let droppedEvents = 0;
  let trouble: string | null = null;
  /** Writes the worker is busy with; they may yet come home. */
  let inFlight = 0;
  let running: Promise<void> = Promise.resolve();

  const hasWork = (): boolean =>
    samples.count > 0 ||
    series.length > 0 ||
    transitions.length > 0 ||
    alerts.length > 0 ||
    annotations.length > 0 ||
    recording.length > 0 ||
    snapshot !== null;

  const queued = (): number =>
    samples.count + transitions.length + alerts.length + annotations.length + recording.length;

  const takeBatch = (): WriteBatch => {
    const batch: WriteBatch = {
      series,
      samples: samples.take(),
      transitions,
      alerts,
      annotations,
      recording,
      snapshot,
      nowMs: clock.nowMs(),
    };
    series = [];
    transitions = [];
    alerts = [];
    annotations = [];
    recording = [];
    snapshot = null;
    return batch;
  };
  const bound = <T>(events: T[]): T[] => {
    const excess = events.length - MAX_QUEUED_EVENTS;
    if (excess <= 0) return events;
    droppedEvents += excess;
    return events.slice(excess);
  };
  const giveBack = (batch: WriteBatch, refused: WriteBatch['samples']): void => {
    samples.giveBack(refused);
    series = [...batch.series, ...series];
    transitions = bound([...batch.transitions, ...transitions]);
    alerts = bound([...batch.alerts, ...alerts]);
    annotations = bound([...batch.annotations, ...annotations]);
    recording = bound([...batch.recording, ...recording]);
    snapshot ??= batch.snapshot;
  };
  const report = (next: string | null): void => {
    if (next === trouble) return;
    trouble = next;
    const dropped = [
      samples.dropped > 0 ? `${samples.dropped} samples` : '',
      droppedEvents > 0 ? `${droppedEvents} events` : '',
    ].filter((part) => part !== '');
    const loss = dropped.length > 0 ? ` Dropped so far: ${dropped.join(' and ')}.` : '';
    onTrouble(
      next === null
        ? null
        : `The journal cannot be written (${next}). Vigil keeps trying and holds back what it can.${loss}`,
    );
  };

  const writeAll = async (): Promise<void> => {
    for (let i = 0; i < MAX_BATCHES_PER_FLUSH && hasWork(); i++) {
      const waiting = queued();
      const batch = takeBatch();
      inFlight = waiting - queued();
      const buffers = batch.samples.flatMap((part) => [
        part.handle.buffer,
        part.atMs.buffer,
        part.value.buffer,
      ]);
      const result = await line.ask('write', batch, buffers);
      inFlight = 0;
      if (!result.ok) {
        if (result.error.retryable) giveBack(batch, result.error.samples);
        else series = [...batch.series, ...series];
        report(result.error.message);
        return;
      }
      report(null);
      if (result.value.notice !== null) onNotice(result.value.notice);
    }
  };

  return {
    samples,
    hasWork,
    addSeries: (handle, one) => series.push({ handle, series: one }),
    addTransitions(more) {
      for (const one of more) if (Number.isFinite(one.atMs)) transitions.push(one);
    },
    addAlerts(more, atMs) {
      for (const alert of more) if (Number.isFinite(alert.startsAtMs)) alerts.push({ alert, atMs });
    },
    addAnnotations(more) {
      for (const one of more) if (Number.isFinite(one.atMs)) annotations.push(one);
    },
    markRecording(atMs) {
      if (!Number.isFinite(atMs)) return;
      const last = recording.at(-1);
      if (last !== undefined && atMs >= last.fromMs && atMs - last.toMs < RECORDING_GAP_MS)
        recording[recording.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, atMs) };
      else recording.push({ fromMs: atMs, toMs: atMs });
    },
    addRecording(spans) {
      for (const span of spans) if (span.toMs >= span.fromMs) recording.push(span);
    },
    setSnapshot(next) {
      snapshot = next;
    },
    queued: () => queued() + inFlight,
    flush() {
      // One after the other; a rejection (worker gone) must not stop later callers from hearing theirs.
      running = running.then(writeAll, writeAll);
      return running;
    },
  };
}
