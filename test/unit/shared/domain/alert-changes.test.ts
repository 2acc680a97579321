import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Alert, compareAlerts } from '../../../../shared/domain/alert.ts';
import { changedAlerts } from '../../../../shared/domain/alert-changes.ts';
import { someAlertsArbitrary } from '../../../builders/alert-arbitraries.ts';

describe('changes of alerts', () => {
  it('bring any list to any other, and leave what they do not name the same objects', () => {
    fc.assert(
      fc.property(fc.array(someAlertsArbitrary, { minLength: 2, maxLength: 6 }), (feeds) => {
        let list: Alert[] = [];
        for (const feed of feeds) {
          // Alerts that are in both lists and say the same are not named.
          const same = list.filter((alert) =>
            feed.some((other) => JSON.stringify(other) === JSON.stringify(alert)),
          );
          const put = feed.filter(({ id }) => same.every((alert) => alert.id !== id));
          const gone = list.filter(({ id }) => feed.every((alert) => alert.id !== id)).map(({ id }) => id);
          const next = changedAlerts(list, { put, gone });
          expect(next).toStrictEqual(feed.toSorted(compareAlerts));
          for (const alert of same) expect(next.find(({ id }) => id === alert.id)).toBe(alert);
          list = next;
        }
      }),
    );
  });
});
