import type { Region } from './catalogue.ts';

/** Column groups of the matrix, in screen order. A configuration may name others; they come before Elsewhere. */
export const regionGroups = ['Americas', 'Europe', 'Gulf and Africa', 'Asia Pacific', 'Elsewhere'] as const;
export type RegionGroup = (typeof regionGroups)[number];

const elsewhereRank = regionGroups.indexOf('Elsewhere');

function groupRank(group: string): number {
  const rank = (regionGroups as readonly string[]).indexOf(group);
  // Groups a configuration invents stand after the known ones, before Elsewhere.
  return rank === -1 ? elsewhereRank - 0.5 : rank;
}

/** Along the group's axis: Gulf and Africa runs north to south, all others west to east; unknown places last. */
function positionInGroup(region: Region): number {
  const degrees = region.group === 'Gulf and Africa' ? negated(region.latitude) : region.longitude;
  return degrees ?? Number.POSITIVE_INFINITY;
}

function negated(degrees: number | null): number | null {
  return degrees === null ? null : -degrees;
}

/** Column order of the matrix: Americas, Europe, Gulf and Africa, Asia Pacific, own groups, Elsewhere. */
export function compareRegions(a: Region, b: Region): number {
  const positionA = positionInGroup(a);
  const positionB = positionInGroup(b);
  return (
    groupRank(a.group) - groupRank(b.group) ||
    a.group.localeCompare(b.group) ||
    // Two unknown places: Infinity − Infinity is NaN, which would end the comparison in no order at all.
    (positionA === positionB ? 0 : positionA - positionB) ||
    a.id.localeCompare(b.id)
  );
}
