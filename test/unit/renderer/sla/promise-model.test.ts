import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsWords, monthSums, outageSum } from '../../../../renderer/features/sla/promise-model.ts';
import { lostWords } from '../../../../renderer/features/sla/sla-model.ts';
import type { ObjectiveStatus } from '../../../../shared/domain/objective.ts';
import { MAX_OUTAGES } from '../../../../shared/domain/objective-ledger.ts';
import { storyObjectives } from '../../../builders/story-objectives.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function story(service: string): ObjectiveStatus {
  const found = storyObjectives.find((objective) => objective.service === service);
  if (found === undefined) throw new Error(`The story has no ${service}.`);
  return found;
}

describe('bounds', () => {
  it('reach from all unseen time bad to all of it good', () => {
    expect(boundsWords(story('checkout'))).toBe('99.884 to 99.898');
  });

  it('are the same where everything was seen, and nothing where nothing was', () => {
    expect(boundsWords({ ...story('checkout'), unobservedMs: 0 })).toBe('same');
    expect(boundsWords({ ...story('checkout'), availability: null })).toBeNull();
  });
});

describe('outages in sum', () => {
  it('counts what is listed; what lasts counts up to the end of the window', () => {
    const { toMs } = story('checkout');
    expect(outageSum(story('checkout'))).toEqual({ count: 5, capped: false, longestMs: 686_000 });
    expect(outageSum({ outages: [], toMs })).toEqual({ count: 0, capped: false, longestMs: null });
  });

  it('knows that a full list may not be all', () => {
    const { outages, toMs } = story('checkout');
    const full = Array.from({ length: MAX_OUTAGES }, () => outages[1]!);
    expect(outageSum({ outages: full, toMs }).capped).toBe(true);
  });
});

it('says what was lost of what may be lost, the unit once', () => {
  expect(lostWords(story('checkout')).replaceAll('\u00a0', ' ')).toBe('31.6 of 43.2 min');
  const long = { ...story('checkout'), badMs: 400 * MINUTE_MS };
  expect(lostWords(long).replaceAll('\u00a0', ' ')).toBe('6 h 40 min of 43.2 min');
});

describe('calendar months', () => {
  const day = (atMs: number, badMs: number | null, observedMs = DAY_MS) => ({
    dayStartMs: atMs,
    badMs,
    observedMs,
  });

  it('say which part of a month is known, newest first', () => {
    const months = monthSums(story('checkout'));
    expect(months.map(({ fromMs }) => new Date(fromMs).toISOString().slice(0, 10))).toEqual([
      '2026-09-01',
      '2026-08-01',
      '2026-07-01',
      '2026-06-25',
    ]);
    expect(months.map(({ cutBefore, running }) => [cutBefore, running])).toEqual([
      [false, true],
      [false, false],
      [false, false],
      [true, false],
    ]);
  });

  it('sum what was observed and leave out what nobody saw', () => {
    const start = Date.UTC(2026, 1, 1);
    const [month] = monthSums({
      toMs: start + 3 * DAY_MS,
      days: [day(start, DAY_MS / 4), day(start + DAY_MS, null, 0), day(start + 2 * DAY_MS, 0, DAY_MS)],
    });
    expect(month).toMatchObject({
      badMs: DAY_MS / 4,
      observedMs: 2 * DAY_MS,
      daysWithLoss: 1,
      availability: 0.875,
    });
  });

  it('is unknown, not perfect, where no day was observed', () => {
    const [month] = monthSums({ toMs: DAY_MS, days: [day(0, null, 0)] });
    expect(month?.availability).toBeNull();
  });

  it('loses no day and no minute', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.array(fc.option(fc.integer({ min: 0, max: DAY_MS })), { minLength: 1, maxLength: 90 }),
        (first, losses) => {
          const days = losses.map((lost, index) =>
            day((first + index) * DAY_MS, lost, lost === null ? 0 : DAY_MS),
          );
          const months = monthSums({ toMs: (first + days.length) * DAY_MS, days });
          const lost = losses.reduce((sum: number, one) => sum + (one ?? 0), 0);
          expect(months.reduce((sum, { badMs }) => sum + badMs, 0)).toBe(lost);
          for (const { availability } of months)
            if (availability !== null) expect(availability).toSatisfy((one: number) => one >= 0 && one <= 1);
        },
      ),
    );
  });
});
