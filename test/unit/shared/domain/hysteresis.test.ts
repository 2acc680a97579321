import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictRank } from '../../../../shared/domain/cell-health.ts';
import {
  type Confirmation,
  heldVerdict,
  holdNext,
  MAX_CONFIRMATIONS,
  NOTHING_HELD,
} from '../../../../shared/domain/hysteresis.ts';
import type { Verdict } from '../../../../shared/domain/signal.ts';

const verdicts = ['ok', 'degraded', 'down'] as const;

/** What is held after each of a row of measurements. */
function heldThrough(raw: readonly Verdict[], confirm: Confirmation): readonly (Verdict | null)[] {
  let held = NOTHING_HELD;
  return raw.map((verdict) => {
    held = holdNext(held, verdict, confirm);
    return heldVerdict(held);
  });
}

/** The same from the definition: windows of the last measurements, kept whole. */
function byWindows(raw: readonly Verdict[], { bad, good }: Confirmation): readonly Verdict[] {
  const ranks = raw.map((verdict) => verdictRank[verdict]);
  let held = ranks[0] ?? 0;
  return ranks.map((_, index) => {
    const last = (count: number) => ranks.slice(Math.max(0, index + 1 - count), index + 1);
    if (index + 1 >= bad) held = Math.max(held, Math.min(...last(bad)));
    if (index + 1 >= good) held = Math.min(held, Math.max(...last(good)));
    return verdicts[held]!;
  });
}

const said = (text: string): readonly Verdict[] =>
  [...text].map((letter) => verdicts[['o', 'w', 'f'].indexOf(letter)]!);

describe('hysteresis', () => {
  it.each([
    ['the first measurement counts', 'f', { bad: 3, good: 3 }, 'f'],
    ['one odd value is ignored, in both directions', 'oofooffoff', { bad: 2, good: 2 }, 'ooooooffff'],
    ['N to open, M to close', 'owwwooo', { bad: 3, good: 2 }, 'ooowwoo'],
    ['what all of the last reached', 'ofwfw', { bad: 2, good: 2 }, 'oowww'],
    ['trouble eases step by step', 'ffwwoo', { bad: 1, good: 2 }, 'fffwwo'],
    ['one is enough where one is asked for', 'ofwo', { bad: 1, good: 1 }, 'ofwo'],
  ] as const)('%s', (_name, raw, confirm, expected) => {
    expect(heldThrough(said(raw), confirm)).toEqual(said(expected));
  });

  it('is what the windows of the last measurements say, for any row of them', () => {
    const count = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...verdicts), { maxLength: 60 }),
        fc.record({ bad: count, good: count }),
        (raw, confirm) => {
          expect(heldThrough(raw, confirm)).toEqual(byWindows(raw, confirm));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('counts as far as anybody may ask, and no run is lost before', () => {
    const confirm = { bad: MAX_CONFIRMATIONS, good: MAX_CONFIRMATIONS };
    const raw: Verdict[] = ['ok', ...Array.from({ length: MAX_CONFIRMATIONS }, () => 'down' as const)];
    const held = heldThrough(raw, confirm);
    expect(held.indexOf('down')).toBe(MAX_CONFIRMATIONS);
    expect(heldThrough([...raw, ...raw.map(() => 'down' as const)], confirm).at(-1)).toBe('down');
  });
});
