import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryOf, withQuery } from '../../../../renderer/app/address-query.ts';
import {
  type FeedAddress,
  feedQuery,
  feedTabs,
  readFeedAddress,
} from '../../../../renderer/features/alerts/feed-address.ts';
import { byService, plainGroupings } from '../../../../renderer/features/alerts/feed-grouping.ts';
import { severities } from '../../../../shared/domain/alert.ts';
import { noFilter } from '../../../../shared/domain/alert-filter.ts';

const words = fc.string({ maxLength: 30, unit: 'grapheme' });
const address: fc.Arbitrary<FeedAddress> = fc.record({
  tab: fc.constantFrom(...feedTabs),
  filter: fc.record({
    severities: fc.subarray([...severities]),
    sourceIds: fc.uniqueArray(words, { maxLength: 5 }),
    matchers: fc.array(
      fc.record({
        name: fc.string({ maxLength: 10, minLength: 1, unit: 'grapheme' }),
        operator: fc.constantFrom('=' as const, '!=' as const),
        value: words,
      }),
      { maxLength: 4 },
    ),
    text: words,
    states: fc.constant([]),
  }),
  grouping: fc.oneof(
    fc.constantFrom(...plainGroupings.map((kind) => ({ kind }))),
    words.filter((name) => name !== '').map((name) => ({ kind: 'label' as const, name })),
  ),
  showsQuieted: fc.boolean(),
  alertId: fc.option(words),
});

describe('the feed in the address', () => {
  it('is read as it was written, whatever else stands there', () => {
    fc.assert(
      fc.property(address, (feed) => {
        const hash = withQuery('#/alerts?at=2026-09-22T14:06:30Z&tab=history&words=x', feedQuery(feed));
        expect(readFeedAddress(queryOf(hash))).toEqual(feed);
        expect(hash).toContain('at=2026-09-22T14:06:30Z');
      }),
    );
  });

  it('is the whole feed where nothing, or nonsense, is asked', () => {
    for (const query of ['', 'tab=nowhere&severity=loud&quieted=maybe&match=a=~(&group=label:&%E0'])
      expect(readFeedAddress(query)).toEqual({
        tab: 'firing',
        filter: noFilter,
        grouping: byService,
        showsQuieted: false,
        alertId: null,
      });
  });
});
