export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Which way a label's text runs from its mark. */
export type LabelSide = 'left' | 'right' | 'above' | 'below';

export interface LabelRequest {
  readonly id: number;
  /** Centre and radius of the mark the label names. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
  /** May be left out where it would cover too much of other marks and labels. */
  readonly isOptional: boolean;
}

export interface PlacedLabel {
  readonly id: number;
  readonly box: Box;
  readonly side: LabelSide;
}

/** Centre and radius of something drawn. */
export type Mark = Pick<LabelRequest, 'x' | 'y' | 'radius'>;

export interface LabelField {
  readonly width: number;
  readonly height: number;
  /** Marks, badges and anything else text must not cover. */
  readonly obstacles: readonly Box[];
  /** Marks without a label, which a label must not seem to name. */
  readonly unnamed: readonly Mark[];
  /** What it weighs to cover the lines under a box, see `sumLines`. */
  readonly lineCost: LineCost;
  /** Pixels along each edge that text keeps clear of. */
  readonly margin: number;
}

/** A point of a line, and how much worse than usual it is to cover it. */
export type LinePoint = readonly [x: number, y: number, weight: number];

/** What the points of lines inside a box weigh together. */
export type LineCost = (box: Box) => number;

/** Where there are no lines. */
export const noLines: LineCost = () => 0;

/** Space between a mark and its label. */
const GAP_PX = 5;
/** A pixel of an obstacle under text counts this much more than one of the field's edge cut away. */
const EDGE_WEIGHT = 6;
/** A covered point of a line counts as this many square pixels. */
const LINE_POINT_WEIGHT = 25;
/** Each candidate further down the order must be better than the one before by this much. */
const ORDER_WEIGHT = 6;
/** A label that stands nearer to another mark than to its own costs this share of its area: it would name the other. */
const MISNAMING_SHARE = 0.5;
/** An optional label is left out when its cost is more than this share of its own area. */
const MAX_COVERED_SHARE = 0.35;

export function overlapArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * Places labels one after the other (put the important ones first), each at the candidate around its mark
 * that covers least, the usual sides preferred. Only optional labels are ever left out: a crowd of names reads as none.
 */
export function placeLabels(requests: readonly LabelRequest[], field: LabelField): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const marks: readonly Mark[] = [...requests, ...field.unnamed];
  for (const request of requests) {
    let best: PlacedLabel | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    let order = 0;
    for (const candidate of candidates(request)) {
      const cost =
        costOf(candidate.box, field, placed) +
        LINE_POINT_WEIGHT * field.lineCost(candidate.box) +
        misnaming(candidate.box, request, marks) +
        ORDER_WEIGHT * order++;
      if (cost >= bestCost) continue;
      best = candidate;
      bestCost = cost;
    }
    const limit = request.isOptional
      ? MAX_COVERED_SHARE * request.width * request.height
      : Number.POSITIVE_INFINITY;
    if (best !== null && bestCost <= limit) placed.push(best);
  }
  return placed;
}

function* candidates({ id, x, y, radius, width, height }: LabelRequest): Generator<PlacedLabel> {
  const out = radius + GAP_PX;
  const slant = out * 0.72;
  const make = (side: LabelSide, left: number, top: number): PlacedLabel => ({
    id,
    side,
    box: { x: left, y: top, width, height },
  });
  yield make('right', x + out, y - height / 2);
  yield make('left', x - out - width, y - height / 2);
  yield make('below', x - width / 2, y + out - 1);
  yield make('above', x - width / 2, y - out - height + 1);
  yield make('right', x + slant, y + slant - 4);
  yield make('left', x - slant - width, y + slant - 4);
  yield make('right', x + slant, y - slant - height + 4);
  yield make('left', x - slant - width, y - slant - height + 4);
  for (const far of [1.6, 2.4, 3.4]) {
    const reach = out * far;
    yield make('left', x - out * 0.5 - width, y - reach - height / 2);
    yield make('left', x - out * 0.5 - width, y + reach - height / 2);
    yield make('right', x + out * 0.5, y - reach - height / 2);
    yield make('right', x + out * 0.5, y + reach - height / 2);
    yield make('below', x - width / 2, y + reach);
    yield make('above', x - width / 2, y - reach - height);
  }
}

/** What it costs that the box would be read as the name of another mark. */
function misnaming(box: Box, own: Mark, all: readonly Mark[]): number {
  const reach = distanceToBox(box, own);
  const isNearer = all.some((other) => other !== own && distanceToBox(box, other) < reach);
  return isNearer ? MISNAMING_SHARE * box.width * box.height : 0;
}

/** From the edge of a mark to the box; negative where they overlap. */
function distanceToBox(box: Box, { x, y, radius }: Mark): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  return Math.hypot(dx, dy) - radius;
}

/** Lines are looked up in squares of this size: fine enough for a label, coarse enough for thousands of points. */
const LINE_CELL_PX = 6;

/**
 * What the points of lines inside a box weigh together, as a function that costs the same for any number of points: a
 * summed-area table. A point counts when the middle of its square lies in the box.
 */
export function sumLines(
  lines: readonly LinePoint[],
  { width, height }: Pick<LabelField, 'width' | 'height'>,
): LineCost {
  const columns = Math.max(1, Math.ceil(width / LINE_CELL_PX));
  const rows = Math.max(1, Math.ceil(height / LINE_CELL_PX));
  const stride = columns + 1;
  const sums = new Float64Array(stride * (rows + 1));
  for (const [x, y, weight] of lines) {
    const [column, row] = [Math.floor(x / LINE_CELL_PX), Math.floor(y / LINE_CELL_PX)];
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    const at = (row + 1) * stride + column + 1;
    sums[at] = (sums[at] ?? 0) + weight;
  }
  for (let row = 1; row <= rows; row++)
    for (let column = 1; column <= columns; column++) {
      const at = row * stride + column;
      sums[at] =
        (sums[at] ?? 0) + (sums[at - 1] ?? 0) + (sums[at - stride] ?? 0) - (sums[at - stride - 1] ?? 0);
    }
  const cell = (px: number, count: number): number =>
    Math.min(count, Math.max(0, Math.round(px / LINE_CELL_PX)));
  return ({ x, y, width: boxWidth, height: boxHeight }) => {
    const [left, right] = [cell(x, columns), cell(x + boxWidth, columns)];
    const [top, bottom] = [cell(y, rows) * stride, cell(y + boxHeight, rows) * stride];
    return (
      (sums[bottom + right] ?? 0) -
      (sums[bottom + left] ?? 0) -
      (sums[top + right] ?? 0) +
      (sums[top + left] ?? 0)
    );
  };
}

function costOf(box: Box, field: LabelField, placed: readonly PlacedLabel[]): number {
  let cost = 0;
  for (const obstacle of field.obstacles) cost += overlapArea(box, obstacle);
  for (const other of placed) cost += 2 * overlapArea(box, other.box);
  const { margin } = field;
  const inside = overlapArea(box, {
    x: margin,
    y: margin,
    width: field.width - 2 * margin,
    height: field.height - 2 * margin,
  });
  return cost + EDGE_WEIGHT * (box.width * box.height - inside);
}
