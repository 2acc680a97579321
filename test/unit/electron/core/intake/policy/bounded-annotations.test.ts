import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundedAnnotations,
  MAX_ALERT_ANNOTATION_CHARS,
  MAX_ANNOTATION_CHARS,
  MAX_ANNOTATION_NAME_CHARS,
  MAX_ANNOTATIONS,
} from '../../../../../../electron/core/intake/policy/bounded-annotations.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .integer({ min: MAX_ANNOTATION_CHARS - 2, max: MAX_ANNOTATION_CHARS * 2 })
    .map((length) => '😀'.repeat(length / 2)),
);
const name = fc.oneof(
  fc.constantFrom('title', 'summary', 'runbook_url', '__proto__'),
  fc.string({ maxLength: 12 }),
  fc.integer({ min: 1, max: 400 }).map((length) => 'n'.repeat(length)),
);

describe('annotations of one alert', () => {
  it('are within all limits, each a beginning of what was told, and none is lost uncounted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text), { maxLength: 2 * MAX_ANNOTATIONS }), (entries) => {
        const told = Object.fromEntries(entries);
        const { annotations, leftOut } = boundedAnnotations(told);
        const kept = Object.entries(annotations);
        expect(kept.length + leftOut).toBe(Object.keys(told).length);
        expect(kept.length).toBeLessThanOrEqual(MAX_ANNOTATIONS);
        expect(kept.flat().join('').length).toBeLessThanOrEqual(MAX_ALERT_ANNOTATION_CHARS);
        for (const [key, value] of kept) {
          expect(key.length).toBeLessThanOrEqual(MAX_ANNOTATION_NAME_CHARS);
          expect(value.length).toBeLessThanOrEqual(MAX_ANNOTATION_CHARS);
          if (value !== told[key]) expect(told[key]?.startsWith(value.slice(0, -1))).toBe(true);
          if (value !== told[key]) expect(value.endsWith('…') && value.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are the same object while they are within them', () => {
    const told = { summary: 'Checkout fails', runbook_url: 'https://wiki.example/checkout' };
    expect(boundedAnnotations(told)).toEqual({ annotations: told, leftOut: 0 });
    expect(boundedAnnotations(told).annotations).toBe(told);
  });

  it('keep what a row is made of, wherever it stands', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`a${at}`, 'x'.repeat(1_000)]));
    const { annotations } = boundedAnnotations({ ...many, summary: 'Checkout fails' });
    expect(annotations['summary']).toBe('Checkout fails');
  });
});
