import type { Clock } from '../clock.ts';
import { EventQueue } from './event-queue.ts';
import type { JournalSeries, RecordingSpan, Snapshot } from './journal.ts';
import type { BatchEvents, WriteBatch } from './protocol.ts';
import { MAX_BATCH_SAMPLES, SampleQueue } from './sample-queue.ts';
import { RECORDING_GAP_MS } from './spans-store.ts';
import { withoutUnwritten } from './unwritten.ts';
import type { WorkerLine } from './worker-line.ts';

/** Batches of one flush at most: a flush ends even while new samples pour in. */
const MAX_BATCHES_PER_FLUSH = 8;

/** Gathers writes and hands them to the worker, one batch at a time. */
export interface Batcher {
  readonly samples: SampleQueue;
  addSeries(handle: number, series: JournalSeries): void;
  /** Its time must be a number. */
  addEvent<Name extends keyof BatchEvents>(name: Name, event: BatchEvents[Name][number]): void;
  /** Recording went on at this moment, or ended at it. */
  markRecording(atMs: number, ended?: RecordingSpan['ended']): void;
  setSnapshot(snapshot: Snapshot): void;
  hasWork(): boolean;
  /** Samples and events that wait. */
  queued(): number;
  /** Resolves when less than a full batch of samples waits; false when nothing can be written at present. */
  room(): Promise<boolean>;
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
  const events = new EventQueue();
  let series: { handle: number; series: JournalSeries }[] = [];
  let snapshot: Snapshot | null = null;
  let trouble: string | null = null;
  /** Dropped samples that people know of. */
  let toldDropped = 0;
  /** The last mark that is in the log. */
  let writtenUntilMs: number | null = null;
  /** Writes the worker is busy with; they may yet come home. */
  let inFlight = 0;
  let running: Promise<void> = Promise.resolve();

  const queued = (): number => samples.count + events.count;
  const hasWork = (): boolean => queued() > 0 || series.length > 0 || snapshot !== null;

  const takeBatch = (): WriteBatch => {
    const taken = events.take();
    const recording = withoutUnwritten(taken.recording, writtenUntilMs, samples.droppedUntilMs);
    const batch = { ...taken, series, samples: samples.take(), recording, snapshot, nowMs: clock.nowMs() };
    series = [];
    snapshot = null;
    return batch;
  };
  const giveBack = (batch: WriteBatch, refused: WriteBatch['samples']): void => {
    samples.giveBack(refused);
    events.giveBack(batch);
    series = [...batch.series, ...series];
    snapshot ??= batch.snapshot;
  };
  const report = (next: string | null): void => {
    if (next === null && trouble === null && samples.dropped > toldDropped)
      onNotice(
        `More samples came at once than the journal can take in: ${samples.dropped - toldDropped} of them are not in the history.`,
      );
    toldDropped = samples.dropped;
    if (next === trouble) return;
    trouble = next;
    const dropped = [
      samples.dropped > 0 ? `${samples.dropped} samples` : '',
      events.dropped > 0 ? `${events.dropped} events` : '',
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
      const buffers = batch.samples.flatMap(({ handle, atMs, value, lagSeconds }) => [
        handle.buffer,
        atMs.buffer,
        value.buffer,
        lagSeconds.buffer,
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
      samples.droppedUntilMs = null;
      writtenUntilMs = batch.recording.at(-1)?.toMs ?? writtenUntilMs;
      if (result.value.notice !== null) onNotice(result.value.notice);
    }
  };

  const flush = (): Promise<void> => {
    // One after the other; a rejection (worker gone) must not stop later callers from hearing theirs.
    running = running.then(writeAll, writeAll);
    return running;
  };

  return {
    samples,
    hasWork,
    addSeries: (handle, one) => series.push({ handle, series: one }),
    addEvent: (name, event) => events.add(name, event),
    markRecording(atMs, ended) {
      if (!Number.isFinite(atMs)) return;
      const last = events.last('recording');
      const goesOn =
        last !== undefined &&
        last.ended === undefined &&
        atMs >= last.fromMs &&
        atMs - last.toMs < RECORDING_GAP_MS;
      const fromMs = goesOn ? last.fromMs : atMs;
      const toMs = goesOn ? Math.max(last.toMs, atMs) : atMs;
      const span = ended === undefined ? { fromMs, toMs } : { fromMs, toMs, ended };
      if (goesOn) events.replaceLast('recording', span);
      else events.add('recording', span);
    },
    setSnapshot(next) {
      snapshot = next;
    },
    queued: () => queued() + inFlight,
    async room() {
      while (samples.count >= MAX_BATCH_SAMPLES) {
        if (trouble !== null) return false;
        try {
          await flush();
        } catch {
          return false; // The worker is gone.
        }
      }
      return true;
    },
    flush,
  };
}
