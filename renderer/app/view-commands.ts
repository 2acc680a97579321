import type { PaletteEntry } from '../features/palette/palette-entries.ts';
import { shortcutTable } from '../shortcuts/shortcut-table.ts';
import { hashOf, navigate } from './routes.ts';

const { shortcuts } = shortcutTable.everywhere;

/** The views in the order of the navigation; each has a shortcut of its own. */
export const viewNames = ['overview', 'map', 'alerts', 'services', 'sla', 'sources', 'wall'] as const;
export type ViewName = (typeof viewNames)[number];

/** The way to each view, for the palette. */
export function viewCommands(): readonly PaletteEntry[] {
  return viewNames.map((name) => ({
    id: `view ${name}`,
    kind: 'view',
    title: shortcuts[name].words,
    fact: '',
    keys: shortcuts[name].keys,
    run: () => navigate(hashOf({ name })),
  }));
}
