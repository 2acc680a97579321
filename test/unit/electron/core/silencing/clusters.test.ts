import { describe, expect, it } from 'vitest';
import type { SilencingProblem } from '../../../../../electron/core/intake/source.ts';
import { writeOnce } from '../../../../../electron/core/silencing/cluster-writer.ts';
import { clustersOf, type Member } from '../../../../../electron/core/silencing/clusters.ts';
import { err, ok } from '../../../../../shared/domain/result.ts';

const member = (
  sourceId: string,
  group: string | null,
  peers: readonly string[] | null,
  isLive = true,
): Member => ({
  sourceId,
  group,
  isLive,
  silencing: {
    peers: () => peers,
    put: () => Promise.reject(new Error('not asked')),
    renew: () => Promise.reject(new Error('not asked')),
    expire: () => Promise.reject(new Error('not asked')),
    get: () => Promise.reject(new Error('not asked')),
  },
});
const ids = (members: readonly Member[]) =>
  clustersOf(members).map((cluster) => cluster.map(({ sourceId }) => sourceId));

describe('clusters', () => {
  it.each<[string, readonly Member[], string[][]]>([
    ['those of a group', [member('a', 'g', ['1']), member('b', 'g', ['2'])], [['a', 'b']]],
    ['those of a group that have not told', [member('a', 'g', null), member('b', 'g', null)], [['a', 'b']]],
    [
      'those with a peer in common',
      [member('a', null, ['1', '2']), member('b', null, ['2', '1'])],
      [['a', 'b']],
    ],
    [
      'chains of them, whatever their order',
      [member('a', null, ['1']), member('b', null, ['3']), member('c', null, ['1', '3'])],
      [['a', 'b', 'c']],
    ],
    ['single ones apart', [member('a', null, ['1']), member('b', null, null)], [['a'], ['b']]],
    [
      'those that run without a cluster apart, though one group was written',
      [member('a', 'g', []), member('b', 'g', [])],
      [['a'], ['b']],
    ],
    ['the live ones first', [member('a', 'g', null, false), member('b', 'g', null)], [['b', 'a']]],
  ])('put %s together', (_, members, expected) => {
    expect(ids(members)).toEqual(expected);
  });
});

describe('writing to a cluster', () => {
  const problem = (kind: SilencingProblem['kind'], sentence = kind): SilencingProblem => ({ kind, sentence });
  const [a, b, c] = [member('a', 'g', null), member('b', 'g', null), member('c', 'g', null)];

  it('goes to the first that takes it, and to no other', async () => {
    const asked: string[] = [];
    const written = await writeOnce([a, b, c], async ({ sourceId }) => {
      asked.push(sourceId);
      return sourceId === 'a' ? err(problem('no_answer')) : ok('id');
    });
    expect(written).toEqual(ok({ value: 'id', by: b }));
    expect(asked).toEqual(['a', 'b']);
  });

  it.each(['refused', 'ended'] as const)(
    'ends where one says %s: the others would too, or hear of it',
    async (kind) => {
      const asked: string[] = [];
      const written = await writeOnce([a, b], async ({ sourceId }) => {
        asked.push(sourceId);
        return err(problem(kind));
      });
      expect(written).toEqual(err(problem(kind)));
      expect(asked).toEqual(['a']);
    },
  );

  it('says that one does not answer rather than that another does not know', async () => {
    const written = await writeOnce([a, b], async ({ sourceId }) =>
      err(problem(sourceId === 'a' ? 'unknown_silence' : 'no_answer')),
    );
    expect(written).toEqual(err(problem('no_answer')));
    expect(await writeOnce([], async () => ok(1))).toMatchObject({ ok: false, error: { kind: 'no_answer' } });
  });
});
