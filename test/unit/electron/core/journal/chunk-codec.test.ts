import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeChunk,
  encodeChunk,
  MAX_CHUNK_SAMPLES,
  MAX_LAG_SECONDS,
  MAX_STAMP_MS,
  viewChunk,
} from '../../../../../electron/core/journal/chunk-codec.ts';

const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });
const decimal = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1_000);
const convertedMs = fc.integer({ min: 0, max: 900_000 }).map((n) => n / 100 / 1_000);
const awkward = fc.constantFrom(
  0,
  -0,
  5e-324,
  -5e-324,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  2 ** 53,
  2 ** 60,
  0.1,
);
const stamp = fc.integer({ min: -MAX_STAMP_MS, max: MAX_STAMP_MS });
const jitteredStamps = (length: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.integer({ min: -3, max: 3 }), { minLength: length, maxLength: length })
    .map((jitter) => jitter.map((ms, i) => 1_790_000_000_000 + i * 1_000 + ms));

const lags = (length: number): fc.Arbitrary<number[]> => {
  const of = (lag: fc.Arbitrary<number>) => fc.array(lag, { minLength: length, maxLength: length });
  return fc.oneof(
    fc.nat(5).map((lag) => Array.from({ length }, () => lag)),
    of(fc.nat(3)),
    of(fc.integer({ min: 0, max: MAX_LAG_SECONDS })),
  );
};

const column = fc.oneof(
  fc.array(anyDouble, { minLength: 1, maxLength: 80 }),
  fc.array(decimal, { minLength: 1, maxLength: 80 }),
  fc.array(convertedMs, { minLength: 1, maxLength: 80 }),
  fc.array(fc.oneof({ weight: 9, arbitrary: decimal }, { weight: 1, arbitrary: awkward }), {
    minLength: 1,
    maxLength: 80,
  }),
  fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 80 }),
);
const samples = column.chain((value) =>
  fc
    .oneof(
      jitteredStamps(value.length),
      fc.array(stamp, { minLength: value.length, maxLength: value.length }),
    )
    .chain((atMs) =>
      lags(value.length).map((lagSeconds) => ({
        atMs: Float64Array.from(atMs),
        value: Float64Array.from(value),
        lagSeconds: Uint32Array.from(lagSeconds),
      })),
    ),
);

const chunkOf = (atMs: readonly number[], value: readonly number[]) => ({
  atMs: Float64Array.from(atMs),
  value: Float64Array.from(value),
  lagSeconds: new Uint32Array(atMs.length),
});

function bits(values: Float64Array): string[] {
  return Array.from(new BigUint64Array(values.slice().buffer), (word) => word.toString(16));
}

