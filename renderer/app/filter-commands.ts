import { feedQuery } from '../features/alerts/feed-address.ts';
import { readGrouping } from '../features/alerts/feed-grouping.ts';
import { type SavedFilter, savedFilters } from '../features/alerts/saved-filters.ts';
import type { PaletteEntry } from '../features/palette/palette-entries.ts';
import { withQuery } from './address-query.ts';
import { hashOf, navigate } from './routes.ts';

/** The saved filters of this seat, for the palette: each opens the feed under it. */
export function filterCommands(saved: readonly SavedFilter[] = savedFilters()): readonly PaletteEntry[] {
  return saved.map((one) => ({
    id: `filter ${one.name}`,
    kind: 'filter',
    title: one.name,
    fact: 'alerts under a saved filter',
    run: () => navigate(filterHash(one)),
  }));
}

/** The address of the feed as a filter was saved. Pure. */
export function filterHash({ filter, group }: SavedFilter): string {
  const address = { tab: 'firing', filter, showsQuieted: false, alertId: null } as const;
  return withQuery(hashOf({ name: 'alerts' }), feedQuery({ ...address, grouping: readGrouping(group) }));
}
