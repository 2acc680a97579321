import { type HealthState, needsAttention, severityOf } from '../../shared/domain/health-state.ts';
import { CLUSTER_RADIUS_PX, type Cluster, type StateShare, stateShares } from './clusters.ts';
import {
  type Box,
  type LabelRequest,
  type LineCost,
  noLines,
  type PlacedLabel,
  placeLabels,
} from './label-placement.ts';
import { circleRadius, separateDiscs } from './marker-layout.ts';
import type { Metric } from './metric.ts';
import type { NetworkIndex } from './network-index.ts';
import type { NetworkModel, RegionView } from './network-model.ts';
import { clusterLines, clusterName, regionLines, type Saying } from './network-words.ts';

interface MarkerBase {
  /** Of its first member: stays the same while the cluster does. */
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The worst of its members. */
  readonly state: HealthState;
  readonly isAbnormal: boolean;
  readonly isSeen: boolean;
  readonly code: string;
  readonly lines: readonly string[];
  readonly label: PlacedLabel | null;
}

/** One region as it stands on the map. */
export interface RegionMarker extends MarkerBase {
  readonly kind: 'region';
  readonly region: RegionView;
}

/** Several regions that stand on one another at this zoom. */
export interface ClusterMarker extends MarkerBase {
  readonly kind: 'cluster';
  readonly members: readonly RegionView[];
  readonly shares: readonly StateShare[];
}

export type MarkerView = RegionMarker | ClusterMarker;

export interface MarkerLayoutInput {
  readonly model: NetworkModel;
  readonly index: NetworkIndex;
  readonly clusters: readonly Cluster[];
  readonly metric: Metric;
  readonly saying: Saying;
  readonly width: number;
  readonly height: number;
  /** Width of a text in pixels; bold for abnormal regions. */
  readonly measure: (text: string, isBold: boolean) => number;
  /** What it weighs to cover the drawn routes. */
  readonly lineCost: LineCost;
  /** Keeps labels where they are while nothing they depend on has changed. */
  readonly memo: LabelMemo;
  /** Boxes labels must keep clear of besides the marks: plates of routes. */
  readonly taken: readonly Box[];
}

/** The last placement and what it was made for. */
export interface LabelMemo {
  key: string;
  lineCost: LineCost;
  labels: readonly PlacedLabel[];
  /** Radius of each region's circle, by region index. */
  readonly radii: Map<number, number>;
}

export function createLabelMemo(): LabelMemo {
  return { key: '', lineCost: noLines, labels: [], radii: new Map() };
}

/** A circle keeps its size until its traffic has really changed: it would breathe, and push its neighbours about. */
const RADIUS_STEP_PX = 0.6;

function steadyRadius({ radii }: LabelMemo, { index, trafficShare }: RegionView): number {
  const wanted = circleRadius(trafficShare);
  const last = radii.get(index);
  if (last !== undefined && Math.abs(wanted - last) < RADIUS_STEP_PX) return last;
  radii.set(index, wanted);
  return wanted;
}

export const LABEL_LINE_PX = 15;
/** Where the state badge sits: at the upper right of the circle. */
export const BADGE_RADIUS_PX = 8;
/** An unseen region's circle: its traffic is not known, its hatch needs room. */
const UNSEEN_RADIUS_PX = 10;
/** Circles may overlap a little, as Dublin and London do, but neither may hide in the other. */
const clearance = { clearance: 0.82, maxShiftPx: 22 };
/** Widths are rounded up to this, so that a label does not jump when a digit changes. */
const WIDTH_STEP_PX = 12;
/** Marks further outside the stage than this are not laid out: nothing of them can be seen. */
const OUTSIDE_PX = 60;

