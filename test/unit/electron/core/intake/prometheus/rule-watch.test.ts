import { describe, expect, it } from 'vitest';
import { reviewRules } from '../../../../../../electron/core/intake/prometheus/rule-watch.ts';

const rule = (name: string, health: string, more: object = {}) => ({
  type: 'alerting',
  name,
  health,
  ...more,
});

describe('reviewRules', () => {
  it('tells rules that fail from rules that have found nothing out yet', () => {
    const groups = [
      {
        name: 'checkout',
        rules: [
          rule('Fine', 'ok'),
          rule('New', 'unknown'),
          rule('Broken', 'err', { lastError: 'found duplicate series\nfor the match group' }),
          { type: 'recording', name: 'job:x', health: 'err', lastError: 'too many samples' },
        ],
      },
    ];
    expect(reviewRules(groups)).toStrictEqual({
      silentRules: ['New', 'Broken'],
      faults: [
        'Rule Broken of group checkout cannot be evaluated: found duplicate series for the match group',
        'Rule job:x of group checkout cannot be evaluated: too many samples',
      ],
      ruleCount: 4,
      holdMs: new Map(),
    });
  });

  it('counts what it does not name, and passes over groups it cannot read', () => {
    const rules = Array.from({ length: 13 }, (_, index) => rule(`R${index}`, 'err'));
    const { faults, ruleCount } = reviewRules([{ name: 'g', rules }, 7, null, { rules: 'none' }]);
    expect(faults).toHaveLength(11);
    expect(faults.at(-1)).toBe('3 more rules cannot be evaluated.');
    expect(faults[0]).toMatch(/no reason given$/);
    expect(ruleCount).toBe(13);
  });

  it('says after how long a rule fires, at its own pace, where its name says which rule it is', () => {
    const groups = [
      {
        name: 'quick',
        interval: 10,
        rules: [
          rule('AtOnce', 'ok', { duration: 0 }),
          rule('Exact', 'ok', { duration: 300 }),
          rule('Between', 'ok', { duration: 25 }),
          rule('Twice', 'ok', { duration: 60 }),
          rule('Same', 'ok', { duration: 60 }),
          rule('Odd', 'ok', { duration: 'a while' }),
          { type: 'recording', name: 'Recorded', duration: 5 },
        ],
      },
      {
        name: 'fine',
        interval: 0.1,
        rules: [
          rule('Twice', 'ok', { duration: 61 }),
          rule('Same', 'ok', { duration: 60 }),
          rule('Tenths', 'ok', { duration: 0.3 }),
        ],
      },
      { name: 'without a pace', rules: [rule('Bare', 'ok', { duration: 7 })] },
    ];
    expect([...reviewRules(groups).holdMs].toSorted()).toEqual([
      ['AtOnce', 0],
      ['Bare', 7_000],
      ['Between', 30_000],
      ['Exact', 300_000],
      ['Same', 60_000],
      ['Tenths', 300],
    ]);
  });
});
