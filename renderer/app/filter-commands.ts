import { filterQuery } from '../features/alerts/feed-address.ts';
import type { SavedFilter } from '../features/alerts/saved-filters.ts';
import type { PaletteEntry } from '../features/palette/palette-entries.ts';
import { withQuery } from './address-query.ts';
import { hashOf } from './routes.ts';

/** The alert feed through each filter that was given a name on this seat, for the palette. Pure. */
export function filterCommands(
  saved: readonly SavedFilter[],
  go: (hash: string) => void,
): readonly PaletteEntry[] {
  return saved.map(({ name, filter, group }) => ({
    id: `filter ${name}`,
    kind: 'view',
    title: name,
    fact: 'alerts, saved filter',
    run: () => go(withQuery(hashOf({ name: 'alerts' }), { ...filterQuery(filter), group: [group] })),
  }));
}
