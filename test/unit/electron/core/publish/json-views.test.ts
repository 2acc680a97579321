import { expect, it } from 'vitest';
import { Board } from '../../../../../electron/core/board/board.ts';
import {
  healthView,
  healthWithUsual,
  linksView,
  withUsual,
} from '../../../../../electron/core/publish/json-views.ts';
import type { Baseline } from '../../../../../shared/domain/baseline.ts';
import { STORY_MS, sample, sourceStatus, testConfig } from '../../../../builders/core.ts';

it('says a level of a scale of words in words beside its number, and nothing else so', () => {
  const board = new Board(testConfig(), false, STORY_MS);
  board.setSource(sourceStatus('a'));
  const samples = [sample('pay', 'r', 'reported_status', 2), sample('pay', 'r', 'error_ratio', 0.5)];
  board.apply('a', samples, STORY_MS);
  const { signals } = healthView(board, STORY_MS).services[0]!.regions[0]!;
  expect(signals.map((reading) => [reading.value, reading.unit, reading.text])).toEqual([
    [2, 'status_level', 'partial outage'],
    [0.5, 'ratio', undefined],
  ]);
});

it('puts what is usual beside the readings of the link it was learned of', () => {
  const board = new Board(testConfig(), false, STORY_MS);
  board.setSource(sourceStatus('a'));
  const rtt = (from: string, to: string) => ({
    key: { subject: { kind: 'link', from, to }, signal: 'link_rtt', unit: 'seconds' } as const,
    value: 0.1,
    sampledAtMs: STORY_MS,
  });
  board.apply('a', [rtt('x', 'y'), rtt('y', 'x')], STORY_MS);
  const baseline: Baseline = { kind: 'learning', weeks: 0, days: 2 };
  const of = {
    sourceId: 'a',
    service: '',
    region: 'x',
    toRegion: 'y',
    signal: 'link_rtt',
    unit: 'seconds',
  } as const;
  const view = withUsual(linksView(board, STORY_MS), [{ ...of, baseline }]);
  expect(view.atMs).toBe(STORY_MS);
  expect(view.links.map(({ from, signals }) => [from, signals.map(({ usual }) => usual)])).toEqual([
    ['x', [baseline]],
    ['y', [undefined]],
  ]);
});

it('puts what is usual beside the readings of the cell and the source it was learned of', () => {
  const board = new Board(testConfig(), false, STORY_MS);
  for (const id of ['a', 'b']) {
    board.setSource(sourceStatus(id));
    board.apply(
      id,
      [sample('pay', 'r', 'latency_p95', 0.2), sample('pay', 's', 'latency_p95', 0.2)],
      STORY_MS,
    );
  }
  const baseline: Baseline = { kind: 'learning', weeks: 0, days: 2 };
  const of = { sourceId: 'a', service: 'pay', region: 'r', toRegion: null, signal: 'latency_p95' } as const;
  const [pay] = healthWithUsual(healthView(board, STORY_MS), [{ ...of, unit: 'seconds', baseline }]).services;
  expect(
    pay?.regions.map(({ id, signals }) => [id, signals.map(({ sourceId, usual }) => [sourceId, usual])]),
  ).toEqual([
    [
      'r',
      [
        ['a', baseline],
        ['b', undefined],
      ],
    ],
    [
      's',
      [
        ['a', undefined],
        ['b', undefined],
      ],
    ],
  ]);
});
