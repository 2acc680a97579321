import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextInDirection } from '../../../../renderer/map/keyboard-walk.ts';
import {
  type LabelRequest,
  noLines,
  overlapArea,
  placeLabels,
  sumLines,
} from '../../../../renderer/map/label-placement.ts';
import { circleRadius, separateDiscs } from '../../../../renderer/map/marker-layout.ts';
import { neighbourPairs } from '../../../../renderer/map/route-choice.ts';

const request = (id: number, x: number, y: number): LabelRequest => ({
  id,
  x,
  y,
  radius: 12,
  width: 84,
  height: 30,
  isOptional: false,
});
const field = { width: 1000, height: 600, obstacles: [], unnamed: [], lineCost: noLines, margin: 0 };

describe('labels', () => {
  it('stand to the right when nothing is in the way', () => {
    const [label] = placeLabels([request(1, 500, 300)], field);
    expect(label?.side).toBe('right');
    expect(label?.box.x).toBe(517);
  });

  it('do not cover one another where Dublin and London lie side by side', () => {
    const marks = [request(1, 500, 300), request(2, 522, 307)];
    const obstacles = marks.map(({ x, y }) => ({ x: x - 12, y: y - 12, width: 24, height: 24 }));
    const labels = placeLabels(marks, { ...field, obstacles });
    expect(labels).toHaveLength(2);
    const [a, b] = labels;
    expect(a && b && overlapArea(a.box, b.box)).toBe(0);
    for (const { box } of labels) for (const mark of obstacles) expect(overlapArea(box, mark)).toBe(0);
  });

  it('never seem to name a mark without a name', () => {
    const unnamed = [{ x: 615, y: 300, radius: 12 }];
    expect(placeLabels([request(1, 500, 300)], { ...field, unnamed })[0]?.side).toBe('left');
  });

  it('stay inside the field at its edges', () => {
    const [label] = placeLabels([request(1, 990, 300)], field);
    expect(label?.side).toBe('left');
  });

  it('keep off lines where another side is free', () => {
    const lines = Array.from({ length: 12 }, (_, i) => [510 + i * 8, 300, 1] as const);
    expect(
      placeLabels([request(1, 500, 300)], { ...field, lineCost: sumLines(lines, field) })[0]?.side,
    ).not.toBe('right');
  });

  it('are only left out when optional', () => {
    const crowd = Array.from({ length: 30 }, (_, i) => request(i, 500 + (i % 6), 300 + Math.floor(i / 6)));
    expect(placeLabels(crowd, field)).toHaveLength(30);
    const optional = crowd.map((each) => ({ ...each, isOptional: true }));
    const shown = placeLabels(optional, field);
    expect(shown.length).toBeLessThan(30);
    expect(shown.length).toBeGreaterThan(3);
  });
});

describe('marks', () => {
  it('grow with the root of their share of traffic', () => {
    expect(circleRadius(0)).toBe(5);
    expect(circleRadius(0.25)).toBe(9.5);
    expect(circleRadius(1)).toBe(14);
    expect(circleRadius(Number.NaN)).toBe(5);
    expect(circleRadius(7)).toBe(14);
  });

  it('are pushed apart until each can be seen, but not further than allowed', () => {
    const disc = fc.record({
      x: fc.integer({ min: 0, max: 100 }),
      y: fc.integer({ min: 0, max: 100 }),
      radius: fc.constant(10),
      weight: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(disc, { maxLength: 12 }), (discs) => {
        const spots = separateDiscs(discs, { clearance: 0.8, maxShiftPx: 20 });
        for (const [index, [x, y]] of spots.entries())
          expect(Math.hypot(x - (discs[index]?.x ?? 0), y - (discs[index]?.y ?? 0))).toBeLessThanOrEqual(
            20.001,
          );
      }),
    );
    const two = separateDiscs(
      [
        { x: 50, y: 50, radius: 10, weight: 1 },
        { x: 50, y: 50, radius: 10, weight: 1 },
      ],
      { clearance: 0.8, maxShiftPx: 20 },
    );
    const [a, b] = [two[0] ?? [0, 0], two[1] ?? [0, 0]];
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeCloseTo(16, 1);
  });

  it('leave a lone place exactly where it is', () => {
    expect(separateDiscs([{ x: 3, y: 4, radius: 5, weight: 1 }], { clearance: 1, maxShiftPx: 9 })).toEqual([
      [3, 4],
    ]);
  });
});

describe('neighbours', () => {
  it('leave out a pair with somebody between', () => {
    const places = [0, 20, 40].map((longitude) => ({ longitude, latitude: 0 }));
    expect(neighbourPairs(places)).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('join all places into one network and skip places without coordinates', () => {
    const place = fc.record({
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      latitude: fc.double({ min: -80, max: 80, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 15 }), (places) => {
        const pairs = neighbourPairs([...places, null]);
        const group = places.map((_, index) => index);
        for (const [a, b] of pairs) {
          const [from, to] = [group[a] ?? -1, group[b] ?? -1];
          for (const [index, each] of group.entries()) if (each === from) group[index] = to;
        }
        expect(new Set(group).size).toBe(1);
        expect(pairs.some(([, b]) => b === places.length)).toBe(false);
      }),
    );
  });
});

describe('walking the map with the arrow keys', () => {
  const spots = new Map([
    [1, { x: 0, y: 0 }],
    [2, { x: 100, y: 10 }],
    [3, { x: 40, y: 70 }],
  ]);

  it('goes to the nearest mark in the direction', () => {
    expect(nextInDirection(spots, 1, 'ArrowRight')).toBe(2);
    expect(nextInDirection(spots, 1, 'ArrowDown')).toBe(3);
    expect(nextInDirection(spots, 2, 'ArrowLeft')).toBe(1);
  });

  it('stays at the edge, starts at the first mark and leaves other keys alone', () => {
    expect(nextInDirection(spots, 1, 'ArrowLeft')).toBeUndefined();
    expect(nextInDirection(spots, null, 'ArrowUp')).toBe(1);
    expect(nextInDirection(spots, 1, 'Enter')).toBeUndefined();
    expect(nextInDirection(new Map(), null, 'ArrowUp')).toBeUndefined();
  });
});