describe('chunk codec', () => {
  it('reads of a part everything up to its moment, and nothing that is not in the whole', () => {
    const part = fc.record({ chunk: samples, share: fc.double({ min: -0.5, max: 1.5, noNaN: true }) });
    fc.assert(
      fc.property(part, ({ chunk, share }) => {
        const atMs = chunk.atMs.toSorted();
        const [firstMs, endMs] = [atMs[0]!, atMs.at(-1)!];
        const untilMs = Math.round(firstMs + (endMs - firstMs) * share);
        const bytes = encodeChunk({ ...chunk, atMs }, 7);
        const read = viewChunk(bytes, 7, { untilMs, endMs });
        if (!read.ok) throw new Error(read.error);
        const { length } = read.value.atMs;
        expect(length).toBeGreaterThanOrEqual(atMs.filter((ms) => ms <= untilMs).length);
        expect(read.value.atMs).toEqual(atMs.slice(0, length));
        expect(bits(read.value.value)).toEqual(bits(chunk.value.slice(0, length)));
        expect(read.value.lagSeconds).toEqual(chunk.lagSeconds.slice(0, length));
      }),
    );
  });

  it('reads on where most samples of a chunk lie at its beginning', () => {
    const atMs = [...Array.from({ length: 300 }, (_, i) => 1_790_000_000_000 + i * 10), 1_790_003_000_000];
    const chunk = chunkOf(
      atMs,
      atMs.map((_, i) => i),
    );
    const read = viewChunk(encodeChunk(chunk), 0, { untilMs: atMs[299]!, endMs: atMs[300]! });
    expect(read.ok && Array.from(read.value.value.slice(0, 300))).toEqual(
      Array.from({ length: 300 }, (_, i) => i),
    );
  });

  it('reads much less than the whole where little of it is needed', () => {
    const count = 600;
    const atMs = Array.from({ length: count }, (_, i) => 1_790_000_000_000 + i * 1_000);
    const bytes = encodeChunk(
      chunkOf(
        atMs,
        Array.from({ length: count }, (_, i) => (i % 7) / 100),
      ),
    );
    const read = viewChunk(bytes, 0, { untilMs: atMs[60]!, endMs: atMs.at(-1)! });
    expect(read.ok && read.value.atMs.length).toBeLessThan(90);
  });

  it('gives back every bit of stamps and values', () => {
    fc.assert(
      fc.property(samples, (chunk) => {
        const decoded = decodeChunk(encodeChunk(chunk));
        if (!decoded.ok) throw new Error(decoded.error);
        expect(Array.from(decoded.value.atMs)).toEqual(Array.from(chunk.atMs));
        expect(bits(decoded.value.value)).toEqual(bits(chunk.value));
        expect(Array.from(decoded.value.lagSeconds)).toEqual(Array.from(chunk.lagSeconds));
      }),
      { numRuns: 300 },
    );
  });

  it('answers changed bytes with a sentence', () => {
    fc.assert(
      fc.property(samples, fc.nat(), fc.integer({ min: 1, max: 255 }), (chunk, position, change) => {
        const bytes = encodeChunk(chunk);
        const at = position % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const decoded = decodeChunk(bytes);
        expect(decoded.ok).toBe(false);
      }),
    );
  });

  it('answers any bytes and any cut without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeChunk(bytes).ok).toBe(false);
      }),
    );
    const whole = encodeChunk(chunkOf([1, 2, 3], [1, 2, 4]));
    for (let end = 0; end < whole.length; end++) expect(decodeChunk(whole.subarray(0, end)).ok).toBe(false);
  });

  it('decodes from a view into a larger buffer', () => {
    const whole = encodeChunk(chunkOf([5], [-0]));
    const padded = new Uint8Array(whole.length + 3);
    padded.set(whole, 3);
    const decoded = decodeChunk(padded.subarray(3));
    expect(decoded.ok && Object.is(decoded.value.value[0], -0)).toBe(true);
  });

  it.each([
    ['no samples', [], []],
    ['unequal columns', [1], []],
    ['a fraction of a millisecond', [1.5], [1]],
    ['a stamp out of range', [MAX_STAMP_MS + 1], [1]],
    ['not a number', [1], [Number.NaN]],
    ['infinity', [1], [Number.POSITIVE_INFINITY]],
  ])('refuses %s', (_name, atMs, value) => {
    expect(() => encodeChunk(chunkOf(atMs, value))).toThrow(RangeError);
  });

  it('refuses more samples than a reader would accept', () => {
    const many = new Float64Array(MAX_CHUNK_SAMPLES + 1);
    const lagSeconds = new Uint32Array(MAX_CHUNK_SAMPLES + 1);
    expect(() => encodeChunk({ atMs: many, value: many, lagSeconds })).toThrow(RangeError);
  });

  it('stores a series that does not change in a few bytes', () => {
    const atMs = Array.from({ length: 600 }, (_, i) => 1_790_000_000_000 + i * 1_000);
    expect(
      encodeChunk(
        chunkOf(
          atMs,
          atMs.map(() => 1),
        ),
      ).length,
    ).toBeLessThan(60);
  });
});
