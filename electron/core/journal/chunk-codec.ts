import { crc32 } from 'node:zlib';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { ByteReader, ByteWriter } from './byte-buffer.ts';
import { joinWords, readExceptions, readFormat1 } from './chunk-format-1.ts';
import { bestScheme, type DecimalScheme, fromWholes, toWhole } from './decimal.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';

/*
 * Layout: u8 format · u8 mode · varint count · column of stamps · column of lags · mode 'decimal': u8 digits,
 * u8 shift, varint exceptions, (varint distance, f64 value)…, column of whole numbers · mode 'bits': columns of the
 * high and the low words · u32 CRC-32 of everything before it. Format 1 (chunk-format-1.ts) has no lags.
 */
const FORMAT = 2;
const MODE_DECIMAL = 0;
const MODE_BITS = 1;
const CRC_BYTES = 4;
/** Most samples of one chunk; a reader refuses more before it reserves memory. */
export const MAX_CHUNK_SAMPLES = 4_096;
/** Stamps beyond this (year 10889 and its mirror before 1970) are refused. */
export const MAX_STAMP_MS = 2 ** 48;
/** Longest time from a measurement to its arrival that is told; longer ones are told as this, 136 years. */
export const MAX_LAG_SECONDS = 2 ** 32 - 1;
/** Above this share of values that are no decimals, their bits are stored instead. */
const MAX_EXCEPTION_SHARE = 0.125;

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
  head.byte(decimals === null ? MODE_BITS : MODE_DECIMAL);
  head.varint(count);
  encodeIntegers(atMs, head);
  encodeIntegers(Float64Array.from(lagSeconds), head);
  if (decimals === null) {
    const words = new Uint32Array(value.slice().buffer);
    const half = (which: 0 | 1) => Float64Array.from({ length: count }, (_, i) => words[i * 2 + which] ?? 0);
    encodeIntegers(half(1), head);
    encodeIntegers(half(0), head);
  } else {
    head.byte(decimals.scheme.digits);
    head.byte(decimals.scheme.shift);
    head.varint(decimals.exceptions.length);
    let last = 0;
    for (const index of decimals.exceptions) {
      head.varint(index - last);
      head.double(value[index] ?? 0);
      last = index;
    }
    encodeIntegers(decimals.wholes, head);
  }
  const bytes = new Uint8Array(head.length + CRC_BYTES);
  bytes.set(head.finish());
  new DataView(bytes.buffer).setUint32(head.length, crc32(bytes.subarray(0, head.length), seed), true);
  return bytes;
}

/** Unpacks a chunk. Errors: a sentence saying why these bytes are no chunk; never throws, never hangs. */
export function decodeChunk(bytes: Uint8Array, seed = 0): Result<ChunkSamples, string> {
  const read = viewChunk(bytes, seed);
  if (!read.ok) return read;
  const { atMs, value, lagSeconds } = read.value;
  return ok({ atMs: atMs.slice(), value: value.slice(), lagSeconds: lagSeconds.slice() });
}

const stamps = new Float64Array(MAX_CHUNK_SAMPLES);
const values = new Float64Array(MAX_CHUNK_SAMPLES);
const lags = new Float64Array(MAX_CHUNK_SAMPLES);
const wholeLags = new Uint32Array(MAX_CHUNK_SAMPLES);

/** `decodeChunk` into columns that the next call overwrites: for those who read thousands of them. */
export function viewChunk(bytes: Uint8Array, seed = 0): Result<ChunkSamples, string> {
  if (bytes.length < CRC_BYTES + 3) return err(`A chunk of ${bytes.length} bytes is too short.`);
  const end = bytes.length - CRC_BYTES;
  const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  // Format 1 did not say whose its samples are.
  if (crc32(bytes.subarray(0, end), bytes[0] === 1 ? 0 : seed) !== stored)
    return err('A chunk of samples is damaged: its checksum differs.');
  try {
    return readBody(new ByteReader(bytes.subarray(0, end)));
  } catch (error) {
    if (error instanceof RangeError) return err(`A chunk of samples cannot be read: ${error.message}.`);
    throw error;
  }
}

function readBody(head: ByteReader): Result<ChunkSamples, string> {
  const format = head.byte();
  if (format > FORMAT || format === 0)
    return err(`A chunk has format ${format}; this Vigil reads formats up to ${FORMAT}.`);
  const code = head.byte();
  if (code !== MODE_DECIMAL && code !== MODE_BITS) return err(`A chunk has the unknown mode ${code}.`);
  const mode = code === MODE_DECIMAL ? 'decimal' : 'bits';
  const count = head.varint();
  if (count === 0 || count > MAX_CHUNK_SAMPLES) return err(`A chunk of ${count} samples is not possible.`);
  const atMs = stamps.subarray(0, count);
  const value = values.subarray(0, count);
  const lagSeconds = wholeLags.subarray(0, count);
  if (format === 1) {
    readFormat1(head, mode, atMs, value);
    lagSeconds.fill(0);
  } else {
    decodeIntegers(head, count, atMs);
    // Lags are told first, and the room they are read into is free again for the low words.
    if (decodeIntegers(head, count, lags)) lagSeconds.fill(lags[0]!);
    else lagSeconds.set(lags.subarray(0, count));
    readValues(head, mode, value);
    if (head.offset !== head.bytes.length) return err('A chunk of samples is longer than it should be.');
  }
  return ok({ atMs, value, lagSeconds });
}

function readValues(head: ByteReader, mode: 'decimal' | 'bits', value: Float64Array): void {
  if (mode === 'bits') {
    decodeIntegers(head, value.length, value);
    decodeIntegers(head, value.length, lags);
    joinWords(value, lags);
    return;
  }
  const scheme: DecimalScheme = { digits: head.byte(), shift: head.byte() };
  const exceptions = readExceptions(head, value.length);
  decodeIntegers(head, value.length, value);
  fromWholes(value, scheme);
  for (const [at, exception] of exceptions) value[at] = exception;
}

interface Decimals {
  readonly scheme: DecimalScheme;
  readonly wholes: Float64Array;
  readonly exceptions: readonly number[];
}

/** The values as whole numbers; an exception repeats its neighbour and is stored apart. Null: bits are smaller. */
function toDecimals(value: Float64Array): Decimals | null {
  const scheme = bestScheme(value);
  const wholes = value.map((number) => toWhole(number, scheme));
  const exceptions: number[] = [];
  let last = wholes.find((whole) => !Number.isNaN(whole)) ?? 0;
  for (let i = 0; i < wholes.length; i++) {
    const whole = wholes[i] ?? Number.NaN;
    if (Number.isNaN(whole)) {
      exceptions.push(i);
      wholes[i] = last;
    } else last = whole;
  }
  return exceptions.length > value.length * MAX_EXCEPTION_SHARE ? null : { scheme, wholes, exceptions };
}
