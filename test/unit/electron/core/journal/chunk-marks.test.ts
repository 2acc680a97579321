import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeChunk, viewMarks } from '../../../../../electron/core/journal/chunk-codec.ts';
import { MARK_STEP_MS } from '../../../../../electron/core/journal/chunk-marks.ts';

const START_MS = 1_790_000_000_000 - (1_790_000_000_000 % MARK_STEP_MS);

const regular = fc
  .record({
    startMs: fc.integer({ min: 0, max: MARK_STEP_MS * 3 }),
    stepMs: fc.integer({ min: 500, max: 5_000 }),
    lag: fc.nat(600),
    value: fc.array(
      fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1_000),
      { minLength: 60, maxLength: 600 },
    ),
  })
  .map(({ startMs, stepMs, lag, value }) => ({
    atMs: Float64Array.from(value, (_, i) => START_MS + startMs + i * stepMs),
    value: Float64Array.from(value),
    lagSeconds: new Uint32Array(value.length).fill(lag),
  }));

describe('chunk marks', () => {
  it('are the last value of every half minute', () => {
    fc.assert(
      fc.property(regular, (chunk) => {
        const marks = viewMarks(encodeChunk(chunk));
        if (!marks.ok || marks.value === null) throw new Error('no marks');
        const last = new Map<number, number>();
        chunk.atMs.forEach((ms, i) => last.set(Math.floor(ms / MARK_STEP_MS), chunk.value[i]!));
        expect(Array.from(marks.value.value)).toEqual([...last.values()]);
        const bins = Array.from(marks.value.atMs, (ms) => Math.floor(ms / MARK_STEP_MS));
        expect(bins).toEqual([...last.keys()]);
        expect(marks.value.atMs.at(-1)).toBe(chunk.atMs.at(-1));
        expect(new Set(marks.value.lagSeconds)).toEqual(new Set([chunk.lagSeconds[0]]));
      }),
      { numRuns: 60 },
    );
  });

  const steady = () => ({
    atMs: Float64Array.from({ length: 120 }, (_, i) => START_MS + i * 1_000),
    value: Float64Array.from({ length: 120 }, (_, i) => i),
    lagSeconds: new Uint32Array(120).fill(1),
  });

  it.each([
    [
      'a half minute has no sample',
      (chunk: ReturnType<typeof steady>) => chunk.atMs.fill(START_MS + 200_000, 119),
    ],
    ['samples arrived later than others', (chunk) => chunk.lagSeconds.fill(2, 119)],
    ['stamps repeat', (chunk) => chunk.atMs.fill(START_MS + 5_000, 4, 6)],
    ['values are no decimals', (chunk) => chunk.value.forEach((_, i) => (chunk.value[i] = Math.sin(i)))],
    ['a last value is no decimal', (chunk) => chunk.value.fill(Math.PI, 29, 30)],
    [
      'there are hardly more samples',
      (chunk) => chunk.atMs.forEach((_, i) => (chunk.atMs[i] = START_MS + i * 9_000)),
    ],
    [
      'stamps lie before 1970',
      (chunk) => chunk.atMs.forEach((_, i) => (chunk.atMs[i] = -500_000 + i * 1_000)),
    ],
  ] as [string, (chunk: ReturnType<typeof steady>) => void][])('are left out when %s', (_words, change) => {
    expect(viewMarks(encodeChunk(steady()))).toMatchObject({ ok: true, value: { value: expect.anything() } });
    const chunk = steady();
    change(chunk);
    expect(viewMarks(encodeChunk(chunk))).toEqual({ ok: true, value: null });
  });

  it('answers any bytes with a sentence', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !viewMarks(bytes).ok));
  });
});
