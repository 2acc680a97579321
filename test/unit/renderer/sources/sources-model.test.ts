import { describe, expect, it } from 'vitest';
import {
  groupWords,
  lagWords,
  nextTryWords,
  sourceBlocks,
  sourcesHeading,
  worstSourcesFirst,
} from '../../../../renderer/features/sources/sources-model.ts';
import type { SourceState, SourceStatus } from '../../../../shared/domain/source.ts';
import { buildSourceStatus } from '../../../builders/story-sources.ts';

const source = (id: string, state: SourceState, change: Partial<SourceStatus> = {}) =>
  buildSourceStatus({ id, state, ...change });

it('puts who does not answer first, then who has a remark', () => {
  const order = worstSourcesFirst([
    source('b', 'live'),
    source('a', 'live', { warnings: ['slow'] }),
    source('c', 'connecting'),
    source('z', 'unreachable'),
    source('d', 'live', { rejectedCount: 2 }),
  ]);
  expect(order.map(({ id }) => id)).toEqual(['z', 'c', 'a', 'd', 'b']);
});

describe('sourcesHeading', () => {
  it.each([
    [[], 'No source is configured'],
    [[source('a', 'live')], 'The one source is live'],
    [[source('a', 'live'), source('b', 'live')], 'All 2 sources are live'],
    [[source('a', 'live'), source('b', 'unreachable')], '1 of 2 sources is live, b does not answer'],
    [
      [source('a', 'unreachable'), source('b', 'unreachable'), source('c', 'connecting')],
      '0 of 3 sources are live, 2 do not answer, 1 is connecting',
    ],
    [[source('a', 'live'), source('b', 'paused')], 'The one source is live, 1 is paused'],
    [[source('edge', 'unreachable')], 'edge does not answer'],
    [[source('edge', 'starting'), source('b', 'paused')], 'edge is starting, 1 is paused'],
    [[source('a', 'paused')], 'The one source is paused'],
    [
      [source('a', 'live'), source('b', 'starting'), source('c', 'paused')],
      '1 of 2 sources is live, 1 is connecting, 1 is paused',
    ],
  ])('says who answers', (sources, words) => {
    expect(sourcesHeading(sources)).toBe(words);
  });
});

describe('words', () => {
  it('counts down to the next try', () => {
    expect(nextTryWords({ state: 'unreachable', nextAttemptAtMs: 4_500 }, 0)).toBe('tries again in 4\u00a0s');
    expect(nextTryWords({ state: 'unreachable', nextAttemptAtMs: 100 }, 900)).toBe('tries again now');
    expect(nextTryWords({ state: 'live', nextAttemptAtMs: 100 }, 0)).toBeNull();
  });
  it('says the lag, also of a clock that runs ahead', () => {
    expect(lagWords(340)).toBe('340\u00a0ms');
    expect(lagWords(1_290)).toBe('1.2\u00a0s');
    expect(lagWords(-4_000)).toBe('clock 4\u00a0s ahead');
    expect(lagWords(-20)).toBe('0\u00a0ms');
    expect(lagWords(null)).toBe('not known');
  });
});

describe('groups', () => {
  const eu = { group: 'eu' };
  it('stay together at the place of their worst member', () => {
    const blocks = sourceBlocks([
      source('a', 'live'),
      source('eu-1', 'live', eu),
      source('b', 'unreachable'),
      source('eu-2', 'unreachable', eu),
      source('c', 'connecting'),
    ]);
    expect(blocks.map(({ group, sources }) => [group, sources.map(({ id }) => id)])).toEqual([
      [null, ['b']],
      ['eu', ['eu-2', 'eu-1']],
      [null, ['c', 'a']],
    ]);
  });
  it.each([
    [['live', 'live', 'unreachable'], '2 of 3 answer, one is enough'],
    [['live', 'unreachable'], '1 of 2 answers, one is enough'],
    [['live', 'live'], 'all 2 answer'],
    [['unreachable', 'connecting'], 'none of 2 answers'],
    [['live', 'paused'], 'its one member answers'],
    [['unreachable'], 'its one member does not answer'],
    [['paused'], 'paused'],
  ] as const)('of %j say who answers', (states, words) => {
    expect(groupWords(states.map((state, index) => source(`s${index}`, state, eu)))).toBe(words);
  });
});
