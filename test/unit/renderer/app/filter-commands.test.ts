import { expect, it } from 'vitest';
import { queryOf } from '../../../../renderer/app/address-query.ts';
import { filterCommands, filterHash } from '../../../../renderer/app/filter-commands.ts';
import { readFeedAddress } from '../../../../renderer/features/alerts/feed-address.ts';
import { noFilter } from '../../../../shared/domain/alert-filter.ts';

const saved = {
  name: 'Payments, loud',
  filter: {
    ...noFilter,
    severities: ['critical' as const],
    matchers: [{ name: 'service', operator: '=~' as const, value: 'pay.*, & more' }],
    text: 'timeout',
  },
  group: 'team',
};

it('offers every saved filter by its name, and opens the feed under what it filters and groups by', () => {
  expect(filterCommands([saved])).toMatchObject([{ kind: 'filter', title: 'Payments, loud' }]);
  expect(filterHash(saved)).toMatch(/^#\/alerts\?/);
  expect(readFeedAddress(queryOf(filterHash(saved)))).toMatchObject({
    tab: 'firing',
    filter: saved.filter,
    alertId: null,
  });
});
