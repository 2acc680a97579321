import { readFileSync } from 'node:fs';

/* https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC_LITTLE_ENDIAN = 0x377f0682;
const MAGIC_BIG_ENDIAN = 0x377f0683;
const MAX_PAGE_BYTES = 65_536;

/**
 * Whether a write-ahead log is damaged in its middle: SQLite goes by it up to there and says nothing of the rest. A log
 * that merely ends early is what every killed process leaves behind, and is not damaged. False when there is none.
 */
export function isWalDamaged(path: string): boolean {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return false;
  }
  return hasFramesBehindDamage(bytes);
}

/**
 * Whether an end of a transaction follows a frame that does not add up. Frames without one may be left of a transaction
 * that never ended: what came next was written over the beginning of it.
 */
export function hasFramesBehindDamage(bytes: Buffer): boolean {
  if (bytes.length < HEADER_BYTES + FRAME_HEADER_BYTES) return false;
  const magic = bytes.readUInt32BE(0);
  const pageBytes = bytes.readUInt32BE(8);
  const isBigEndian = magic === MAGIC_BIG_ENDIAN;
  const sum = new WalSum(isBigEndian);
  sum.add(bytes, 0, HEADER_BYTES - 8);
  if (!isBigEndian && magic !== MAGIC_LITTLE_ENDIAN) return true;
  if (!sum.equals(bytes, HEADER_BYTES - 8) || pageBytes === 0 || pageBytes > MAX_PAGE_BYTES) return true;
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  let isSound = true;
  for (let frame = HEADER_BYTES; frame + frameBytes <= bytes.length; frame += frameBytes) {
    const isOfThisLog = bytes.compare(bytes, 16, 24, frame + 8, frame + 16) === 0;
    const isEnd = bytes.readUInt32BE(frame + 4) !== 0;
    if (!isSound && isOfThisLog && isEnd) return true;
    if (!isSound) continue;
    sum.add(bytes, frame, 8);
    sum.add(bytes, frame + FRAME_HEADER_BYTES, pageBytes);
    isSound = isOfThisLog && sum.equals(bytes, frame + 16);
  }
  return false;
}

/** The running checksum of a write-ahead log. */
class WalSum {
  readonly #isBigEndian: boolean;
  #first = 0;
  #second = 0;

  constructor(isBigEndian: boolean) {
    this.#isBigEndian = isBigEndian;
  }

  /** @param length a multiple of 8 */
  add(bytes: Buffer, offset: number, length: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, length);
    let first = this.#first;
    let second = this.#second;
    for (let at = 0; at < length; at += 8) {
      first = (first + view.getUint32(at, !this.#isBigEndian) + second) >>> 0;
      second = (second + view.getUint32(at + 4, !this.#isBigEndian) + first) >>> 0;
    }
    this.#first = first;
    this.#second = second;
  }

  equals(bytes: Buffer, offset: number): boolean {
    return bytes.readUInt32BE(offset) === this.#first && bytes.readUInt32BE(offset + 4) === this.#second;
  }
}
