import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { type ByteReader, ByteWriter } from './byte-buffer.ts';
import { readSealed, sealed } from './checksum.ts';
import { readFormat1 } from './chunk-format-1.ts';
import { type Marks, readMarks, skipMarks, writeMarks } from './chunk-marks.ts';
import { decodeDoubles, encodeDoubles, toDecimals } from './double-column.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';

/*
 * Layout: u8 format · varint count · marks (chunk-marks.ts) · column of stamps · column of lags · column of values ·
 * u32 CRC-32 of everything before it. Format 1 (chunk-format-1.ts) has no marks and no lags.
 */
const FORMAT = 2;
const WHAT = 'A chunk of samples';
/** Most samples of one chunk; a reader refuses more before it reserves memory. */
export const MAX_CHUNK_SAMPLES = 4_096;
/** Stamps beyond this (year 10889 and its mirror before 1970) are refused. */
export const MAX_STAMP_MS = 2 ** 48;
/** Longest time from a measurement to its arrival that is told; longer ones are told as this, 136 years. */
export const MAX_LAG_SECONDS = 2 ** 32 - 1;

/** Samples of one series: columns of equal length. */
export interface ChunkSamples {
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  /** From the measurement to its arrival, in whole seconds rounded up. */
  readonly lagSeconds: Uint32Array;
}

/**
 * Packs samples of one series without loss: stamps are whole milliseconds, values any finite double (−0 stays −0).
 * Throws RangeError when the columns are empty, unequal, too long or hold something else.
 * @param seed a checksum of whose samples they are: only who knows it can read them
 */
export function encodeChunk({ atMs, value, lagSeconds }: ChunkSamples, seed = 0): Uint8Array<ArrayBuffer> {
  const count = atMs.length;
  if (count === 0 || count !== value.length || count !== lagSeconds.length || count > MAX_CHUNK_SAMPLES)
    throw new RangeError(`A chunk takes 1 to ${MAX_CHUNK_SAMPLES} samples in equal columns.`);
  for (const stamp of atMs)
    if (!Number.isInteger(stamp) || Math.abs(stamp) > MAX_STAMP_MS)
      throw new RangeError(`A chunk takes stamps in whole milliseconds, not ${stamp}.`);
  for (const number of value)
    if (!Number.isFinite(number)) throw new RangeError(`A chunk takes finite values, not ${number}.`);

  const head = new ByteWriter();
  const decimals = toDecimals(value);
  head.byte(FORMAT);
  head.varint(count);
  writeMarks(decimals === null ? null : { ...decimals, atMs, lagSeconds }, head);
  encodeIntegers(atMs, head);
  encodeIntegers(Float64Array.from(lagSeconds), head);
  encodeDoubles(value, head, decimals);
  return sealed(head, seed);
}

/** Unpacks a chunk. Errors: a sentence saying why these bytes are no chunk; never throws, never hangs. */
export function decodeChunk(bytes: Uint8Array, seed = 0): Result<ChunkSamples, string> {
  const read = viewChunk(bytes, seed);
  if (!read.ok) return read;
  const { atMs, value, lagSeconds } = read.value;
  return ok({ atMs: atMs.slice(), value: value.slice(), lagSeconds: lagSeconds.slice() });
}

/** What is needed of a chunk: everything up to a moment. */
export interface ChunkPart {
  readonly untilMs: number;
  /** Stamp of the last sample of the whole chunk. */
  readonly endMs: number;
}

/**
 * `decodeChunk` into columns that the next call overwrites: for those who read thousands of them.
 * @param part what of it is needed; there may be more in the answer
 */
export function viewChunk(bytes: Uint8Array, seed = 0, part?: ChunkPart): Result<ChunkSamples, string> {
  return readSealed(bytes, WHAT, (head) => readColumns(head, part), seedFor(bytes, seed));
}

/** Format 1 did not say whose its samples are. */
function seedFor(bytes: Uint8Array, seed: number): number {
  return bytes[0] === 1 ? 0 : seed;
}

function readColumns(head: ByteReader, part: ChunkPart | undefined): Result<ChunkSamples, string> {
  const format = head.byte();
  if (format === 1) {
    const isBits = head.byte() === 1;
    const columns = columnsOf(head.varint());
    readFormat1(head, isBits ? 'bits' : 'decimal', columns.atMs, columns.value);
    columns.lagSeconds.fill(0);
    return ok(columns);
  }
  if (format !== FORMAT) return unknownFormat(format);
  const count = head.varint();
  skipMarks(head);
  return ok(readSamples(head, count, part));
}

/** The marks of a chunk, in columns that the next call overwrites; null when it carries none. */
export function viewMarks(bytes: Uint8Array, seed = 0): Result<Marks | null, string> {
  const read = (head: ByteReader): Result<Marks | null, string> => {
    const format = head.byte();
    if (format === 1) return ok(null);
    if (format !== FORMAT) return unknownFormat(format);
    head.varint();
    return ok(readMarks(head));
  };
  return readSealed(bytes, WHAT, read, seedFor(bytes, seed));
}

function unknownFormat(format: number): Result<never, string> {
  return err(`A chunk has format ${format}; this Vigil reads formats up to ${FORMAT}.`);
}

const stampRoom = new Float64Array(MAX_CHUNK_SAMPLES);
const valueRoom = new Float64Array(MAX_CHUNK_SAMPLES);
const lagRoom = new Uint32Array(MAX_CHUNK_SAMPLES);
const wideLagRoom = new Float64Array(MAX_CHUNK_SAMPLES);

function checkCount(count: number): void {
  if (count === 0 || count > MAX_CHUNK_SAMPLES) throw new RangeError(`${count} samples are not possible`);
}

function columnsOf(count: number): ChunkSamples {
  checkCount(count);
  return {
    atMs: stampRoom.subarray(0, count),
    value: valueRoom.subarray(0, count),
    lagSeconds: lagRoom.subarray(0, count),
  };
}

function readSamples(head: ByteReader, count: number, part: ChunkPart | undefined): ChunkSamples {
  const { atMs, value, lagSeconds } = columnsOf(readStamps(head, count, part));
  const wanted = atMs.length;
  if (decodeIntegers(head, count, wideLagRoom, wanted)) lagSeconds.fill(wideLagRoom[0]!);
  else lagSeconds.set(wideLagRoom.subarray(0, wanted));
  decodeDoubles(head, value, count);
  if (head.offset !== head.bytes.length) throw new RangeError('it is longer than it should be');
  return { atMs, value, lagSeconds };
}

/** Beyond the share of its time, so many samples of a chunk are read in the hope that they reach the moment. */
const MORE_SAMPLES = 8;

/** Reads the stamps of a part, or of the whole chunk. @returns how many */
function readStamps(head: ByteReader, count: number, part: ChunkPart | undefined): number {
  checkCount(count);
  const { offset } = head;
  if (part !== undefined && part.untilMs < part.endMs) {
    const firstMs = head.signed();
    head.offset = offset;
    const share = (part.untilMs - firstMs) / Math.max(1, part.endMs - firstMs);
    const wanted = Math.min(count, Math.ceil(Math.max(0, share) * count) + MORE_SAMPLES);
    decodeIntegers(head, count, stampRoom, wanted);
    if (wanted === count || stampRoom[wanted - 1]! > part.untilMs) return wanted;
    head.offset = offset;
  }
  decodeIntegers(head, count, stampRoom);
  return count;
}
