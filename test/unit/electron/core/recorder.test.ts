import { describe, expect, it } from 'vitest';
import { Board } from '../../../../electron/core/board/board.ts';
import type { Journal, JournalSamples, Snapshot } from '../../../../electron/core/journal/journal.ts';
import { Recorder, SNAPSHOT_EVERY_MS } from '../../../../electron/core/recorder.ts';
import { linkSample, STORY_MS, sample, sourceStatus, testConfig } from '../../../builders/core.ts';

/** When Vigil hears of what it is shown, unless a test says otherwise. */
const LATER_MS = STORY_MS + 600_000;

/** What the recorder hands over, written down. */
function journalSpy() {
  const batches: JournalSamples[] = [];
  const snapshots: Snapshot[] = [];
  const spy: Pick<Journal, 'appendSamples' | 'markRecording' | 'saveSnapshot'> = {
    appendSamples: (batch) => void batches.push(...batch),
    markRecording: () => undefined,
    saveSnapshot: (snapshot) => void snapshots.push(snapshot),
  };
  return { batches, snapshots, journal: spy as Journal };
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
});
