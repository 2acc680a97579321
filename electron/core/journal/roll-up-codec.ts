import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { type ByteReader, ByteWriter } from './byte-buffer.ts';
import { readSealed, sealed } from './checksum.ts';
import { bestScheme, type DecimalScheme, fromWhole, toWhole } from './decimal.ts';
import { decodeDoubles, encodeDoubles } from './double-column.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';
import type { Buckets } from './roll-up.ts';

/*
 * Layout: u8 format · varint count · columns of starts, least values, greatest values, sums, counts and lags ·
 * u32 CRC-32 of everything before it.
 */
const FORMAT = 1;
const WHAT = 'A roll-up';
/** Most buckets of one roll-up; a reader refuses more before it reserves memory. */
export const MAX_BUCKETS = 4_096;
/** A sum of decimals is a decimal: what it is off by is the rounding of the additions. */
const ROUNDING = 1e-9;

/**
 * Packs buckets. Sums of decimals are rounded to the decimal they stand for; all else comes back bit for bit.
 * @param seed a checksum of whose they are: only who knows it can read them
 */
export function encodeBuckets(buckets: Buckets, seed = 0): Uint8Array<ArrayBuffer> {
  const count = buckets.startMs.length;
  if (count === 0 || count > MAX_BUCKETS)
    throw new RangeError(`A roll-up takes 1 to ${MAX_BUCKETS} buckets.`);
  const head = new ByteWriter();
  head.byte(FORMAT);
  head.varint(count);
  encodeIntegers(buckets.startMs, head);
  encodeDoubles(buckets.min, head);
  encodeDoubles(buckets.max, head);
  encodeDoubles(roundedSums(buckets), head);
  encodeIntegers(buckets.count, head);
  encodeIntegers(buckets.lagSeconds, head);
  return sealed(head, seed);
}

/** Unpacks buckets. Errors: a sentence saying why these bytes are no roll-up; never throws, never hangs. */
export function decodeBuckets(bytes: Uint8Array, seed = 0): Result<Buckets, string> {
  const read = (head: ByteReader): Result<Buckets, string> => {
    const format = head.byte();
    if (format !== FORMAT)
      return err(`A roll-up has format ${format}; this Vigil reads formats up to ${FORMAT}.`);
    const length = head.varint();
    if (length === 0 || length > MAX_BUCKETS) throw new RangeError(`${length} buckets are not possible`);
    const column = (): Float64Array => new Float64Array(length);
    const buckets = {
      startMs: column(),
      min: column(),
      max: column(),
      sum: column(),
      count: column(),
      lagSeconds: column(),
    };
    decodeIntegers(head, length, buckets.startMs);
    for (const values of [buckets.min, buckets.max, buckets.sum]) decodeDoubles(head, values);
    decodeIntegers(head, length, buckets.count);
    decodeIntegers(head, length, buckets.lagSeconds);
    if (head.offset !== head.bytes.length) throw new RangeError('it is longer than it should be');
    return ok(buckets);
  };
  return readSealed(bytes, WHAT, read, seed);
}

/** The sums as decimals where what was added are decimals, which takes a fraction of the room. */
function roundedSums({ min, max, sum }: Buckets): Float64Array {
  const scheme = bestScheme(Float64Array.from([...min, ...max]));
  const areDecimals = [...min, ...max].every((value) => !Number.isNaN(toWhole(value, scheme)));
  return areDecimals ? sum.map((value) => roundedTo(value, scheme)) : sum;
}

function roundedTo(value: number, scheme: DecimalScheme): number {
  const rounded = fromWhole(Math.round(value * 10 ** (scheme.digits + scheme.shift)), scheme);
  return Math.abs(rounded - value) <= Math.abs(value) * ROUNDING ? rounded : value;
}