/** Circles and labels, in drawing order: healthy first, worst last. Regions without coordinates are not here. */
export function layoutMarkers(input: MarkerLayoutInput): readonly MarkerView[] {
  const { width, height } = input;
  const drafts = input.clusters
    .filter(
      ({ x, y }) => x > -OUTSIDE_PX && x < width + OUTSIDE_PX && y > -OUTSIDE_PX && y < height + OUTSIDE_PX,
    )
    .flatMap((cluster) => draftOf(cluster, input))
    .toSorted((a, b) => rank(a) - rank(b) || a.id - b.id);
  const spots = separateDiscs(
    drafts.map(({ x, y, radius }) => ({ x, y, radius, weight: radius })),
    clearance,
  );
  const placed = drafts.map((draft, position): MarkerView => {
    const [x, y] = spots[position] ?? [draft.x, draft.y];
    return { ...draft, x, y };
  });
  const labels = new Map(placeMarkerLabels(placed, input).map((label) => [label.id, label]));
  return placed.map((marker) => ({ ...marker, label: labels.get(marker.id) ?? null }));
}

function draftOf(
  { members, x, y }: Cluster,
  { model, index, saying, metric, memo }: MarkerLayoutInput,
): readonly MarkerView[] {
  const regions = members.flatMap((member) => model.regions[member] ?? []);
  const [first] = regions;
  if (first === undefined) return [];
  if (regions.length === 1)
    return [
      {
        kind: 'region',
        id: first.index,
        region: first,
        x,
        y,
        radius: first.isSeen ? steadyRadius(memo, first) : UNSEEN_RADIUS_PX,
        state: first.state,
        isAbnormal: needsAttention(first.state),
        isSeen: first.isSeen,
        code: index.regions[first.index]?.id ?? '',
        lines: isSilent(first, metric, index) ? [] : regionLines(first, saying, metric),
        label: null,
      },
    ];
  // A place that only routes know has no state of its own.
  const shares = stateShares(regions.map(({ state, hasServices }) => (hasServices ? state : 'no_data')));
  const state = shares[0]?.state ?? 'no_data';
  return [
    {
      kind: 'cluster',
      id: first.index,
      members: regions,
      shares,
      x,
      y,
      radius: CLUSTER_RADIUS_PX,
      state,
      isAbnormal: needsAttention(state),
      isSeen: regions.some(({ isSeen }) => isSeen),
      code: clusterName(regions, index.regions),
      lines: regions.every((region) => isSilent(region, metric, index))
        ? []
        : clusterLines(regions, index.regions, saying, metric),
      label: null,
    },
  ];
}

/** Where no service measures loss at all, saying so under every name would say nothing; the rings are hollow. */
function isSilent(region: RegionView, metric: Metric, { signals }: NetworkIndex): boolean {
  return metric === 'loss' && !signals.has('packet_loss') && region.isSeen && region.state === 'ok';
}

function placeMarkerLabels(
  markers: readonly MarkerView[],
  { width, height, measure, taken, lineCost, memo }: MarkerLayoutInput,
): readonly PlacedLabel[] {
  const obstacles: Box[] = [...taken];
  for (const { x, y, radius, state } of markers) {
    obstacles.push({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
    if (state === 'ok') continue;
    const badge = badgeSpot(x, y, radius);
    obstacles.push({ x: badge.x - 8, y: badge.y - 8, width: 16, height: 16 });
  }
  const requests = markers
    .toReversed()
    .map(({ id, state, x, y, radius, code, lines, isAbnormal }): LabelRequest => {
      const text = Math.max(...[code, ...lines].map((line) => measure(line, isAbnormal)));
      return {
        id,
        x,
        y,
        radius,
        width: Math.ceil(text / WIDTH_STEP_PX) * WIDTH_STEP_PX,
        height: LABEL_LINE_PX * (1 + lines.length),
        // Whoever is well can be asked with the pointer or the arrow keys; trouble is always named.
        isOptional: state === 'ok',
      };
    });
  const field = { width, height, obstacles, unnamed: [], margin: 4 };
  const key = JSON.stringify([requests, field]);
  if (memo.key !== key || memo.lineCost !== lineCost) {
    memo.key = key;
    memo.lineCost = lineCost;
    memo.labels = placeLabels(requests, { ...field, lineCost });
  }
  return memo.labels;
}

/** Centre of the state badge of a circle. */
export function badgeSpot(x: number, y: number, radius: number): { readonly x: number; readonly y: number } {
  return { x: x + radius * 0.72, y: y - radius * 0.72 };
}

function rank(marker: MarkerView): number {
  if (!marker.isSeen) return 0.5;
  return severityOf(marker.state) + (marker.kind === 'region' ? marker.radius / 100 : 0.5);
}
