import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../shared/contract/frame.ts';
import { decodeFrame, encodeFrame } from '../../../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../../../shared/contract/picture.ts';
import {
  cellRowsArbitrary,
  deltaTextArbitrary,
  fullFrameArbitrary,
  seriesRowsArbitrary,
} from '../../../builders/frame-arbitraries.ts';

const CELLS = 8;
const SERIES = 12;

/** A full frame and the deltas after it, numbered as a publisher would. */
const stream = fc
  .tuple(
    fullFrameArbitrary(CELLS, SERIES),
    fc.array(
      fc.record(
        {
          text: deltaTextArbitrary,
          series: seriesRowsArbitrary(SERIES),
          cells: cellRowsArbitrary(CELLS, SERIES),
        },
        { noNullPrototype: true },
      ),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
  )
  .map(([full, deltas]): readonly Frame[] => [
    full,
    ...deltas.map(
      ({ text, ...delta }, index): Frame => ({
        ...full,
        ...text,
        ...delta,
        kind: 'delta',
        seq: (full.seq + index + 1) >>> 0,
        atMs: index,
        spark: null,
      }),
    ),
  ]);

function mustApply(picture: Picture | null, frame: Frame): Picture {
  const applied = applyFrame(picture, frame);
  if (!applied.ok) throw new Error(applied.error.message);
  return applied.value;
}

/** The full frame a publisher would send of a picture. */
function fullFrameOf(picture: Picture): Frame {
  const allRows = (length: number): Uint32Array => Uint32Array.from({ length }, (_, row) => row);
  return {
    kind: 'full',
    epoch: picture.epoch,
    seq: picture.seq,
    atMs: picture.atMs,
    batches: picture.batches,
    sections: picture.sections,
    series: { rows: allRows(SERIES), ...picture.series },
    cells: { rows: allRows(CELLS), ...picture.cells },
    spark: { endBin: picture.spark.endBin, values: picture.spark.values },
  };
}

describe('picture', () => {
  it('deltas applied in order equal the full frame of the same moment', () => {
    fc.assert(
      fc.property(stream, (frames) => {
        const viaDeltas = frames.reduce<Picture | null>((picture, frame) => mustApply(picture, frame), null)!;
        const bytes = encodeFrame(fullFrameOf(viaDeltas));
        const decoded = decodeFrame(bytes);
        if (!decoded.ok) throw new Error(decoded.error);
        const viaFull = mustApply(null, decoded.value);
        expect({ ...viaFull, revision: 0 }).toStrictEqual({ ...viaDeltas, revision: 0 });
      }),
    );
  });

  it('notices any lost, repeated or reordered frame', () => {
    fc.assert(
      fc.property(stream, fc.nat(), (frames, pick) => {
        fc.pre(frames.length > 2);
        const lost = 1 + (pick % (frames.length - 2));
        const picture = frames
          .slice(0, lost)
          .reduce<Picture | null>((current, frame) => mustApply(current, frame), null)!;
        const before = structuredClone(picture);
        expect(applyFrame(picture, frames[lost + 1]!)).toMatchObject({ ok: false, error: { kind: 'gap' } });
        expect(
          applyFrame(
            picture,
            frames[lost - 1]!.kind === 'full' ? { ...frames[1]!, seq: frames[0]!.seq } : frames[lost - 1]!,
          ),
        ).toMatchObject({
          ok: false,
        });
        expect(picture, 'a refused frame must leave no trace').toStrictEqual(before);
      }),
    );
  });

  it('refuses a delta of another epoch, one before any full frame, and rows that do not exist', () => {
    fc.assert(
      fc.property(stream, (frames) => {
        const [full, delta] = frames as [Frame, Frame];
        expect(applyFrame(null, delta)).toMatchObject({ ok: false });
        const picture = mustApply(null, full);
        expect(applyFrame(picture, { ...delta, epoch: (full.epoch + 1) >>> 0 })).toMatchObject({ ok: false });
        const alien = {
          ...delta.series,
          rows: Uint32Array.of(SERIES),
          value: Float64Array.of(1),
          sampledAtMs: Float64Array.of(1),
          receivedAtMs: Float64Array.of(1),
          standing: Uint8Array.of(0),
        };
        expect(applyFrame(picture, { ...delta, series: alien })).toMatchObject({ ok: false });
      }),
    );
  });
});
