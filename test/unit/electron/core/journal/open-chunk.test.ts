import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OpenChunk } from '../../../../../electron/core/journal/open-chunk.ts';

/** Stretches as polls and history bring them: some ascend, some repeat, some lie before what is there. */
const stretches = fc.array(
  fc.oneof(
    fc.array(fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 2 }))),
    fc
      .tuple(fc.nat({ max: 200 }), fc.nat({ max: 40 }))
      .map(([first, count]) => Array.from({ length: count }, (_, i): [number, number] => [first + i * 2, 1])),
  ),
  { maxLength: 8 },
);

it('holds the same whether samples come one by one or a stretch at once', () => {
  fc.assert(
    fc.property(stretches, fc.nat({ max: 5 }), (all, skipped) => {
      const [single, whole] = [new OpenChunk(0, 1), new OpenChunk(0, 1)];
      for (const stretch of all) {
        const samples = {
          atMs: Float64Array.from(stretch, ([atMs]) => atMs),
          value: Float64Array.from(stretch, ([, value]) => value),
          lagSeconds: Uint32Array.from(stretch, (_, i) => i),
        };
        const from = Math.min(skipped, stretch.length);
        let added = 0;
        for (let i = from; i < stretch.length; i++)
          if (single.add(samples.atMs[i]!, samples.value[i]!, samples.lagSeconds[i]!)) added += 1;
        expect(whole.addAll(samples, from, stretch.length)).toBe(added);
        expect(whole.columns()).toEqual(single.columns());
      }
    }),
  );
});
