import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createBatcher } from './batcher.ts';
import { writeCapsule } from './capsule/write-in-steps.ts';
import type { Journal, JournalOptions } from './journal.ts';
import { createJournalReader } from './journal-reader.ts';
import type { BatchEvents, QuestionName, ReplyOf, RequestOf } from './protocol.ts';
import { MAX_BATCH_SAMPLES } from './sample-queue.ts';
import { seriesText } from './series-text.ts';
import { startWorker } from './worker-line.ts';

/** Writes of this long are committed together. */
export const FLUSH_INTERVAL_MS = 1_000;
/** How often roll-ups are built and age and size limits applied … */
export const RETENTION_INTERVAL_MS = 300_000;
/** … in small steps with pauses, so that neither writes nor reads wait for more than one. */
export const MAINTENANCE_PAUSE_MS = 100;

/** Another process has the journal. The message is a sentence for people. */
export class JournalInUse extends Error {}

/**
 * Opens the journal in its worker. A damaged database, a folder that cannot be written or a full disk are told
 * in `notice` and retried, never thrown; rejects with JournalInUse when another process has it, and otherwise only
 * when the worker cannot start at all.
 */
export async function openJournal(
  options: JournalOptions,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<Journal> {
  let openNotice: string | null = null;
  let writeNotice: string | null = null;
  const line = startWorker(options.workerUrl, (reason) => {
    writeNotice = `${reason} Nothing is recorded until Vigil is started again.`;
    log.warn(reason);
  });
  const opened = await line.ask('open', { directory: options.directory, nowMs: clock.nowMs() });
  if (!opened.ok) throw new Error(`The journal cannot be opened: ${opened.error.message}.`);
  if (opened.value.inUse !== null) {
    await line.ask('close', null);
    await line.ended();
    throw new JournalInUse(opened.value.inUse);
  }
  openNotice = opened.value.notice;
  if (openNotice !== null) log.warn(openNotice);

  const handles = new Map<string, number>();
  const batcher = createBatcher(
    line,
    clock,
    (trouble) => {
      if (trouble !== null) log.warn(trouble);
      else if (writeNotice !== null) log.info('The journal can be written again.');
      writeNotice = trouble;
    },
    (notice) => {
      log.warn(notice);
      openNotice = notice;
    },
  );
  let lastStats: ReplyOf<'stats'> = { databaseBytes: 0, oldestMs: null, seriesCount: 0, sampleCount: 0 };
  let { retention } = options;
  let closed = false;
  let closing: Promise<void> | null = null;
  let cancelFlush: (() => void) | null = null;
  let cancelRetention: () => void = () => undefined;

  const flushSoon = (): void => {
    if (cancelFlush !== null || closed) return;
    cancelFlush = clock.setTimeout(() => {
      cancelFlush = null;
      void batcher.flush().then(
        () => {
          if (batcher.hasWork()) flushSoon();
        },
        () => undefined, // The worker is gone: told by onLost.
      );
    }, FLUSH_INTERVAL_MS);
  };
  let isWritingFull = false;
  /** A batch that is full is not waited with: what pours in after a sleep would outgrow the queue within the interval. */
  const samplesCame = (): void => {
    flushSoon();
    if (isWritingFull || writeNotice !== null || batcher.samples.count < MAX_BATCH_SAMPLES) return;
    isWritingFull = true;
    const done = (): void => {
      isWritingFull = false;
    };
    batcher.flush().then(done, done);
  };
  const maintainAfter = (pauseMs: number): void => {
    cancelRetention = clock.setTimeout(() => {
      const { maxAgeMs, maxBytes, rawMs = maxAgeMs, minutesMs = maxAgeMs } = retention;
      line.ask('maintain', { nowMs: clock.nowMs(), maxAgeMs, maxBytes, rawMs, minutesMs }).then(
        (result) => {
          if (!result.ok) log.warn('Old history could not be deleted.', { reason: result.error.message });
          const hasMore = result.ok && result.value.more;
          if (!closed) maintainAfter(hasMore ? MAINTENANCE_PAUSE_MS : RETENTION_INTERVAL_MS);
        },
        () => undefined,
      );
    }, pauseMs);
  };
  maintainAfter(RETENTION_INTERVAL_MS);

  let writingCapsule: Promise<unknown> = Promise.resolve();
  /** Reads see every earlier write; one that fails on the disk answers with `otherwise` and is logged. */
  const read = async <Name extends QuestionName>(
    name: Name,
    request: RequestOf<Name>,
    otherwise: ReplyOf<Name>,
  ): Promise<ReplyOf<Name>> => {
    await batcher.flush();
    const result = await line.ask(name, request);
    if (result.ok) return result.value;
    log.warn('The journal could not be read.', { question: name, reason: result.error.message });
    return otherwise;
  };
  const registerSeries: Journal['registerSeries'] = (series) => {
    const text = seriesText(series);
    const known = handles.get(text);
    if (known !== undefined) return known;
    const handle = handles.size;
    handles.set(text, handle);
    batcher.addSeries(handle, series);
    return handle;
  };
  /** Queues events whose time is a number. */
  const add = <Name extends keyof BatchEvents>(
    name: Name,
    events: readonly BatchEvents[Name][number][],
    timeOf: (event: BatchEvents[Name][number]) => number,
  ): void => {
    for (const event of events) if (Number.isFinite(timeOf(event))) batcher.addEvent(name, event);
    flushSoon();
  };

  return {
    get notice() {
      return writeNotice ?? openNotice;
    },
    registerSeries,
    appendColumns(columns) {
      batcher.samples.pushColumns(columns);
      samplesCame();
    },
    appendSamples(batch) {
      for (const { series, atMs, value, receivedAtMs } of batch) {
        const handle = registerSeries(series);
        for (let i = 0; i < atMs.length; i++)
          batcher.samples.push(
            handle,
            atMs[i] ?? Number.NaN,
            value[i] ?? Number.NaN,
            receivedAtMs[i] ?? Number.NaN,
          );
      }
      samplesCame();
    },
    appendTransitions: (transitions) => add('transitions', transitions, (one) => one.atMs),
    appendAlertEvents(alerts, atMs) {
      const events = alerts.map((alert) => ({ alert, atMs }));
      add('alerts', events, ({ alert }) => alert.startsAtMs);
    },
    appendAlertTexts: (events) => add('texts', events, ({ texts }) => texts.seenAtMs),
    appendAnnotations(annotations, receivedAtMs) {
      const events = annotations.map((annotation) => ({ annotation, receivedAtMs }));
      add('annotations', events, ({ annotation }) => annotation.atMs);
    },
    appendAction: (event) => add('actions', [event], ({ action }) => action.atMs),
    appendAbsences(absences) {
      const events = absences.map(({ series, atMs }) => ({ handle: registerSeries(series), atMs }));
      add('absences', events, ({ atMs }) => atMs);
    },
    appendSourceEvents: (events) => add('sources', events, ({ atMs }) => atMs),
    appendSilences: (list) => add('silences', [list], ({ atMs }) => atMs),
    appendConfiguration: (version) => add('configurations', [version], ({ atMs }) => atMs),
    markRecording(atMs) {
      batcher.markRecording(atMs);
      flushSoon();
    },
    endRecording(atMs, reason) {
      batcher.markRecording(atMs, reason);
      flushSoon();
    },
    setRetention(limits) {
      retention = limits;
    },
    importRecording(spans) {
      add(
        'recording',
        spans.filter(({ fromMs, toMs }) => toMs >= fromMs),
        ({ fromMs }) => fromMs,
      );
    },
    async importHours(hours) {
      // The rows of the series must be there.
      await batcher.flush();
      const result = await line.ask('importHours', hours);
      if (!result.ok) log.warn('Hours could not be brought in.', { reason: result.error.message });
    },
    saveSnapshot(snapshot) {
      batcher.setSnapshot(snapshot);
      flushSoon();
    },
    ...createJournalReader(read, () => clock.nowMs()),
    recordedUntil: () => read('recordedUntil', null, 0),
    async writeCapsule(wish, onShare) {
      await batcher.flush();
      const before = writingCapsule;
      const written = before.then(() => writeCapsule(line, { ...wish, nowMs: clock.nowMs() }, onShare));
      writingCapsule = written.catch(() => undefined);
      return written;
    },
    async stats() {
      // Without a worker the last figures stand, beside the notice that says so: status and metrics must go on.
      lastStats = await read('stats', null, lastStats).catch(() => lastStats);
      return { ...lastStats, queuedWrites: batcher.queued() };
    },
    room: () => batcher.room(),
    flush: () => batcher.flush(),
    close() {
      closing ??= (async () => {
        closed = true;
        cancelFlush?.();
        cancelRetention();
        try {
          await batcher.flush();
          await line.ask('close', null);
        } catch {
          return; // Gone already.
        }
        await line.ended();
      })();
      return closing;
    },
  };
}
