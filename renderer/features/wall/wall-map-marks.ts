import type { HealthState } from '../../../shared/domain/health-state.ts';
import { severityOf } from '../../../shared/domain/health-state.ts';
import { isolatedText } from '../../../shared/format/visible-text.ts';
import type { GeoPoint } from '../../../shared/math/great-circle.ts';
import { type ArcPath, arcPath } from '../../map/arc-path.ts';
import { type Box, noLines, type PlacedLabel, placeLabels } from '../../map/label-placement.ts';
import { separateDiscs } from '../../map/marker-layout.ts';
import type { MapProjection } from '../../map/projection.ts';
import type { RegionPair } from '../../map/route-choice.ts';

/** One region on the wall's map. Lengths in CSS pixels. */
export interface WallMark {
  readonly region: number;
  readonly state: HealthState;
  readonly x: number;
  readonly y: number;
  /** Edge of the shape; a disc of half of it for a place that is well. */
  readonly size: number;
  readonly hasHalo: boolean;
  readonly name: string;
  readonly fontSize: number;
  /** Null for places that are well: only what is wrong is named. */
  readonly label: PlacedLabel | null;
}

export interface WallMarksInput {
  readonly places: readonly (GeoPoint | null)[];
  readonly names: readonly string[];
  readonly states: readonly (HealthState | null)[];
  readonly critical: ReadonlySet<number>;
  readonly projection: MapProjection;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

const OK_UNITS = 22;
const ABNORMAL_UNITS = 42;
const WORST_UNITS = 56;
const NAME_UNITS = 44;
const WORST_NAME_UNITS = 54;
const MAX_NAME_LETTERS = 16;
/** A mean width of a letter of the bundled type at weight 600; names are short, so a mean is enough. */
const LETTER_SHARE = 0.55;

/** What `isolatedText` puts around a text that runs from right to left. */
const isolates = /^\u2068|\u2069$/g;

/** A long name of a place, cut at a word where one ends; what keeps its direction to itself still does. */
export function shortName(name: string): string {
  const bare = name.replace(isolates, '');
  if (bare.length <= MAX_NAME_LETTERS) return name;
  const cut = bare.slice(0, MAX_NAME_LETTERS);
  const lastSpace = cut.lastIndexOf(' ');
  return isolatedText((lastSpace > 3 ? cut.slice(0, lastSpace) : `${cut.slice(0, -1)}…`).toWellFormed());
}

/** Places and names the marks; a dot under a larger mark is pushed aside, never dropped. Worst last. */
export function layoutWallMarks(input: WallMarksInput): readonly WallMark[] {
  const { scale, projection } = input;
  const drafts = input.places.flatMap((place, region): WallMark[] => {
    const state = input.states[region] ?? null;
    if (place === null || state === null) return [];
    const [x, y] = projection.project(place);
    const isWorst = input.critical.has(region) || state === 'down';
    const isNamed = state !== 'ok' && state !== 'no_data';
    return [
      {
        region,
        state,
        x,
        y,
        size: scale * (isWorst ? WORST_UNITS : isNamed ? ABNORMAL_UNITS : OK_UNITS),
        hasHalo: input.critical.has(region),
        name: isNamed ? shortName(input.names[region] ?? '') : '',
        fontSize: scale * (isWorst ? WORST_NAME_UNITS : NAME_UNITS),
        label: null,
      },
    ];
  });
  const spots = separateDiscs(
    // The heavier a mark the less it gives way; the square of a hundredfold makes the dot move alone.
    drafts.map(({ x, y, size }) => ({ x, y, radius: size * 0.62, weight: size > scale * 30 ? 1_000 : 1 })),
    { clearance: 1.05, maxShiftPx: 40 * scale },
  );
  const moved = drafts
    .map((mark, index) => ({ ...mark, x: spots[index]?.[0] ?? mark.x, y: spots[index]?.[1] ?? mark.y }))
    .toSorted((a, b) => severityOf(a.state) - severityOf(b.state) || a.region - b.region);
  return nameMarks(moved, input);
}

function nameMarks(
  marks: readonly WallMark[],
  { width, height, scale }: WallMarksInput,
): readonly WallMark[] {
  const obstacles = marks.map(
    ({ x, y, size }): Box => ({ x: x - size / 2, y: y - size / 2, width: size, height: size }),
  );
  const requests = marks
    .filter(({ name }) => name !== '')
    .toReversed()
    .map(({ region, x, y, size, name, fontSize }) => ({
      id: region,
      x,
      y,
      radius: size / 2 + fontSize * 0.12,
      width: name.length * fontSize * LETTER_SHARE,
      height: fontSize * 1.1,
      // Where names would cover one another the worst places keep theirs: a crowd of names reads as none.
      isOptional: fontSize < scale * WORST_NAME_UNITS,
    }));
  const unnamed = marks
    .filter(({ name }) => name === '')
    .map(({ x, y, size }) => ({ x, y, radius: size / 2 }));
  const labels = new Map(
    placeLabels(requests, { width, height, obstacles, unnamed, lineCost: noLines, margin: 48 * scale }).map(
      (label) => [label.id, label],
    ),
  );
  return marks.map((mark) => ({ ...mark, label: labels.get(mark.region) ?? null }));
}

/** One thin arc per neighbouring pair: the wall shows that places hang together, not how fast. */
export function wallArcs(
  projection: MapProjection,
  places: readonly (GeoPoint | null)[],
  pairs: readonly RegionPair[],
): readonly ArcPath[] {
  return pairs.flatMap(([a, b]) => {
    const [from, to] = [places[a], places[b]];
    return from && to ? [arcPath(projection, from, to, 0)] : [];
  });
}
