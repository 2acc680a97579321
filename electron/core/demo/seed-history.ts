import type { VigilConfig } from '../config/schema.ts';
import { createTurns, type Turns } from '../intake/policy/turns.ts';
import type { Journal, JournalColumns, Transition } from '../journal/journal.ts';
import { MAX_QUEUED_SAMPLES } from '../journal/sample-queue.ts';
import { demoHistory } from './demo-history.ts';
import { type DemoPlace, demoPlaces } from './demo-series.ts';
import type { Fleet } from './fleet.ts';
import { pastAlertEvents } from './past-alerts.ts';
import { pastAnnotationEvents } from './past-changes.ts';
import { HOURS_REACH_MS, HourTable, hourBatches, momentsOfHour } from './past-hours.ts';
import { pastAbsences, type SampleMoment, sampleMoments } from './past-samples.ts';
import { pastSourceEvents } from './past-sources.ts';

const DAY_MS = 86_400_000;
/** The demo pretends to have been watched for this long. */
const PAST_MS = 90 * DAY_MS;
/** And to have kept its samples for this long: some 1.3 million of them. */
export const SAMPLES_REACH_MS = 3 * 3_600_000;
/** Samples handed over before the journal is waited for: others write at the same time, and reads must not wait. */
const MAX_WAITING_SAMPLES = 40_000;
/** Places whose hours are handed over at once: some tens of milliseconds of work for the journal. */
const PLACES_PER_IMPORT = 50;
/** Hours can wait: between their turns there is room for everything else. */
const PAUSE_BETWEEN_HOURS_MS = 100;
/** A journal that holds back this much is not given more. */
const MAX_QUEUED_BY_OTHERS = MAX_QUEUED_SAMPLES / 4;

export interface DemoSeedingOptions {
  readonly fleet: Fleet;
  readonly config: VigilConfig;
  /** Where the past ends. */
  readonly nowMs: number;
  readonly samplesReachMs?: number;
  /** How far back it has hours. */
  readonly hoursReachMs?: number;
  readonly turns?: Turns;
  /** Of what can wait. */
  readonly slowTurns?: Turns;
}

/**
 * Gives an empty demo journal the past of the fleet, so that budgets, the time bar and every moment of the last hours
 * have something to say. A journal that already recorded anything is left as it is.
 */
