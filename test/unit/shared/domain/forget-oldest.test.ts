import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forgetOldest } from '../../../../shared/domain/forget-oldest.ts';

it('leaves the newest of a map and of a set, and never more than there may be', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat({ max: 12 }), (keys, max) => {
      const [map, set] = [new Map(keys.map((key) => [key, String(key)])), new Set(keys)];
      forgetOldest(map, max);
      forgetOldest(set, max);
      const newest = max === 0 ? [] : keys.slice(-max);
      expect([...map.keys()]).toEqual(newest);
      expect([...set]).toEqual(newest);
    }),
  );
});
