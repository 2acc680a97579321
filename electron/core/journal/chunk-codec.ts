import { crc32 } from 'node:zlib';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { ByteReader, ByteWriter } from './byte-buffer.ts';
import { bestScheme, type DecimalScheme, fromWhole, toWhole } from './decimal.ts';
import { decodeIntegers, encodeIntegers, readIntegersHead } from './integer-column.ts';
import { RangeDecoder, RangeEncoder } from './range-coder.ts';

/*
 * Layout: u8 version · u8 mode · varint count · parameters of the stamp column · mode 'decimal':
 * u8 digits, u8 shift, varint exceptions, (varint distance, f64 value)… · parameters of the value columns ·
 * varint length of the rest · range-coded misses · u32 CRC-32 of everything before it.
 */
const VERSION = 1;
const MODE_DECIMAL = 0;
const MODE_BITS = 1;
const CRC_BYTES = 4;
/** Most samples of one chunk; a reader refuses more before it reserves memory. */
export const MAX_CHUNK_SAMPLES = 4_096;
/** Stamps beyond this (year 10889 and its mirror before 1970) are refused. */
export const MAX_STAMP_MS = 2 ** 48;
/** Above this share of values that are no decimals, their bits are stored instead. */
const MAX_EXCEPTION_SHARE = 0.125;
const TWO_32 = 2 ** 32;

export interface ChunkSamples {
  readonly atMs: Float64Array;
  readonly value: Float64Array;
}

/**
 * Packs samples of one series without loss: stamps are whole milliseconds, values any finite double (−0 stays −0).
 * Throws RangeError when the columns are empty, unequal, too long or hold something else.
 */
export function encodeChunk({ atMs, value }: ChunkSamples): Uint8Array<ArrayBuffer> {
  const count = atMs.length;
  if (count === 0 || count !== value.length || count > MAX_CHUNK_SAMPLES)
    throw new RangeError(`A chunk takes 1 to ${MAX_CHUNK_SAMPLES} samples in two equal columns.`);
  for (const stamp of atMs)
    if (!Number.isInteger(stamp) || Math.abs(stamp) > MAX_STAMP_MS)
      throw new RangeError(`A chunk takes stamps in whole milliseconds, not ${stamp}.`);
  for (const number of value)
    if (!Number.isFinite(number)) throw new RangeError(`A chunk takes finite values, not ${number}.`);

  const head = new ByteWriter();
  const coder = new RangeEncoder();
  const decimals = toDecimals(value);
  head.byte(VERSION);
  head.byte(decimals === null ? MODE_BITS : MODE_DECIMAL);
  head.varint(count);
  encodeIntegers(atMs, head, coder);
  if (decimals === null) {
    const words = new Uint32Array(value.slice().buffer);
    encodeIntegers(
      Float64Array.from({ length: count }, (_, i) => words[i * 2 + 1] ?? 0),
      head,
      coder,
    );
    encodeIntegers(
      Float64Array.from({ length: count }, (_, i) => words[i * 2] ?? 0),
      head,
      coder,
    );
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
    encodeIntegers(decimals.wholes, head, coder);
  }
  const body = coder.finish();
  head.varint(body.length);
  head.bytes(body);
  const bytes = new Uint8Array(head.length + CRC_BYTES);
  bytes.set(head.finish());
  new DataView(bytes.buffer).setUint32(head.length, crc32(bytes.subarray(0, head.length)), true);
  return bytes;
}

/** Unpacks a chunk. Errors: a sentence saying why these bytes are no chunk; never throws, never hangs. */
export function decodeChunk(bytes: Uint8Array): Result<ChunkSamples, string> {
  if (bytes.length < CRC_BYTES + 3) return err(`A chunk of ${bytes.length} bytes is too short.`);
  const end = bytes.length - CRC_BYTES;
  const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  if (crc32(bytes.subarray(0, end)) !== stored)
    return err('A chunk of samples is damaged: its checksum differs.');
  try {
    return decodeBody(new ByteReader(bytes.subarray(0, end)));
  } catch (error) {
    if (error instanceof RangeError) return err(`A chunk of samples cannot be read: ${error.message}.`);
    throw error;
  }
}

function decodeBody(head: ByteReader): Result<ChunkSamples, string> {
  const version = head.byte();
  if (version !== VERSION) return err(`A chunk has format ${version}; this Vigil reads format ${VERSION}.`);
  const mode = head.byte();
  const count = head.varint();
  if (count === 0 || count > MAX_CHUNK_SAMPLES) return err(`A chunk of ${count} samples is not possible.`);
  const stampHead = readIntegersHead(head);
  if (mode === MODE_BITS) {
    const highHead = readIntegersHead(head);
    const lowHead = readIntegersHead(head);
    const coder = openBody(head);
    const atMs = decodeIntegers(stampHead, count, coder);
    const high = decodeIntegers(highHead, count, coder);
    const low = decodeIntegers(lowHead, count, coder);
    return ok({ atMs, value: Float64Array.from(high, (word, i) => fromWords(word, low[i] ?? 0)) });
  }
  if (mode !== MODE_DECIMAL) return err(`A chunk has the unknown mode ${mode}.`);
  const scheme: DecimalScheme = { digits: head.byte(), shift: head.byte() };
  const exceptions = new Map<number, number>();
  const exceptionCount = head.varint();
  if (exceptionCount > count) return err('A chunk has more exceptions than samples.');
  let index = 0;
  for (let i = 0; i < exceptionCount; i++) {
    index += head.varint();
    exceptions.set(index, head.double());
  }
  const wholeHead = readIntegersHead(head);
  const coder = openBody(head);
  const atMs = decodeIntegers(stampHead, count, coder);
  const value = decodeIntegers(wholeHead, count, coder).map((whole) => fromWhole(whole, scheme));
  for (const [at, exception] of exceptions) if (at < count) value[at] = exception;
  return ok({ atMs, value });
}

function openBody(head: ByteReader): RangeDecoder {
  const length = head.varint();
  if (head.offset + length !== head.bytes.length) throw new RangeError('its length does not add up');
  return new RangeDecoder(head.bytes, head.offset);
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

const scratchDouble = new Float64Array(1);
const scratchWords = new Uint32Array(scratchDouble.buffer);

/** The double of two 32-bit words; Vigil runs on little-endian machines only. */
function fromWords(high: number, low: number): number {
  scratchWords[1] = high % TWO_32;
  scratchWords[0] = low % TWO_32;
  return scratchDouble[0] ?? 0;
}
