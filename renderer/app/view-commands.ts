import type { PaletteEntry } from '../features/palette/palette-entries.ts';
import { shortcutTable } from '../shortcuts/shortcut-table.ts';
import { hashOf, navigate } from './routes.ts';

const { shortcuts } = shortcutTable.everywhere;

/** The views in the order of the navigation; each has a shortcut of its own. */
export const viewNames = ['overview', 'map', 'alerts', 'services', 'sla', 'sources', 'wall'] as const;
export type ViewName = (typeof viewNames)[number];

/** The way to each view, for the palette. */
export function viewCommands(): readonly PaletteEntry[] {
  const views = viewNames.map(
    (name): PaletteEntry => ({
      id: `view ${name}`,
      kind: 'view',
      title: shortcuts[name].words,
      fact: '',
      keys: shortcuts[name].keys,
      run: () => navigate(hashOf({ name })),
    }),
  );
  return [
    ...views,
    page('rules', 'Rules', 'Vigil’s own, how they stand'),
    page('new-rule', 'Try a new rule', 'over the last week'),
  ];
}

/** A page that belongs to a view. */
function page(name: 'rules' | 'new-rule', title: string, fact: string): PaletteEntry {
  return { id: `view ${name}`, kind: 'view', title, fact, run: () => navigate(hashOf({ name })) };
}
