import { describe, expect, it } from 'vitest';
import { Board } from '../../../../electron/core/board/board.ts';
import type {
  Absence,
  ConfigurationVersion,
  Journal,
  JournalSamples,
  SilenceList,
  Snapshot,
  SourceEvent,
} from '../../../../electron/core/journal/journal.ts';
import { LATE_SAMPLE_LIMIT_MS, Recorder, SNAPSHOT_EVERY_MS } from '../../../../electron/core/recorder.ts';
import { SOURCE_NOTE_EVERY_MS } from '../../../../electron/core/source-notes.ts';
import { linkSample, STORY_MS, sample, sourceStatus, testConfig } from '../../../builders/core.ts';

/** When Vigil hears of what it is shown, unless a test says otherwise. */
const LATER_MS = STORY_MS + 600_000;

/** What the recorder hands over, written down. */
function journalSpy() {
  const batches: JournalSamples[] = [];
  const snapshots: Snapshot[] = [];
  const absences: Absence[] = [];
  const sources: SourceEvent[] = [];
  const silences: SilenceList[] = [];
  const configurations: ConfigurationVersion[] = [];
  const marks: (readonly [offsetMs: number, ended?: string])[] = [];
  const spy: Partial<Journal> = {
    appendSamples: (batch) => void batches.push(...batch),
    appendAbsences: (more) => void absences.push(...more),
    appendSourceEvents: (more) => void sources.push(...more),
    appendSilences: (list) => void silences.push(list),
    appendConfiguration: (version) => void configurations.push(version),
    markRecording: (atMs) => void marks.push([atMs - STORY_MS]),
    endRecording: (atMs, reason) => void marks.push([atMs - STORY_MS, reason]),
    saveSnapshot: (snapshot) => void snapshots.push(snapshot),
  };
  return {
    batches,
    snapshots,
    absences,
    sources,
    silences,
    configurations,
    marks,
    journal: spy as Journal,
  };
}

function setUp(recordedUntilMs = 0) {
  const board = new Board(testConfig(), false, STORY_MS);
  for (const id of ['a', 'b']) board.setSource(sourceStatus(id));
  const spy = journalSpy();
  const recorder = new Recorder(board, spy.journal, recordedUntilMs);
  const seeAt = (receivedAtMs: number, ...samples: readonly ReturnType<typeof sample>[]): void => {
    for (const one of samples) {
      board.apply('a', [one], receivedAtMs);
      recorder.samples('a', [one], receivedAtMs);
    }
  };
  const see = (...samples: readonly ReturnType<typeof sample>[]): void => {
    seeAt(LATER_MS, ...samples);
  };
  const times = (): readonly number[] => {
    recorder.handOver();
    return spy.batches.flatMap(({ atMs }) => Array.from(atMs, (value) => value - STORY_MS));
  };
  return { ...spy, board, recorder, see, seeAt, times };
}

const at = (offsetMs: number) => sample('s', 'r', 'error_ratio', 0.5, STORY_MS + offsetMs);

