import fc from 'fast-check';
import type { CellRows, Frame, SeriesRows } from '../../shared/contract/frame.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import { emptyCatalogue } from '../../shared/domain/catalogue.ts';
import { healthStates } from '../../shared/domain/health-state.ts';
import { SPARK_BINS } from '../../shared/domain/spark.ts';
import { alertChangesArbitrary } from './alert-arbitraries.ts';

const anyDouble = fc.double({ noNaN: false });

/** Rows of a series table with `count` rows, each row at most once. */
export function seriesRowsArbitrary(count: number): fc.Arbitrary<SeriesRows> {
  return fc.uniqueArray(fc.nat({ max: Math.max(0, count - 1) }), { maxLength: count }).chain((rows) =>
    record({
      rows: fc.constant(Uint32Array.from(rows)),
      value: float64(rows.length),
      sampledAtMs: float64(rows.length),
      receivedAtMs: float64(rows.length),
      standing: exactly(fc.nat({ max: 2 }), rows.length).map((codes) => Uint8Array.from(codes)),
    }),
  );
}

/** Rows of a cell table with `count` rows, each row at most once; key series point into `seriesCount` rows. */
export function cellRowsArbitrary(count: number, seriesCount: number): fc.Arbitrary<CellRows> {
  const code = fc.nat({ max: healthStates.length - 1 });
  return fc.uniqueArray(fc.nat({ max: Math.max(0, count - 1) }), { maxLength: count }).chain((rows) =>
    record({
      rows: fc.constant(Uint32Array.from(rows)),
      state: exactly(code, rows.length).map((codes) => Uint8Array.from(codes)),
      lastMeasuredState: exactly(code, rows.length).map((codes) => Uint8Array.from(codes)),
      sinceMs: float64(rows.length),
      keySeries: exactly(fc.integer({ min: -1, max: seriesCount - 1 }), rows.length).map((keys) =>
        Int32Array.from(keys),
      ),
    }),
  );
}

/** A catalogue with so many cells and series; what they are called does not matter to frames. */
export function catalogueOf(cellCount: number, seriesCount: number): Sections['catalogue'] {
  return {
    ...emptyCatalogue,
    cells: Array.from({ length: cellCount }, (_, index): [number, number] => [index, 0]),
    series: Array.from({ length: seriesCount }, () => ({
      kind: 'cell' as const,
      cell: 0,
      signal: 'latency_p95',
      unit: 'seconds' as const,
      source: 0,
    })),
  };
}

const notices = fc.array(
  record({
    id: fc.string(),
    atMs: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    level: fc.constantFrom('info' as const, 'warning' as const),
    text: fc.string({ unit: 'grapheme' }),
  }),
  { maxLength: 3 },
);

/** Sections and changes of alerts that may ride on a delta. */
export const deltaTextArbitrary: fc.Arbitrary<Pick<Frame, 'sections' | 'alertChanges'>> = fc
  .tuple(
    fc.oneof(
      fc.constant({}),
      notices.map((value) => ({ notices: value })),
      fc.nat().map((asOfMs) => ({ moment: { mode: 'cached' as const, asOfMs } })),
    ),
    fc.option(alertChangesArbitrary, { nil: null }),
  )
  .map(([sections, alertChanges]) => (alertChanges === null ? { sections } : { sections, alertChanges }));

/** A full frame over the given table sizes. */
export function fullFrameArbitrary(cellCount: number, seriesCount: number): fc.Arbitrary<Frame> {
  return record({
    kind: fc.constant('full' as const),
    epoch: fc.nat(),
    seq: fc.nat(),
    atMs: anyDouble,
    batches: fc.nat(),
    sections: notices.map(
      (value): Partial<Sections> => ({ catalogue: catalogueOf(cellCount, seriesCount), notices: value }),
    ),
    series: seriesRowsArbitrary(seriesCount),
    cells: cellRowsArbitrary(cellCount, seriesCount),
    spark: fc.option(
      exactly(fc.float(), seriesCount * SPARK_BINS).map((values) => ({
        endBin: 1_000,
        values: Float32Array.from(values),
      })),
      { nil: null },
    ),
  });
}

/** Plain objects only: decoded JSON never has a null prototype. */
function record<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;
}

function exactly<T>(item: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: length, maxLength: length });
}

function float64(length: number): fc.Arbitrary<Float64Array> {
  return exactly(anyDouble, length).map((values) => Float64Array.from(values));
}
