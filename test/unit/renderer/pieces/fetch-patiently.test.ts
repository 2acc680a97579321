import { expect, it } from 'vitest';
import { fetchPatiently, PieceMissing, RETRY_MS } from '../../../../renderer/pieces/fetch-patiently.ts';

/** A piece that comes at the given try, of a Vigil that answers as told after each failure. */
function setUp(comesAtTry: number, answers: readonly boolean[]) {
  let tries = 0;
  let asked = 0;
  const waits: number[] = [];
  const fetched = fetchPatiently(
    async () => {
      tries += 1;
      if (tries < comesAtTry) throw new TypeError('Failed to fetch');
      return 'piece';
    },
    {
      answers: async () => answers[asked++] ?? false,
      wait: async (ms) => void waits.push(ms),
    },
  );
  return { fetched, waits };
}

it('waits for as long as Vigil does not answer, and takes the piece when it is back', async () => {
  const { fetched, waits } = setUp(40, []);
  expect(await fetched).toBe('piece');
  expect(waits).toEqual(Array.from({ length: 39 }, () => RETRY_MS));
});

it('tries again where Vigil has just come back', async () => {
  const { fetched } = setUp(5, [false, true, true, false]);
  expect(await fetched).toBe('piece');
});

it('gives up what Vigil does not have', async () => {
  const { fetched } = setUp(Number.POSITIVE_INFINITY, [false, true, true, true]);
  await expect(fetched).rejects.toThrow(PieceMissing);
  await expect(fetched).rejects.toThrow('Failed to fetch');
});
