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
}

export interface PlacedLabel {
  readonly id: number;
  readonly box: Box;
  readonly side: LabelSide;
}

export interface LabelField {
  readonly width: number;
  readonly height: number;
  /** Marks, badges and anything else text must not cover. */
  readonly obstacles: readonly Box[];
}

/** Space between a mark and its label. */
const GAP_PX = 5;
/** A pixel of an obstacle under text counts this much more than one of the field's edge cut away. */
const EDGE_WEIGHT = 6;
/** Covering less than this many square pixels is rounding, not covering. */
const FREE_PX = 1;

export function overlapArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * Places labels one after the other (put the important ones first), each at the candidate around its mark
 * that covers least; a free one ends the search. Every label gets a place: hiding one would hide a region.
 */
export function placeLabels(requests: readonly LabelRequest[], field: LabelField): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const request of requests) {
    let best: PlacedLabel | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const candidate of candidates(request)) {
      const cost = costOf(candidate.box, field, placed);
      if (cost >= bestCost) continue;
      best = candidate;
      bestCost = cost;
      if (cost < FREE_PX) break;
    }
    if (best !== null) placed.push(best);
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

function costOf(box: Box, field: LabelField, placed: readonly PlacedLabel[]): number {
  let cost = 0;
  for (const obstacle of field.obstacles) cost += overlapArea(box, obstacle);
  for (const other of placed) cost += 2 * overlapArea(box, other.box);
  const inside = overlapArea(box, { x: 0, y: 0, width: field.width, height: field.height });
  return cost + EDGE_WEIGHT * (box.width * box.height - inside);
}
