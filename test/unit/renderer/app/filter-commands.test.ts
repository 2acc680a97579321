import fc from 'fast-check';
import { expect, it } from 'vitest';
import { queryOf } from '../../../../renderer/app/address-query.ts';
import { filterHash } from '../../../../renderer/app/filter-commands.ts';
import { readFeedAddress } from '../../../../renderer/features/alerts/feed-address.ts';
import type { AlertFilter } from '../../../../shared/domain/alert-filter.ts';

const filters = fc.record<AlertFilter>({
  severities: fc.subarray(['critical', 'warning', 'info'] as const),
  sourceIds: fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 }),
  matchers: fc.array(
    fc.record({
      name: fc.constantFrom('service', 'pod'),
      operator: fc.constantFrom('=' as const, '!~' as const),
      value: fc.constantFrom('a', 'x"y,z', 'pay.*'),
    }),
    { maxLength: 3 },
  ),
  text: fc.string({ maxLength: 20 }),
  states: fc.constant([]),
});

it('a saved filter leads to the feed with exactly that filter and grouping', () => {
  fc.assert(
    fc.property(filters, fc.constantFrom('service', 'none', 'label:pod'), (filter, group) => {
      const hash = filterHash({ name: 'mine', filter, group });
      expect(hash).toMatch(/^#\/alerts/);
      const read = readFeedAddress(queryOf(hash));
      expect(read.filter).toEqual(filter);
      expect(read.grouping).toEqual(group === 'label:pod' ? { kind: 'label', name: 'pod' } : { kind: group });
    }),
  );
});
