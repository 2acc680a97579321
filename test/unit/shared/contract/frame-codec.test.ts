import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../../shared/contract/frame-codec.ts';
import { PROTOCOL_VERSION } from '../../../../shared/contract/version.ts';
import { deltaTextArbitrary, fullFrameArbitrary } from '../../../builders/frame-arbitraries.ts';

const sizes = fc.record({ cells: fc.nat({ max: 12 }), series: fc.nat({ max: 20 }) });
const anyFrame = sizes.chain(({ cells, series }) =>
  fc.oneof(
    fullFrameArbitrary(cells, series),
    fc
      .tuple(fullFrameArbitrary(cells, series), deltaTextArbitrary)
      .map(([frame, text]) => ({ ...frame, ...text, kind: 'delta' as const, spark: null })),
  ),
);

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

  it('refuses a frame of another protocol version', () => {
    const bytes = encodeFrame({
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
      cells: {
        rows: new Uint32Array(),
        state: new Uint8Array(),
        lastMeasuredState: new Uint8Array(),
        sinceMs: new Float64Array(),
        keySeries: new Int32Array(),
      },
      spark: null,
    });
    bytes[0] = PROTOCOL_VERSION + 1;
    expect(decodeFrame(bytes)).toMatchObject({
      ok: false,
      error: expect.stringContaining(`protocol ${PROTOCOL_VERSION}`),
    });
  });
});
