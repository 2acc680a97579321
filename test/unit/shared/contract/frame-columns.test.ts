import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ColumnShape,
  packedShape,
  packRows,
  packStamps,
  placeColumns,
  unpackRows,
  unpackStamps,
} from '../../../../shared/contract/frame-columns.ts';
import { STORY_MS } from '../../../builders/core.ts';

const anyRows = fc.oneof(
  fc.array(fc.nat({ max: 0xffffffff })),
  fc.array(fc.nat({ max: 0xffff })),
  fc
    .tuple(fc.nat({ max: 70_000 }), fc.nat({ max: 40 }))
    .map(([first, count]) => Array.from({ length: count }, (_, i) => first + i)),
);
const anyStamps = fc.oneof(
  fc.array(fc.double()),
  fc.array(fc.nat({ max: 70_000 }).map((ageMs) => STORY_MS - ageMs)),
  fc.array(
    fc.nat({ max: 0xffff }).map((ageMs) => STORY_MS - ageMs),
    { minLength: 2 },
  ),
  fc
    .tuple(fc.double(), fc.nat({ max: 40 }))
    .map(([stamp, count]) => Array.from({ length: count }, () => stamp)),
);
const anyMoment = fc.oneof(fc.constant(STORY_MS), fc.constant(STORY_MS + 0.25), fc.double());

describe('rows of a frame', () => {
  it('are after packing what they were before, in the width that was promised', () => {
    fc.assert(
      fc.property(anyRows, (given) => {
        const rows = Uint32Array.from(given);
        const { form, data } = packRows(rows);
        expect([data.BYTES_PER_ELEMENT, data.length]).toEqual(packedShape(form, 4, rows.length));
        expect(unpackRows(data, form, rows.length)).toStrictEqual(rows);
      }),
    );
  });

  it('are one number when each follows from the one before, and two bytes while they are small', () => {
    const form = (...rows: number[]) => packRows(Uint32Array.from(rows)).form;
    expect(form()).toBe('one');
    expect(form(70_000, 70_001, 70_002)).toBe('one');
    expect(form(0, 2)).toBe('short');
    expect(form(1, 0)).toBe('short');
    expect(form(0xffff, 0)).toBe('short');
    expect(form(0x10000, 0)).toBe('raw');
  });
});

describe('stamps of a frame', () => {
  it('are after packing what they were before to the bit, whatever they are', () => {
    fc.assert(
      fc.property(anyStamps, anyMoment, (given, atMs) => {
        const stamps = Float64Array.from(given);
        const { form, data } = packStamps(stamps, atMs);
        expect([data.BYTES_PER_ELEMENT, data.length]).toEqual(packedShape(form, 8, stamps.length));
        // Object.is tells NaN, and zero from minus zero.
        expect(unpackStamps(data, form, stamps.length, atMs)).toStrictEqual(stamps);
      }),
    );
  });

  it('are two bytes within a minute before the frame, and whole where that would lose something', () => {
    const form = (...stamps: number[]) => packStamps(Float64Array.from(stamps), STORY_MS).form;
    expect(form(STORY_MS - 0xffff, STORY_MS)).toBe('short');
    expect(form(STORY_MS - 0x10000, STORY_MS)).toBe('raw');
    expect(form(STORY_MS + 1, STORY_MS)).toBe('raw');
    expect(form(STORY_MS - 0.5, STORY_MS)).toBe('raw');
    expect(form(Number.NaN, STORY_MS)).toBe('raw');
    expect(form(Number.NaN, Number.NaN)).toBe('one');
    expect(form(0, -0)).toBe('raw');
  });
});

describe('columns of a frame', () => {
  it('lie one behind the other without a gap, each aligned to its width', () => {
    const shape = fc.tuple(fc.constantFrom(1, 2, 4, 8), fc.nat({ max: 9 }));
    fc.assert(
      fc.property(fc.array(shape), (shapes: ColumnShape[]) => {
        const { offsets, byteLength } = placeColumns(Object.fromEntries(shapes.entries()));
        const spans = shapes
          .map(([width, count], column) => ({
            from: offsets[column]!,
            to: offsets[column]! + width * count,
            width,
          }))
          .toSorted((a, b) => a.from - b.from || a.to - b.to);
        let end = 0;
        for (const { from, to, width } of spans) {
          expect(from).toBe(end);
          expect(from % width).toBe(0);
          end = to;
        }
        expect(byteLength).toBe(end);
      }),
    );
  });
});
