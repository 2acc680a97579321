import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Frame, noCellRows } from '../../../../shared/contract/frame.ts';
import { decodeFrame, encodeFrame } from '../../../../shared/contract/frame-codec.ts';
import { PROTOCOL_VERSION } from '../../../../shared/contract/version.ts';
import { STORY_MS } from '../../../builders/core.ts';
import { deltaTextArbitrary, fullFrameArbitrary } from '../../../builders/frame-arbitraries.ts';

const sizes = fc.record({ cells: fc.nat({ max: 12 }), series: fc.nat({ max: 20 }) });
const anyFrame = sizes.chain(({ cells, series }) =>
  fc.oneof(
    fullFrameArbitrary(cells, series),
    fc
      .tuple(fullFrameArbitrary(cells, series), deltaTextArbitrary)
      .map(([frame, text]) => ({ ...frame, ...text, kind: 'delta' as const, spark: null })),
    fullFrameArbitrary(cells, series).map((frame) => asMeasured(frame)),
  ),
);

/** With stamps as a poll makes them: some the same, all a little before the frame. */
function asMeasured(frame: Frame): Frame {
  const { series } = frame;
  return {
    ...frame,
    atMs: STORY_MS,
    series: {
      ...series,
      sampledAtMs:
        series.rows.length % 2 === 0 ? before(series.rows, () => 800) : before(series.rows, (row) => row),
      receivedAtMs: before(series.rows, (row) => row * 1_000),
    },
  };
}

function before(rows: Uint32Array, ageMs: (row: number) => number): Float64Array {
  return Float64Array.from(rows, (row) => STORY_MS - ageMs(row));
}

const empty: Frame = {
  kind: 'delta',
  epoch: 1,
  seq: 1,
  atMs: 0,
  batches: 0,
  sections: {},
  series: {
    rows: new Uint32Array(),
    value: new Float64Array(),
    sampledAtMs: new Float64Array(),
    receivedAtMs: new Float64Array(),
    standing: new Uint8Array(),
  },
  cells: noCellRows,
  spark: null,
};

describe('frame codec', () => {
  it('decodes what it encoded, bit for bit', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(decodeFrame(encodeFrame(frame))).toStrictEqual({ ok: true, value: frame });
      }),
    );
  });

  it('decodes a frame that starts at any offset of a larger buffer, as sockets deliver them', () => {
    fc.assert(
      fc.property(anyFrame, fc.nat({ max: 15 }), (frame, offset) => {
        const bytes = encodeFrame(frame);
        const carrier = new Uint8Array(offset + bytes.length + 3);
        carrier.set(bytes, offset);
        expect(decodeFrame(carrier.subarray(offset, offset + bytes.length))).toStrictEqual({
          ok: true,
          value: frame,
        });
      }),
    );
  });

  it('answers any truncation with a sentence', () => {
    fc.assert(
      fc.property(anyFrame, fc.double({ min: 0, max: 0.999, noNaN: true }), (frame, share) => {
        const bytes = encodeFrame(frame);
        const result = decodeFrame(bytes.slice(0, Math.floor(bytes.length * share)));
        expect(result.ok).toBe(false);
        if (!result.ok) expect(result.error).toMatch(/^A frame of \d+ bytes /);
      }),
    );
  });

  it('never throws on arbitrary or damaged bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void decodeFrame(bytes)));
    fc.assert(
      fc.property(anyFrame, fc.nat(), fc.nat({ max: 255 }), (frame, position, byte) => {
        const bytes = encodeFrame(frame);
        bytes[position % bytes.length] = byte;
        expect(typeof decodeFrame(bytes).ok).toBe('boolean');
      }),
    );
  });

  it('takes nine bytes for each series of a poll that brings all of them', () => {
    const rows = Uint32Array.from({ length: 1_000 }, (_, row) => row);
    const bytes = encodeFrame({
      ...empty,
      atMs: STORY_MS,
      series: {
        rows,
        value: Float64Array.from(rows, (row) => row / 7),
        sampledAtMs: before(rows, () => 800),
        receivedAtMs: before(rows, () => 400),
        standing: new Uint8Array(1_000),
      },
    });
    expect(bytes.length - encodeFrame(empty).length).toBe(9 * 1_000 + 4 + 8 + 8);
  });

  it('refuses a column in a form that it does not know', () => {
    for (const at of [52, 53, 54]) {
      const bytes = encodeFrame(empty);
      bytes[at] = 3;
      expect(decodeFrame(bytes)).toEqual({
        ok: false,
        error: 'A column of a frame is written in an unknown form.',
      });
    }
  });

  it('refuses a frame of another protocol version', () => {
    const bytes = encodeFrame(empty);
    bytes[0] = PROTOCOL_VERSION + 1;
    expect(decodeFrame(bytes)).toMatchObject({
      ok: false,
      error: expect.stringContaining(`protocol ${PROTOCOL_VERSION}`),
    });
  });
});
