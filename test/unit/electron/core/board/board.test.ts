import { describe, expect, it } from 'vitest';
import { Board } from '../../../../../electron/core/board/board.ts';
import { MAX_SERIES } from '../../../../../electron/core/board/catalogue-builder.ts';
import { SAME_STATE_MAX_BLIND_MS } from '../../../../../electron/core/board/cell-table.ts';
import { buildFrame } from '../../../../../electron/core/publish/frame-builder.ts';
import { SectionStamps } from '../../../../../electron/core/publish/section-stamps.ts';
import { applyFrame } from '../../../../../shared/contract/picture.ts';
import { readSpark, SPARK_BIN_MS, SPARK_BINS } from '../../../../../shared/domain/spark.ts';
import { standing } from '../../../../../shared/domain/standing.ts';
import { linkSample, STORY_MS, sample, sourceStatus, testConfig } from '../../../../builders/core.ts';

const noAlerts = () => 'ok' as const;

function liveBoard(): Board {
  const board = new Board(testConfig(), false, STORY_MS);
  for (const id of ['a', 'b']) board.setSource(sourceStatus(id));
  return board;
}

function stateOf(board: Board, service: string, region: string): string {
  return board.cells.stateOf(board.names.findCell(service, region)!);
}

describe('Board', () => {
  it('interns what sources name and evaluates the cells that changed', () => {
    const board = liveBoard();
    board.apply(
      'a',
      [
        sample('checkout', 'eu-west-1', 'error_ratio', 0.382),
        sample('search', 'eu-west-1', 'error_ratio', 0),
      ],
      STORY_MS,
    );
    expect(board.evaluate(STORY_MS, noAlerts, false)).toStrictEqual([
      { service: 'checkout', region: 'eu-west-1', state: 'down', atMs: STORY_MS },
      { service: 'search', region: 'eu-west-1', state: 'ok', atMs: STORY_MS },
    ]);
    expect(board.evaluate(STORY_MS, noAlerts, true), 'nothing changed since').toStrictEqual([]);
    expect(board.catalogue().regions[0]).toMatchObject({ id: 'eu-west-1', city: 'Dublin' });
  });

  it('lets age alone take the green away, and names an unreachable source as such', () => {
    const board = liveBoard();
    board.apply('a', [sample('checkout', 'eu-west-1', 'error_ratio', 0)], STORY_MS);
    board.evaluate(STORY_MS, noAlerts, true);
    board.evaluate(STORY_MS + 15_000, noAlerts, true);
    expect(stateOf(board, 'checkout', 'eu-west-1')).toBe('ok');
    board.evaluate(STORY_MS + 15_001, noAlerts, true);
    expect(stateOf(board, 'checkout', 'eu-west-1')).toBe('stale');
    board.setSource(sourceStatus('a', { state: 'unreachable' }));
    board.evaluate(STORY_MS + 15_002, noAlerts, true);
    expect(stateOf(board, 'checkout', 'eu-west-1')).toBe('unreachable');
    expect(board.readingOf(0, STORY_MS)).toMatchObject({ value: 0, freshness: 'stale', sourceId: 'a' });
  });

  it('keeps the old since when a short blindness ends in the same state, and not after a long one', () => {
    for (const [blindMs, kept] of [
      [60_000, true],
      [SAME_STATE_MAX_BLIND_MS + 1_000, false],
    ] as const) {
      const board = liveBoard();
      const down = (atMs: number): void => {
        board.apply('a', [sample('checkout', 'eu-west-1', 'error_ratio', 0.5, atMs)], atMs);
        board.evaluate(atMs, noAlerts, true);
      };
      down(STORY_MS);
      board.setSource(sourceStatus('a', { state: 'unreachable' }));
      board.evaluate(STORY_MS + 1_000, noAlerts, true);
      board.setSource(sourceStatus('a'));
      down(STORY_MS + blindMs);
      expect(board.cells.sinceMs.array[0]).toBe(kept ? STORY_MS : STORY_MS + blindMs);
    }
  });

  it('does not let an older sample turn time back, unless the newer stamp was from the future', () => {
    const board = liveBoard();
    board.apply('a', [sample('s', 'r', 'error_ratio', 0.5, STORY_MS)], STORY_MS);
    board.apply('a', [sample('s', 'r', 'error_ratio', 0.1, STORY_MS - 5_000)], STORY_MS + 100);
    expect(board.readingOf(0, STORY_MS)?.value).toBe(0.5);
    board.apply('a', [sample('s', 'r', 'error_ratio', 0.2, STORY_MS + 240_000)], STORY_MS + 200);
    board.apply('a', [sample('s', 'r', 'error_ratio', 0.3, STORY_MS + 1_000)], STORY_MS + 1_000);
    expect(board.readingOf(0, STORY_MS)?.value).toBe(0.3);
  });

  it('is cached exactly while no source answers', () => {
    const board = liveBoard();
    expect(board.moment()).toStrictEqual({ mode: 'live' });
    board.apply('a', [sample('s', 'r', 'error_ratio', 0)], STORY_MS);
    board.setSource(sourceStatus('a', { state: 'unreachable' }));
    expect(board.moment()).toStrictEqual({ mode: 'live' });
    board.setSource(sourceStatus('b', { state: 'unreachable' }));
    expect(board.moment()).toStrictEqual({ mode: 'cached', asOfMs: STORY_MS });
  });

  it('restores a snapshot: values with their old clocks, nothing green, last states remembered', () => {
    const before = liveBoard();
    before.apply(
      'a',
      [
        sample('checkout', 'eu-west-1', 'error_ratio', 0.382),
        sample('search', 'eu-west-1', 'error_ratio', 0),
      ],
      STORY_MS,
    );
    before.apply('b', [linkSample('eu-west-1', 'us-east-1', 0.07)], STORY_MS);
    before.evaluate(STORY_MS, noAlerts, true);
    const sections = new SectionStamps();
    sections.set('catalogue', before.catalogue(), 1);
    sections.set('sources', [...before.sources()], 1);
    const applied = applyFrame(null, buildFrame(before, sections, 0, { epoch: 1, seq: 0, atMs: STORY_MS }));
    if (!applied.ok) throw new Error(applied.error.message);

    const after = new Board(testConfig(), false, STORY_MS + 3_600_000);
    after.restore(applied.value);
    after.setSource(sourceStatus('a', { state: 'connecting', lastSuccessAtMs: null }));
    after.evaluate(STORY_MS + 3_600_000, noAlerts, true);
    const checkout = after.names.findCell('checkout', 'eu-west-1')!;
    expect(after.cells.stateOf(checkout)).toBe('unreachable');
    expect(after.cells.lastMeasuredStateOf(checkout)).toBe('down');
    expect(after.readingOf(0, STORY_MS + 3_600_000)).toMatchObject({
      value: 0.382,
      sampledAtMs: STORY_MS,
      ageMs: 3_600_000,
      freshness: 'stale',
    });
    expect(after.moment()).toStrictEqual({ mode: 'cached', asOfMs: STORY_MS });
    expect(after.series.length).toBe(3);
    expect(after.sources()[0]!.lastSuccessAtMs).toBe(STORY_MS);

    const soon = new Board(testConfig(), false, STORY_MS + 60_000);
    soon.restore(applied.value);
    expect(readSpark(soon.series.spark, 0, new Float32Array(SPARK_BINS))[SPARK_BINS - 3]).toBeCloseTo(0.382);
  });

  it('leaves out what a source that is no longer configured once said', () => {
    const before = liveBoard();
    before.apply('b', [sample('old', 'r', 'error_ratio', 0)], STORY_MS);
    before.evaluate(STORY_MS, noAlerts, true);
    const sections = new SectionStamps();
    sections.set('catalogue', before.catalogue(), 1);
    const applied = applyFrame(null, buildFrame(before, sections, 0, { epoch: 1, seq: 0, atMs: STORY_MS }));
    if (!applied.ok) throw new Error(applied.error.message);
    const after = new Board(
      testConfig({ sources: [{ id: 'a', type: 'prometheus', url: 'http://127.0.0.1:9' }] }),
      false,
      STORY_MS,
    );
    after.restore(applied.value);
    expect(after.series.length).toBe(0);
  });

  it('takes the green from a series that its source no longer reports, at once', () => {
    const board = liveBoard();
    const here = sample('s', 'r', 'error_ratio', 0);
    board.apply('a', [here], STORY_MS);
    board.evaluate(STORY_MS, noAlerts, false);
    board.markAbsent('a', [here.key]);
    expect(board.evaluate(STORY_MS + 1, noAlerts, false)).toMatchObject([{ state: 'no_data' }]);
    expect(board.readingOf(0, STORY_MS + 1)?.freshness).toBe('stale');
    const frame = buildFrame(board, new SectionStamps(), board.tick - 1, {
      epoch: 1,
      seq: 1,
      atMs: 0,
    });
    expect([...frame.series.standing], 'views hear of it').toStrictEqual([standing.absent]);
    board.apply('a', [sample('s', 'r', 'error_ratio', 0, STORY_MS + 2)], STORY_MS + 2);
    expect(board.evaluate(STORY_MS + 2, noAlerts, false)).toMatchObject([{ state: 'ok' }]);
  });

  it('keeps the since of a state that is known to have held until now', () => {
    const board = liveBoard();
    const before = { service: 'checkout', region: 'eu-west-1' };
    board.assumeStates(
      [
        { ...before, state: 'ok', atMs: STORY_MS - 600_000 },
        { ...before, state: 'down', atMs: STORY_MS - 120_000 },
      ],
      STORY_MS,
    );
    board.apply('a', [sample('checkout', 'eu-west-1', 'error_ratio', 0.382)], STORY_MS + 1_000);
    board.evaluate(STORY_MS + 1_000, noAlerts, true);
    expect(board.cells.sinceMs.array[0]).toBe(STORY_MS - 120_000);
  });

  it('backfills sparklines without touching live values', () => {
    const board = liveBoard();
    board.apply('a', [sample('s', 'r', 'error_ratio', 0.5)], STORY_MS);
    board.backfill(
      'a',
      [
        sample('s', 'r', 'error_ratio', 0.25, STORY_MS - 2 * SPARK_BIN_MS),
        sample('s', 'r', 'error_ratio', 9, STORY_MS - 3_600_000),
        sample('s', 'r', 'error_ratio', 9, STORY_MS + 3_600_000),
      ],
      STORY_MS,
    );
    const spark = [...readSpark(board.series.spark, 0, new Float32Array(SPARK_BINS))];
    expect(spark.slice(-3)).toStrictEqual([0.25, Number.NaN, 0.5]);
    expect(spark.filter((value) => !Number.isNaN(value))).toHaveLength(2);
    expect(board.readingOf(0, STORY_MS)?.value).toBe(0.5);
  });

  it('never mixes up two places, however many regions there are', () => {
    const board = liveBoard();
    const regions = Array.from({ length: 0x10001 }, (_, i) => sample('a', `r${i}`, 'error_ratio', 0));
    board.apply('a', [...regions, sample('b', 'r0', 'error_ratio', 0.5)], STORY_MS);
    board.evaluate(STORY_MS, noAlerts, true);
    expect(board.names.findCell('b', 'r0')).not.toBe(board.names.findCell('a', 'r65536'));
    expect(stateOf(board, 'a', 'r65536')).toBe('ok');
    expect(stateOf(board, 'b', 'r0')).toBe('down');
  });

  it('calls a repeated sample as old as when it first came, also when its clock runs ahead', () => {
    const board = liveBoard();
    const frozen = sample('s', 'r', 'error_ratio', 0, STORY_MS + 240_000);
    for (const seconds of [0, 5, 10, 16]) board.apply('a', [frozen], STORY_MS + seconds * 1_000);
    board.evaluate(STORY_MS + 16_000, noAlerts, true);
    expect(stateOf(board, 's', 'r')).toBe('stale');
    expect(board.readingOf(0, STORY_MS + 16_000)).toMatchObject({ ageMs: 16_000, freshness: 'stale' });
  });

  it('keeps ages true when our own clock is set back', () => {
    const board = liveBoard();
    board.apply('a', [sample('s', 'r', 'error_ratio', 0)], STORY_MS);
    board.evaluate(STORY_MS, noAlerts, true);
    const hourMs = 3_600_000;
    board.moveClock(-hourMs, STORY_MS - hourMs);
    const laterMs = STORY_MS - hourMs + 20_000;
    expect(board.readingOf(0, laterMs)).toMatchObject({ ageMs: 20_000, freshness: 'stale' });
    board.evaluate(laterMs, noAlerts, true);
    expect(stateOf(board, 's', 'r')).toBe('stale');
    // And what comes next draws its line.
    board.apply('a', [sample('s', 'r', 'error_ratio', 0.25, laterMs)], laterMs);
    expect(readSpark(board.series.spark, 0, new Float32Array(SPARK_BINS)).at(-1)).toBe(0.25);
  });

  describe('under another configuration', () => {
    const later = STORY_MS + 60_000;
    function measured(): Board {
      const board = liveBoard();
      board.apply(
        'a',
        [sample('checkout', 'eu-west-1', 'error_ratio', 0), sample('search', 'eu-west-1', 'error_ratio', 0)],
        STORY_MS,
      );
      board.apply(
        'b',
        [sample('checkout', 'us-east-1', 'error_ratio', 0.2), linkSample('eu-west-1', 'us-east-1', 0.08)],
        STORY_MS,
      );
      board.evaluate(STORY_MS, noAlerts, true);
      board.apply('a', [sample('checkout', 'eu-west-1', 'error_ratio', 0, later)], later);
      board.apply('b', [sample('checkout', 'us-east-1', 'error_ratio', 0.2, later)], later);
      board.evaluate(later, noAlerts, true);
      return board;
    }
    const sinceOf = (board: Board, region: string) =>
      board.cells.sinceMs.array[board.names.findCell('checkout', region)!];

    it('keeps values, ages, states and since, and judges by the new limits', () => {
      const board = measured();
      const { catalogueVersion, generation } = board;
      expect(
        board.reconfigure(testConfig({ limits: { error_ratio: { degraded: 0.5 } } }), () => true, later),
      ).toEqual([]);
      expect(sinceOf(board, 'eu-west-1')).toBe(STORY_MS);
      expect(board.evaluate(later, noAlerts, true)).toEqual([
        { service: 'checkout', region: 'us-east-1', state: 'ok', atMs: later },
      ]);
      expect([sinceOf(board, 'eu-west-1'), sinceOf(board, 'us-east-1')]).toEqual([STORY_MS, later]);
      expect(board.readingOf(0, later)).toMatchObject({ value: 0, sampledAtMs: later, freshness: 'fresh' });
      expect(readSpark(board.series.spark, 0, new Float32Array(SPARK_BINS))).toContain(0);
      expect([board.catalogueVersion, board.generation]).toEqual([catalogueVersion + 1, generation + 1]);
    });

    it('forgets sources that are gone, tells what nobody measures any more, and uses the rows again', () => {
      const board = measured();
      const onlyB = testConfig({ sources: [{ id: 'b', type: 'prometheus', url: 'http://127.0.0.1:9' }] });
      expect(board.reconfigure(onlyB, () => true, later)).toEqual([
        { service: 'checkout', region: 'eu-west-1', state: 'no_data', atMs: later },
        { service: 'search', region: 'eu-west-1', state: 'no_data', atMs: later },
      ]);
      expect(board.sources().map(({ id }) => id)).toEqual(['b']);
      expect(board.names.series).toHaveLength(2);
      expect(board.catalogue().cells).toHaveLength(1);
      for (const atMs of [later + 1, later + 2])
        board.apply('b', [sample('checkout', 'us-east-1', 'error_ratio', 0, atMs)], atMs);
      board.evaluate(later + 2, noAlerts, false);
      expect(stateOf(board, 'checkout', 'us-east-1')).toBe('ok');
    });

    it('forgets single series, so that a changed query leaves nothing behind', () => {
      const board = measured();
      board.reconfigure(testConfig(), (_, { subject }) => subject.kind === 'link', later);
      expect(board.names.series).toMatchObject([{ kind: 'link' }]);
      board.apply('a', [sample('new', 'eu-west-1', 'error_ratio', 0, later)], later);
      expect(board.names.find('a', sample('new', 'eu-west-1', 'error_ratio', 0).key)).toBe(1);
    });
  });

  describe('with labels that change all the time', () => {
    const HOUR_MS = 3_600_000;
    const pods = (from: number, count: number, atMs: number) =>
      Array.from({ length: count }, (_, i) => sample(`pod-${from + i}`, 'r', 'error_ratio', 0, atMs));

    it('gives up what its source, which answers, has not reported for a day', () => {
      const board = liveBoard();
      board.apply('a', pods(0, 2, STORY_MS), STORY_MS);
      board.markAbsent('a', [pods(0, 1, STORY_MS)[0]!.key]);
      expect(board.withoutGone(STORY_MS + 24 * HOUR_MS)).toBeNull();
      const laterMs = STORY_MS + 24 * HOUR_MS + 1;
      board.setSource(sourceStatus('a', { state: 'unreachable' }));
      expect(board.withoutGone(laterMs), 'nobody can say').toBeNull();
      board.setSource(sourceStatus('a'));
      board.reconfigure(testConfig(), board.withoutGone(laterMs)!, laterMs);
      expect(board.catalogue().services.map(({ id }) => id)).toEqual(['pod-1']);
    });

    it('is not rebuilt for a few of many', () => {
      const board = liveBoard();
      board.apply('a', pods(0, 20, STORY_MS), STORY_MS);
      board.markAbsent('a', [pods(0, 1, STORY_MS)[0]!.key]);
      expect(board.withoutGone(STORY_MS + 48 * HOUR_MS)).toBeNull();
    });

    it('finds room again when it is full, and says no longer that it is', () => {
      const board = liveBoard();
      const old = pods(0, MAX_SERIES, STORY_MS);
      board.apply('a', old, STORY_MS);
      board.markAbsent(
        'a',
        old.slice(10).map(({ key }) => key),
      );
      const laterMs = STORY_MS + HOUR_MS + 1;
      board.apply('a', pods(MAX_SERIES, 1, laterMs), laterMs);
      expect([board.refusedSamples, board.lacksRoom]).toEqual([1, true]);
      board.reconfigure(testConfig(), board.withoutGone(laterMs)!, laterMs);
      board.apply('a', pods(MAX_SERIES, 1, laterMs), laterMs);
      expect([board.refusedSamples, board.lacksRoom, board.names.series.length]).toEqual([1, false, 11]);
    });
  });

  describe('a paused source', () => {
    it('neither keeps a cell green nor takes it away, and is no blindness', () => {
      const board = liveBoard();
      board.apply('a', [sample('checkout', 'eu-west-1', 'error_ratio', 0)], STORY_MS);
      board.apply('b', [sample('checkout', 'eu-west-1', 'availability', 1)], STORY_MS);
      board.setSource(sourceStatus('a', { state: 'paused' }));
      board.evaluate(STORY_MS, noAlerts, true);
      expect([stateOf(board, 'checkout', 'eu-west-1'), board.isBlind()]).toEqual(['ok', false]);
      board.setSource(sourceStatus('b', { state: 'paused' }));
      board.evaluate(STORY_MS, noAlerts, true);
      expect([stateOf(board, 'checkout', 'eu-west-1'), board.isBlind()]).toEqual(['no_data', false]);
    });
  });

  describe('after a restart', () => {
    /** A board that was live until just now, stopped, and started again with its snapshot. */
    function restarted(judge: (board: Board) => void): Board {
      const before = liveBoard();
      before.apply('a', [sample('s', 'r', 'error_ratio', 0)], STORY_MS);
      before.evaluate(STORY_MS, noAlerts, true);
      judge(before);
      const sections = new SectionStamps();
      sections.set('catalogue', before.catalogue(), 1);
      const stamp = { epoch: 1, seq: 0, atMs: STORY_MS + 1_000 };
      const applied = applyFrame(null, buildFrame(before, sections, 0, stamp));
      if (!applied.ok) throw new Error(applied.error.message);
      const after = new Board(testConfig(), false, STORY_MS + 2_000);
      after.restore(applied.value);
      after.setSource(sourceStatus('a'));
      return after;
    }

    it('shows nothing green that was only remembered, though its source answers', () => {
      const board = restarted(() => undefined);
      board.evaluate(STORY_MS + 2_000, noAlerts, true);
      expect(stateOf(board, 's', 'r')).toBe('stale');
      expect(board.readingOf(0, STORY_MS + 2_000)).toMatchObject({ ageMs: 2_000, freshness: 'stale' });
      board.apply('a', [sample('s', 'r', 'error_ratio', 0, STORY_MS + 2_500)], STORY_MS + 3_000);
      board.evaluate(STORY_MS + 3_000, noAlerts, true);
      expect(stateOf(board, 's', 'r')).toBe('ok');
    });

    it('gives a state that was not seen at the end a since of its own, once', () => {
      const board = restarted((before) => {
        before.setSource(sourceStatus('a', { state: 'unreachable' }));
        before.evaluate(STORY_MS + 1_000, noAlerts, true);
      });
      board.evaluate(STORY_MS + 2_000, noAlerts, true);
      board.apply('a', [sample('s', 'r', 'error_ratio', 0, STORY_MS + 3_000)], STORY_MS + 3_000);
      expect(board.evaluate(STORY_MS + 3_000, noAlerts, true)).toMatchObject([{ state: 'ok' }]);
      expect(board.cells.sinceMs.array[0]).toBe(STORY_MS + 3_000);
      expect(board.evaluate(STORY_MS + 4_000, noAlerts, true), 'not again every second').toStrictEqual([]);
    });
  });
});
