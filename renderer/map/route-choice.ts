import { centralAngle, type GeoPoint } from '../../shared/math/great-circle.ts';

/** An unordered pair of region indexes, the smaller first. */
export type RegionPair = readonly [a: number, b: number];

/**
 * The pairs worth drawing when nothing is wrong: neighbours, that is pairs with no third region nearer to
 * both ends than they are to each other (the relative neighbourhood graph). It contains the shortest tree
 * that joins all regions, so no region stands alone, and has fewer than three lines per region.
 * @param places null for a region without coordinates; it takes part in no pair
 */
export function neighbourPairs(places: readonly (GeoPoint | null)[]): readonly RegionPair[] {
  const angles = places.map((a) => places.map((b) => (a && b ? centralAngle(a, b) : Number.NaN)));
  const at = (i: number, j: number): number => angles[i]?.[j] ?? Number.NaN;
  const pairs: RegionPair[] = [];
  for (let a = 0; a < places.length; a++)
    for (let b = a + 1; b < places.length; b++) {
      const apart = at(a, b);
      if (Number.isNaN(apart)) continue;
      const between = places.some(
        (place, c) => place !== null && c !== a && c !== b && Math.max(at(a, c), at(b, c)) < apart,
      );
      if (!between) pairs.push([a, b]);
    }
  return pairs;
}

/** A number for an unordered pair, for sets and maps. */
export function pairKey(a: number, b: number, regionCount: number): number {
  return Math.min(a, b) * regionCount + Math.max(a, b);
}