export interface DemoSeeding {
  /**
   * Before anything starts: states, sources, alerts, annotations, and the newest samples.
   * @returns the transitions that were added, ascending
   */
  begin(journal: Journal): Promise<readonly Transition[]>;
  /**
   * Afterwards, in short turns: what is usual now, the samples, newest first, and the hours of some weeks. Resolves when
   * all are there, or no more are to come.
   */
  fill(): Promise<void>;
  /** Ends the filling, and resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

export function createDemoSeeding({
  fleet,
  config,
  nowMs,
  samplesReachMs = SAMPLES_REACH_MS,
  hoursReachMs = HOURS_REACH_MS,
  turns = createTurns(),
  slowTurns = createSlowTurns(),
}: DemoSeedingOptions): DemoSeeding {
  const places = demoPlaces(fleet);
  let left: {
    readonly journal: Journal;
    readonly writer: SampleWriter;
    readonly moments: readonly SampleMoment[];
    readonly hours: readonly (readonly number[])[];
  } | null = null;
  let stopped = false;
  let filling: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    if (left === null) return;
    const { journal, writer, moments, hours } = left;
    left = null;
    const [wantedFirst = [], ...others] = hours;
    await fillHours(journal, wantedFirst, turns);
    for (const moment of moments) {
      if (turns.isSpent()) await turns.next();
      if (stopped) return;
      writer.write(moment);
      if (writer.waiting >= MAX_WAITING_SAMPLES && !(await writer.settle())) return;
    }
    if (!(await writer.settle())) return;
    for (const batch of others) await fillHours(journal, batch, slowTurns);
  }

  async function fillHours(journal: Journal, batch: readonly number[], pace: Turns): Promise<void> {
    const table = new HourTable(places, batch);
    for (const [hour, hourMs] of batch.entries())
      for (const atMs of momentsOfHour(hourMs)) {
        if (pace.isSpent()) await pace.next();
        if (stopped) return;
        table.add(hour, fleet.at(atMs));
      }
    for (let from = 0; from < places.length; from += PLACES_PER_IMPORT) {
      await journal.importHours(table.series(from, from + PLACES_PER_IMPORT));
      if (stopped) return;
      await pace.next();
    }
  }

  return {
    async begin(journal) {
      const recorded = await journal.recordingSpans(0, nowMs);
      if (recorded.length > 0) return [];
      const { transitions, spans } = demoHistory(fleet, nowMs - PAST_MS, nowMs);
      const sourceEvents = pastSourceEvents(fleet, config, places, spans);
      const closelyFromMs = nowMs - samplesReachMs;
      journal.appendTransitions(transitions);
      journal.importRecording(spans);
      journal.appendSourceEvents(sourceEvents);
      // Before any live alert: of each alert the journal takes what comes later for newer.
      const past = { config, places, transitions, spans, sourceEvents, closelyFromMs };
      for (const { alert, atMs } of pastAlertEvents(fleet, past)) journal.appendAlertEvents([alert], atMs);
      for (const { annotation, receivedAtMs } of pastAnnotationEvents(fleet, config, spans))
        journal.appendAnnotations([annotation], receivedAtMs);
      journal.appendAbsences(pastAbsences(fleet, places, spans, closelyFromMs));
      const [newest, ...older] = sampleMoments(fleet, places, { transitions, spans }, closelyFromMs);
      const writer = createSampleWriter(journal, fleet, places);
      // With it the journal says up to when it is complete: sources do not bring the same past once more.
      if (newest !== undefined) writer.write(newest);
      left = {
        journal,
        writer,
        moments: older,
        hours: hourBatches(nowMs, closelyFromMs, spans, hoursReachMs),
      };
      await journal.flush();
      return transitions;
    },
    fill() {
      filling = run().catch(() => undefined); // The worker is gone: the journal tells it itself.
      return filling;
    },
    stop() {
      stopped = true;
      return filling;
    },
  };
}

function createSlowTurns(): Turns {
  return createTurns({
    budgetMs: 4,
    monotonicMs: () => performance.now(),
    wait: () => new Promise((resolve) => setTimeout(resolve, PAUSE_BETWEEN_HOURS_MS)),
  });
}

interface SampleWriter {
  /** Samples handed over since the journal was last waited for. */
  readonly waiting: number;
  write(moment: SampleMoment): void;
  /** Waits for the journal. False when it cannot keep up, or is not written at present. */
  settle(): Promise<boolean>;
}

function createSampleWriter(journal: Journal, fleet: Fleet, places: readonly DemoPlace[]): SampleWriter {
  const handles = places.map(({ series }) => series.map((one) => journal.registerSeries(one)));
  const columns = columnsFor(handles.reduce((sum, { length }) => sum + length, 0));
  let waiting = 0;
  return {
    get waiting() {
      return waiting;
    },
    write({ atMs, places: only }) {
      const moment = fleet.at(atMs);
      let count = 0;
      for (const index of only ?? places.keys()) {
        const values = places[index]?.read(moment) ?? [];
        for (const [position, value] of values.entries()) {
          columns.handle[count] = handles[index]![position]!;
          columns.value[count] = value;
          count += 1;
        }
      }
      columns.atMs.fill(atMs, 0, count);
      columns.receivedAtMs.fill(atMs, 0, count);
      journal.appendColumns({
        handle: columns.handle.subarray(0, count),
        atMs: columns.atMs.subarray(0, count),
        value: columns.value.subarray(0, count),
        receivedAtMs: columns.receivedAtMs.subarray(0, count),
      });
      waiting += count;
    },
    async settle() {
      await journal.flush();
      waiting = 0;
      return (await journal.stats()).queuedWrites <= MAX_QUEUED_BY_OTHERS;
    },
  };
}

function columnsFor(count: number): JournalColumns {
  return {
    handle: new Uint32Array(count),
    atMs: new Float64Array(count),
    value: new Float64Array(count),
    receivedAtMs: new Float64Array(count),
  };
}
