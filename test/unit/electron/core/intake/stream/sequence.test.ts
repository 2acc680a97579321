import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSequence, REORDER_GRACE_MS } from '../../../../../../electron/core/intake/stream/sequence.ts';

interface Arrival {
  readonly epoch: string | null;
  readonly number: number;
}

/** Feeds arrivals, 10 ms apart, and settles; what was accepted, what was lost. */
function run(arrivals: readonly Arrival[]) {
  const sequence = createSequence();
  const accepted: string[] = [];
  let lost = 0;
  let nowMs = 1_000_000;
  const collect = (): void => {
    for (const { from, to } of sequence.lost(nowMs)) lost += to - from + 1;
  };
  for (const { epoch, number } of arrivals) {
    nowMs += 10;
    if (sequence.observe(number, epoch, nowMs) !== 'outdated') accepted.push(`${epoch}:${number}`);
    collect();
  }
  nowMs += REORDER_GRACE_MS;
  collect();
  return { accepted, lost };
}

/** Runs of numbers with what happens to each message: lost, repeated, and how far it is overtaken. */
const fatesWithin = (reach: number) =>
  fc.array(
    fc.record({
      isLost: fc.boolean(),
      delay: fc.integer({ min: 0, max: reach }),
      repeats: fc.array(fc.integer({ min: 0, max: reach }), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 60 },
  );
const fates = fatesWithin(5);

function arrivalsOf(
  epoch: string | null,
  first: number,
  list: typeof fates extends fc.Arbitrary<infer T> ? T : never,
) {
  return list
    .flatMap(({ isLost, delay, repeats }, index) =>
      isLost ? [] : [delay, ...repeats].map((extra) => ({ at: index + extra, epoch, number: first + index })),
    )
    .toSorted((a, b) => a.at - b.at);
}

/** What nobody could have counted otherwise: holes between the lowest and the highest that arrived. */
function holes(numbers: ReadonlySet<number>): number {
  return numbers.size === 0 ? 0 : Math.max(...numbers) - Math.min(...numbers) + 1 - numbers.size;
}

describe('sequence numbers', () => {
  it.each([
    ['in order', [1, 2, 3], 0, [1, 2, 3]],
    ['a loss', [1, 2, 5, 6], 2, [1, 2, 5, 6]],
    ['duplicates', [1, 1, 2, 2, 1, 3], 0, [1, 2, 3]],
    ['overtaken', [1, 3, 2, 4], 0, [1, 3, 2, 4]],
    ['overtaken at the very start', [2, 1, 3], 0, [2, 1, 3]],
    ['the first number says nothing about earlier ones', [500, 501], 0, [500, 501]],
    [
      'starting over at once: told by the third message, the first two are lost',
      [1, 2, 3, 4, 5, 1, 2, 3, 4],
      2,
      null,
    ],
    ['repeating the last two', [1, 2, 3, 2, 3, 4], 0, [1, 2, 3, 4]],
    ['starting over after many', [100, 101, 50, 51, 53], 1, [100, 101, 50, 51, 53]],
    ['another way of numbering is no loss', [1, 2, 1_790_000_000_000, 1_790_000_000_001], 0, null],
  ] as const)('%s', (_, numbers, lost, accepted) => {
    const result = run(numbers.map((number) => ({ epoch: null, number })));
    expect(result.lost).toBe(lost);
    if (accepted !== null) expect(result.accepted).toEqual(accepted.map((number) => `null:${number}`));
  });

  it('gives a missing message its time before it counts as lost', () => {
    const sequence = createSequence();
    sequence.observe(1, null, 0);
    sequence.observe(4, null, 10);
    expect(sequence.lost(10)).toEqual([]);
    expect(sequence.dueAtMs()).toBe(10 + REORDER_GRACE_MS);
    sequence.observe(2, null, 20);
    expect(sequence.lost(10 + REORDER_GRACE_MS)).toEqual([{ from: 3, to: 3, noticedAtMs: 10 }]);
    expect(sequence.observe(3, null, 2_000)).toBe('outdated');
    expect([sequence.lost(9_000), sequence.dueAtMs()]).toEqual([[], null]);
  });

  it('starts over on a new connection when numbers go back, and goes on when they do not', () => {
    const sequence = createSequence();
    for (const number of [1, 2, 3]) sequence.observe(number, null, 0);
    sequence.reconnected();
    expect(sequence.observe(3, null, 5)).toBe('restart');
    sequence.reconnected();
    expect(sequence.observe(6, null, 10)).toBe('newest');
    expect(sequence.lost(5_000)).toEqual([{ from: 4, to: 5, noticedAtMs: 10 }]);
  });

  it('takes stragglers of the epoch before for what they are, and believes a sender that insists', () => {
    const sequence = createSequence();
    expect(sequence.observe(10, 'a', 0)).toBe('newest');
    expect(sequence.observe(1, 'b', 10)).toBe('restart');
    expect(sequence.observe(11, 'a', 20)).toBe('outdated');
    expect(sequence.observe(12, 'a', 10 + REORDER_GRACE_MS)).toBe('restart');
  });

  it('any interleaving of losses, duplicates, reorderings and restarts counts exactly what was lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 1_000 }), fates), { maxLength: 4 }),
        (epochs) => {
          const lists = epochs.map(([first, list], index) => arrivalsOf(`e${index}`, first, list));
          // Stragglers: the last arrivals of an epoch come after the first of the next.
          const arrivals: Arrival[] = [];
          for (const list of lists) {
            const stragglers = arrivals.splice(Math.max(0, arrivals.length - 2));
            arrivals.push(...list.slice(0, 1), ...stragglers, ...list.slice(1));
          }
          const usedOf = new Map<string, Set<number>>();
          const over = new Set<string>();
          let current: string | null = null;
          for (const { epoch, number } of arrivals) {
            if (epoch === null || over.has(epoch)) continue;
            if (current !== null && current !== epoch) over.add(current);
            current = epoch;
            usedOf.set(epoch, (usedOf.get(epoch) ?? new Set()).add(number));
          }
          const result = run(arrivals);
          const used = [...usedOf].flatMap(([epoch, numbers]) =>
            [...numbers].map((number) => `${epoch}:${number}`),
          );
          expect(result.accepted.toSorted()).toEqual(used.toSorted());
          expect(result.lost).toBe([...usedOf.values()].reduce((sum, numbers) => sum + holes(numbers), 0));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('the same without epochs, when each run is longer than messages can be overtaken', () => {
    const full = { isLost: false, delay: 0, repeats: [] };
    const long = Array.from({ length: 30 }, () => full);
    fc.assert(
      fc.property(fc.array(fatesWithin(1), { minLength: 1, maxLength: 4 }), (runs) => {
        const lists = runs.map((list) => arrivalsOf(null, 1, [...list, ...long]));
        const result = run(lists.flat());
        const numbers = lists.map((list) => new Set(list.map(({ number }) => number)));
        expect(result.accepted).toHaveLength(numbers.reduce((sum, { size }) => sum + size, 0));
        expect(result.lost).toBe(numbers.reduce((sum, set) => sum + holes(set), 0));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a bounded state however much is missing, and still counts all of it', () => {
    const numbers = Array.from({ length: 5_000 }, (_, index) => index * 2);
    const sequence = createSequence();
    let lost = 0;
    for (const number of numbers) {
      sequence.observe(number, null, 0);
      for (const { from, to } of sequence.lost(0)) lost += to - from + 1;
    }
    const open = sequence.lost(REORDER_GRACE_MS);
    expect(open.length).toBeLessThanOrEqual(256);
    expect(lost + open.length).toBe(4_999);
  });
});
