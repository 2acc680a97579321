import { needsAttention, severityOf } from '../../shared/domain/health-state.ts';
import {
  type Box,
  type LabelRequest,
  type LinePoint,
  type PlacedLabel,
  placeLabels,
} from './label-placement.ts';
import { circleRadius, separateDiscs } from './marker-layout.ts';
import type { NetworkIndex } from './network-index.ts';
import type { NetworkModel, RegionView } from './network-model.ts';
import { regionLines, type Saying } from './network-words.ts';
import type { MapProjection } from './projection.ts';

/** One region as it stands on the map. */
export interface MarkerView {
  readonly region: RegionView;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly isAbnormal: boolean;
  readonly code: string;
  readonly lines: readonly string[];
  readonly label: PlacedLabel | null;
}

export interface MarkerLayoutInput {
  readonly model: NetworkModel;
  readonly index: NetworkIndex;
  readonly projection: MapProjection;
  readonly saying: Saying;
  readonly width: number;
  readonly height: number;
  /** Width of a text in pixels; bold for abnormal regions. */
  readonly measure: (text: string, isBold: boolean) => number;
  /** Points of the drawn routes, which labels rather avoid; asked for only when labels are placed again. */
  readonly lines: () => readonly LinePoint[];
  /** Changes when the points do. */
  readonly linesKey: string;
  /** Keeps labels where they are while nothing they depend on has changed. */
  readonly memo: LabelMemo;
  /** Boxes labels must keep clear of besides the marks: plates of routes. */
  readonly taken: readonly Box[];
}

/** The last placement and what it was made for. */
export interface LabelMemo {
  key: string;
  labels: readonly PlacedLabel[];
}

export function createLabelMemo(): LabelMemo {
  return { key: '', labels: [] };
}

export const LABEL_LINE_PX = 15;
/** Where the state badge sits: at the upper right of the circle. */
export const BADGE_RADIUS_PX = 8;
/** Circles may overlap a little, as Dublin and London do, but neither may hide in the other. */
const clearance = { clearance: 0.82, maxShiftPx: 22 };
/** Widths are rounded up to this, so that a label does not jump when a digit changes. */
const WIDTH_STEP_PX = 12;

/** Circles and labels, in drawing order: healthy first, worst last. Regions without coordinates are not here. */
export function layoutMarkers(input: MarkerLayoutInput): readonly MarkerView[] {
  const { model, index, projection } = input;
  const shown = model.regions
    .filter(({ index: region }) => index.places[region] !== null && index.places[region] !== undefined)
    .toSorted((a, b) => rank(a) - rank(b) || a.index - b.index);
  const discs = shown.map((region) => {
    const place = index.places[region.index] ?? { longitude: 0, latitude: 0 };
    const [x, y] = projection.project(place);
    const radius = region.isSeen ? circleRadius(region.trafficShare) : 10;
    return { x, y, radius, weight: radius };
  });
  const spots = separateDiscs(discs, clearance);
  const drafts = shown.map((region, position): MarkerView => {
    const [x, y] = spots[position] ?? [0, 0];
    return {
      region,
      x,
      y,
      radius: discs[position]?.radius ?? 5,
      isAbnormal: needsAttention(region.state),
      code: index.regions[region.index]?.id ?? '',
      lines: regionLines(region, input.saying),
      label: null,
    };
  });
  const labels = new Map(placeMarkerLabels(drafts, input).map((label) => [label.id, label]));
  return drafts.map((draft) => ({ ...draft, label: labels.get(draft.region.index) ?? null }));
}

function placeMarkerLabels(
  markers: readonly MarkerView[],
  { width, height, measure, taken, lines, linesKey, memo }: MarkerLayoutInput,
): readonly PlacedLabel[] {
  const obstacles: Box[] = [...taken];
  for (const { x, y, radius, region } of markers) {
    obstacles.push({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
    if (region.state === 'ok') continue;
    const badge = badgeSpot(x, y, radius);
    obstacles.push({ x: badge.x - 8, y: badge.y - 8, width: 16, height: 16 });
  }
  const requests = markers
    .toReversed()
    .map(({ region, x, y, radius, code, lines, isAbnormal }): LabelRequest => {
      const text = Math.max(...[code, ...lines].map((line) => measure(line, isAbnormal)));
      return {
        id: region.index,
        x,
        y,
        radius,
        width: Math.ceil(text / WIDTH_STEP_PX) * WIDTH_STEP_PX,
        height: LABEL_LINE_PX * (1 + lines.length),
        // Whoever is well can be asked with the pointer or the arrow keys; trouble is always named.
        isOptional: region.state === 'ok',
      };
    });
  const field = { width, height, obstacles, unnamed: [], margin: 4 };
  const key = JSON.stringify([requests, field, linesKey]);
  if (memo.key !== key) {
    memo.key = key;
    memo.labels = placeLabels(requests, { ...field, lines: lines() });
  }
  return memo.labels;
}

/** Centre of the state badge of a circle. */
export function badgeSpot(x: number, y: number, radius: number): { readonly x: number; readonly y: number } {
  return { x: x + radius * 0.72, y: y - radius * 0.72 };
}

function rank(region: RegionView): number {
  return region.isSeen ? severityOf(region.state) + region.trafficShare / 2 : 0.5;
}
