import { Readable } from 'node:stream';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBody, UnreadableBody } from '../../../../../../electron/core/intake/policy/http-body.ts';
import { networkErrorWords } from '../../../../../../electron/core/intake/policy/http-words.ts';

const compressors: readonly (readonly [string, (data: Buffer) => Buffer])[] = [
  ['', (data) => data],
  ['identity', (data) => data],
  ['gzip', (data) => gzipSync(data)],
  ['X-GZIP', (data) => gzipSync(data)],
  ['br', (data) => brotliCompressSync(data)],
  ['deflate', (data) => deflateSync(data)],
  ['zstd', (data) => zstdCompressSync(data)],
  ['gzip, br', (data) => brotliCompressSync(gzipSync(data))],
];
const MAX_BYTES = 1_048_576;

/** A body that arrives in pieces of a size. */
function inPieces(data: Buffer, size: number): Readable {
  const count = Math.ceil(data.byteLength / size);
  const pieces = Array.from({ length: count }, (_, index) => data.subarray(index * size, (index + 1) * size));
  return Readable.from(pieces, { objectMode: false });
}

/** The text, or the sentence. */
async function read(data: Buffer, encoding: string, size = 1_000, maxBytes = MAX_BYTES): Promise<string> {
  try {
    return (await readBody(inPieces(data, size), encoding, maxBytes, undefined)).body;
  } catch (error) {
    return error instanceof UnreadableBody ? `H ${error.message}` : networkErrorWords(error, 'H');
  }
}

describe.each(compressors)('a body in %j', (encoding, compress) => {
  it('is read, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 50 }),
        fc.integer({ min: 1, max: 64 }),
        async (text, size) => {
          const data = Buffer.from(text);
          expect(await read(compress(data), encoding, size)).toBe(data.toString('utf8'));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('stops at the cap', async () => {
    const bomb = compress(Buffer.alloc(4 * MAX_BYTES));
    expect(await read(bomb, encoding, 65_536)).toBe('H sent more than 1 MB; narrow the query.');
  });
});

describe.each(compressors.slice(2))('a damaged body in %j', (encoding, compress) => {
  const whole = compress(
    Buffer.from(JSON.stringify({ values: Array.from({ length: 500 }, (_, n) => n * n) })),
  );

  it('is never taken for a shorter one', async () => {
    for (const part of [0.1, 0.5, 0.9]) {
      const cut = whole.subarray(0, Math.floor(whole.byteLength * part));
      expect(await read(cut, encoding)).toBe('H sent compressed data that is damaged.');
    }
  });

  it('is told in words', async () => {
    expect(await read(Buffer.from('this is not compressed at all'), encoding)).toBe(
      'H sent compressed data that is damaged.',
    );
  });
});

describe('a body', () => {
  it('in an unknown encoding, or too many, is refused', async () => {
    expect(await read(Buffer.from('x'), 'rot13')).toBe(
      'H compressed its answer in a way that was not asked for.',
    );
    expect(await read(Buffer.from('x'), 'gzip, gzip, gzip')).toBe('H compressed its answer 3 times over.');
  });

  it('is handed on piece by piece, the next when the last was taken', async () => {
    let busy = 0;
    const taken: number[] = [];
    const { body, bytes } = await readBody(
      inPieces(gzipSync(Buffer.alloc(300_000)), 100),
      'gzip',
      MAX_BYTES,
      async (piece) => {
        busy += 1;
        expect(busy).toBe(1);
        await Promise.resolve();
        taken.push(piece.byteLength);
        busy -= 1;
      },
    );
    expect(body).toBe('');
    expect(bytes).toBe(300_000);
    expect(taken.reduce((sum, size) => sum + size, 0)).toBe(300_000);
  });

  it('is let go when whoever takes it fails', async () => {
    const source = inPieces(gzipSync(Buffer.alloc(300_000)), 100);
    const broken = readBody(source, 'gzip', MAX_BYTES, () => {
      throw new Error('no more');
    });
    await expect(broken).rejects.toThrow('no more');
    expect(source.destroyed).toBe(true);
  });
});
