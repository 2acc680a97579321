import type { Region } from './catalogue.ts';
import { knownRegionRows, regionGroups } from './known-region-rows.ts';

const shorterWords: readonly (readonly [word: string, short: string])[] = [
  ['northamerica', 'na'],
  ['southamerica', 'sa'],
  ['europe-', 'eu-'],
  ['australia-', 'au-'],
  ['northeast', 'ne'],
  ['northwest', 'nw'],
  ['southeast', 'se'],
  ['southwest', 'sw'],
  ['central', 'cent'],
];

/** The code for narrow columns: `ap-southeast-1` becomes `ap-se-1`; codes that are short already stay. */
export function shortRegionCode(id: string): string {
  return shorterWords.reduce((code, [word, short]) => code.replace(word, short), id);
}

const known = new Map<string, Region>();
for (const [group, rows] of knownRegionRows)
  for (const [id, city, latitude, longitude, timeZone] of rows)
    known.set(id, { id, shortCode: shortRegionCode(id), city, group, latitude, longitude, timeZone });

/** Availability zones (`eu-west-1b`, `us-central1-a`) lie where their region lies. */
function regionOfZone(id: string): string {
  return id.replace(/(?<=-\d+)[a-z]$|(?<=\d)-[a-z]$/, '');
}

/**
 * The place a region id names, from the built-in table of cloud regions. Upper case and availability zones are
 * understood; the id itself is kept as the source wrote it. Unknown ids come back in group `Elsewhere`, without
 * a city and with null coordinates: nothing is guessed.
 */
export function lookupRegion(id: string): Region {
  const lower = id.toLowerCase();
  const place = known.get(lower) ?? known.get(regionOfZone(lower));
  if (place !== undefined) return { ...place, id, shortCode: shortRegionCode(id) };
  return {
    id,
    shortCode: shortRegionCode(id),
    city: '',
    group: 'Elsewhere',
    latitude: null,
    longitude: null,
    timeZone: null,
  };
}

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
