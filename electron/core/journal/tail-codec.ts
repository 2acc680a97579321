import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { SampleColumns } from './protocol.ts';

/** The layout that is written; layout 1 had no lags. It stands beside each batch in the table. */
export const TAIL_LAYOUT = 2;
const BYTES_PER_SAMPLE = { 1: 20, 2: 24 } as const;
/** Far above one batch; stops a damaged length from reserving the machine's memory. */
const MAX_TAIL_BATCH_BYTES = 256 * 1024 * 1024;

/** What is unpacked is compared with what was packed. */
const WITH_CHECKSUM = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/**
 * Packs one committed batch (columns value, stamp differences, series differences, lags), quickly rather than tightly:
 * it lives for minutes.
 */
export function encodeTail({ handle, atMs, value, lagSeconds }: SampleColumns): Uint8Array {
  const count = handle.length;
  const buffer = new ArrayBuffer(count * BYTES_PER_SAMPLE[TAIL_LAYOUT]);
  const stamps = new Float64Array(buffer, count * 8, count);
  const ids = new Uint32Array(buffer, count * 16, count);
  new Float64Array(buffer, 0, count).set(value);
  new Uint32Array(buffer, count * 20, count).set(lagSeconds);
  for (let i = 0; i < count; i++) {
    stamps[i] = (atMs[i] ?? 0) - (i === 0 ? 0 : (atMs[i - 1] ?? 0));
    ids[i] = (handle[i] ?? 0) - (i === 0 ? 0 : (handle[i - 1] ?? 0));
  }
  return zstdCompressSync(new Uint8Array(buffer), WITH_CHECKSUM);
}

/** Unpacks a batch; the handles are database ids. Throws when the bytes are damaged or the layout is not known. */
export function decodeTail(body: Uint8Array, layout: number): SampleColumns {
  if (layout !== 1 && layout !== TAIL_LAYOUT)
    throw new RangeError(`A batch has the unknown layout ${layout}.`);
  const bytes = zstdDecompressSync(body, { maxOutputLength: MAX_TAIL_BATCH_BYTES });
  const count = Math.floor(bytes.length / BYTES_PER_SAMPLE[layout]);
  const { buffer } = new Uint8Array(bytes);
  const value = new Float64Array(buffer, 0, count);
  const atMs = new Float64Array(buffer, count * 8, count);
  const handle = new Uint32Array(buffer, count * 16, count);
  const lagSeconds = layout === 1 ? new Uint32Array(count) : new Uint32Array(buffer, count * 20, count);
  for (let i = 1; i < count; i++) {
    atMs[i] = (atMs[i] ?? 0) + (atMs[i - 1] ?? 0);
    handle[i] = (handle[i] ?? 0) + (handle[i - 1] ?? 0);
  }
  return { handle, atMs, value, lagSeconds };
}
