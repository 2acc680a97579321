import { crc32 } from 'node:zlib';
import { err, type Result } from '../../../shared/domain/result.ts';
import { ByteReader, type ByteWriter } from './byte-buffer.ts';

const CRC_BYTES = 4;

/**
 * What was written, with its CRC-32 after it.
 * @param seed a checksum of whose it is: only who knows it can read it
 */
export function sealed(head: ByteWriter, seed = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head.length + CRC_BYTES);
  bytes.set(head.finish());
  new DataView(bytes.buffer).setUint32(head.length, crc32(bytes.subarray(0, head.length), seed), true);
  return bytes;
}

/**
 * Reads what `sealed` made, when it is still the same. Errors: a sentence, as that of `body` when it throws RangeError.
 * @param what as it begins a sentence, such as "A chunk of samples"
 */
export function readSealed<T>(
  bytes: Uint8Array,
  what: string,
  body: (head: ByteReader) => Result<T, string>,
  seed = 0,
): Result<T, string> {
  if (bytes.length <= CRC_BYTES) return err(`${what} of ${bytes.length} bytes is too short.`);
  const end = bytes.length - CRC_BYTES;
  const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  const content = bytes.subarray(0, end);
  if (crc32(content, seed) !== stored) return err(`${what} is damaged: its checksum differs.`);
  try {
    return body(new ByteReader(content));
  } catch (error) {
    if (error instanceof RangeError) return err(`${what} cannot be read: ${error.message}.`);
    throw error;
  }
}