describe('Recorder', () => {
  it('stores a sample that is polled twice once, grouped by series', () => {
    const { see, recorder, batches } = setUp();
    see(at(0), linkSample('eu', 'us', 0.07));
    see(at(0), at(5_000));
    recorder.handOver();
    expect(batches).toStrictEqual([
      {
        series: {
          service: 's',
          region: 'r',
          toRegion: null,
          signal: 'error_ratio',
          unit: 'ratio',
          sourceId: 'a',
        },
        atMs: [STORY_MS, STORY_MS + 5_000],
        value: [0.5, 0.5],
        receivedAtMs: [LATER_MS, LATER_MS],
      },
      {
        series: {
          service: '',
          region: 'eu',
          toRegion: 'us',
          signal: 'link_rtt',
          unit: 'seconds',
          sourceId: 'a',
        },
        atMs: [STORY_MS],
        value: [0.07],
        receivedAtMs: [LATER_MS],
      },
    ]);
  });

  it('fills the hole before the first live sample and the one after a silence, and nothing else', () => {
    const { see, recorder, times } = setUp();
    see(at(0));
    recorder.backfill('a', [at(-60_000), at(-30_000), at(0), at(30_000)], LATER_MS);
    expect(times()).toStrictEqual([0, -60_000, -30_000]);
    see(at(10_000), at(300_000));
    recorder.backfill('a', [at(-30_000), at(5_000), at(100_000), at(200_000), at(400_000)], LATER_MS);
    expect(times().slice(3)).toStrictEqual([10_000, 300_000, 100_000, 200_000]);
  });

  it('writes nothing again that an earlier run recorded', () => {
    const { see, recorder, times } = setUp(STORY_MS - 45_000);
    see(at(-60_000), at(0));
    recorder.backfill('a', [at(-60_000), at(-30_000)], LATER_MS);
    expect(times()).toStrictEqual([0]);
  });

  it('records what a clock that runs ahead stamps when it was heard of, each sample once', () => {
    const { seeAt, recorder, times } = setUp();
    const ahead = 3_600_000;
    seeAt(STORY_MS, at(ahead));
    seeAt(STORY_MS + 5_000, at(ahead));
    seeAt(STORY_MS + 10_000, at(ahead + 10_000));
    seeAt(STORY_MS + 15_000, at(15_000));
    recorder.backfill('a', [at(ahead + 60_000)], STORY_MS + 15_000);
    expect(times()).toStrictEqual([0, 10_000, 15_000]);
  });

  it('goes on recording when our own clock is set back', () => {
    const { seeAt, board, recorder, snapshots, times } = setUp();
    const hourMs = 3_600_000;
    seeAt(STORY_MS, at(0));
    recorder.beat(STORY_MS, () => Uint8Array.of(1));
    board.moveClock(-hourMs, STORY_MS - hourMs);
    seeAt(STORY_MS - hourMs, at(-hourMs));
    recorder.beat(STORY_MS - hourMs, () => Uint8Array.of(2));
    expect(times()).toStrictEqual([0, -hourMs]);
    expect(snapshots).toHaveLength(2);
  });

  it('takes a snapshot now and then, and never of a blind picture', () => {
    const { see, recorder, board, snapshots } = setUp();
    see(at(0));
    for (let seconds = 0; seconds <= 10; seconds++)
      recorder.beat(STORY_MS + seconds * 1_000, () => Uint8Array.of(1));
    expect(snapshots).toHaveLength(1 + 10_000 / SNAPSHOT_EVERY_MS);
    for (const id of ['a', 'b']) board.setSource(sourceStatus(id, { state: 'unreachable' }));
    recorder.finish(() => Uint8Array.of(2));
    expect(snapshots.every(({ frame, asOfMs }) => frame[0] === 1 && asOfMs === LATER_MS)).toBe(true);
  });

  it('takes in what comes late, within its bound, and nothing twice', () => {
    const { see, seeAt, recorder, batches, times } = setUp();
    const hourLaterMs = STORY_MS + LATE_SAMPLE_LIMIT_MS + 20_000;
    see(at(0), at(10_000), at(5_000), at(10_000), at(5_000));
    seeAt(hourLaterMs, at(LATE_SAMPLE_LIMIT_MS + 10_000), at(10_000), at(9_999));
    // What is told twice is left out where it is stored; only the newest is recognised here.
    expect(times()).toStrictEqual([0, 10_000, 5_000, 5_000, LATE_SAMPLE_LIMIT_MS + 10_000, 10_000]);
    seeAt(hourLaterMs, sample('s', 'r', 'error_ratio', 0.7, STORY_MS + LATE_SAMPLE_LIMIT_MS + 10_000));
    recorder.handOver();
    expect(batches.at(-1)?.value).toStrictEqual([0.7]);
  });

  it('takes in nothing late that an earlier run may have recorded', () => {
    const { see, times } = setUp(STORY_MS - 45_000);
    see(at(0), at(-45_000), at(-44_000));
    expect(times()).toStrictEqual([0, -44_000]);
  });

  it('says when each sample arrived: when it was heard of first', () => {
    const { seeAt, recorder, batches } = setUp();
    seeAt(STORY_MS + 1_500, at(0));
    seeAt(STORY_MS + 9_000, at(5_000));
    seeAt(STORY_MS + 9_500, at(2_000));
    recorder.backfill('a', [at(-90_000)], STORY_MS + 60_000);
    recorder.handOver();
    const received = batches.flatMap(({ receivedAtMs }) => Array.from(receivedAtMs, (ms) => ms - STORY_MS));
    expect(received).toStrictEqual([1_500, 9_000, 9_500, 60_000]);
  });

  it('writes down once that a source no longer reports a series, until it does again', () => {
    const { see, recorder, absences, board } = setUp();
    see(at(0));
    const { key } = at(0);
    const afterwards = recorder.beforeRowsMove();
    afterwards();
    for (const ms of [10_000, 20_000]) recorder.absences('a', [key], STORY_MS + ms);
    recorder.beforeRowsMove()();
    recorder.absences('a', [key, linkSample('eu', 'us', 1).key], STORY_MS + 30_000);
    see(at(40_000));
    recorder.absences('a', [key], STORY_MS + 50_000);
    expect(board.names.find('a', key)).not.toBeNull();
    expect(absences.map(({ series, atMs }) => [series.signal, atMs - STORY_MS])).toStrictEqual([
      ['error_ratio', 10_000],
      ['error_ratio', 50_000],
    ]);
  });

  it('writes down what a source says of itself: news at once, counters once a minute', () => {
    const { recorder, sources } = setUp();
    const say = (ms: number, parts: Parameters<typeof sourceStatus>[1] = {}) =>
      recorder.sources.status(sourceStatus('a', parts), STORY_MS + ms);
    say(0);
    say(1_000, { samplesPerSecond: 5, lastSuccessAtMs: STORY_MS + 1_000 });
    say(2_000, { lastError: 'refused' });
    say(3_000, { lastError: 'refused', errorCount: 2 });
    say(2_000 + SOURCE_NOTE_EVERY_MS, { lastError: 'refused', errorCount: 9 });
    say(2_000 - SOURCE_NOTE_EVERY_MS, { lastError: 'refused', errorCount: 9 });
    expect(sources.map(({ atMs }) => atMs - STORY_MS)).toStrictEqual([
      0,
      2_000,
      2_000 + SOURCE_NOTE_EVERY_MS,
      2_000 - SOURCE_NOTE_EVERY_MS,
    ]);
  });

  it('writes down silences when they changed, and configurations without their secrets', () => {
    const { recorder, silences, configurations } = setUp();
    for (const ms of [0, 1, 2]) recorder.sources.silenceList('am', [], STORY_MS + ms);
    expect(silences).toHaveLength(1);
    const config = testConfig({
      sources: [{ id: 'a', type: 'prometheus', url: 'http://ann:hunter2@127.0.0.1:9/' }],
    });
    recorder.configuration(config, false, STORY_MS);
    expect(configurations[0]).toMatchObject({ demo: false, atMs: STORY_MS });
    expect(configurations[0]?.yaml).not.toContain('hunter2');
  });

  it('says that the machine was asleep when a beat comes far too late, and that it was closed', () => {
    const { recorder, marks } = setUp();
    const beat = (ms: number) => recorder.beat(STORY_MS + ms, () => Uint8Array.of(1));
    beat(0);
    beat(20_000);
    beat(20_000 + 8 * 3_600_000);
    recorder.close(STORY_MS + 8 * 3_600_000 + 20_500);
    expect(marks).toStrictEqual([
      [0],
      [20_000],
      [20_000, 'asleep'],
      [20_000 + 8 * 3_600_000],
      [8 * 3_600_000 + 20_500, 'closed'],
    ]);
  });
});
