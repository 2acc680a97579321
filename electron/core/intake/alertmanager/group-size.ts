import type { SourceConfig } from '../../config/schema.ts';

/** How many sources are configured as peers of this one, itself included. A paused one is expected in its cluster too. */
export function groupSizeOf(entry: SourceConfig, sources: readonly SourceConfig[]): number {
  const group = groupOf(entry);
  if (group === null) return 1;
  return sources.filter((other) => other.type === entry.type && groupOf(other) === group).length;
}

function groupOf(entry: SourceConfig): string | null {
  return 'group' in entry ? (entry.group ?? null) : null;
}
