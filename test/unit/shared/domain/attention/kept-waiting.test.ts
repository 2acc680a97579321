import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severities } from '../../../../../shared/domain/alert.ts';
import {
  MAX_KEPT_MS,
  parseWaiting,
  waitingText,
} from '../../../../../shared/domain/attention/kept-waiting.ts';

const NOW_MS = Date.UTC(2026, 8, 22, 14, 0, 0);
const items = fc.uniqueArray(
  fc.record({
    id: fc.string({ unit: 'binary' }),
    title: fc.string({ unit: 'binary' }),
    severity: fc.constantFrom(...severities),
    atMs: fc.integer({ min: NOW_MS - MAX_KEPT_MS, max: NOW_MS }),
    times: fc.nat(),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
);
const uncounted = fc.record({ critical: fc.nat(), warning: fc.nat(), info: fc.nat() });

describe('what a seat keeps of its quiet hours', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(items, uncounted, (list, counts) => {
        const waiting = { withheld: new Map(list.map((item) => [item.id, item])), uncounted: counts };
        expect(parseWaiting(waitingText(waiting), NOW_MS)).toEqual(waiting);
      }),
    );
  });

  it('is forgotten after a week', () => {
    const item = { id: 'a', title: 'A', severity: 'critical' as const, atMs: NOW_MS, times: 1 };
    const text = waitingText({
      withheld: new Map([['a', item]]),
      uncounted: { critical: 0, warning: 0, info: 0 },
    });
    expect(parseWaiting(text, NOW_MS + MAX_KEPT_MS)?.withheld.size).toBe(1);
    expect(parseWaiting(text, NOW_MS + MAX_KEPT_MS + 1)?.withheld.size).toBe(0);
  });

  it('is nothing when anything else stands there', () => {
    expect(parseWaiting(null, NOW_MS)).toBeNull();
    for (const text of ['', '{', '[]', '{"withheld":[]}', '{"withheld":[{"id":1}],"uncounted":{}}'])
      expect(parseWaiting(text, NOW_MS)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseWaiting(text, NOW_MS)).toBeNull();
      }),
    );
  });
});
