import { BitWriter, wordsOf } from './bit-buffer.ts';
import type { ByteReader, ByteWriter } from './byte-buffer.ts';
import {
  bestGuess,
  bitLength,
  fromMisses,
  type Guess,
  greatestCommonDivisor,
  predictors,
  walk,
} from './predictor.ts';

/*
 * Misses are Golomb-Rice coded with a parameter of the column: as tight as a model that learns, within a few per cent,
 * and ten times as quick to read, which is what a moment of ten thousand series is made of. Where guesses mostly hit,
 * only the misses are written, each with how many hits came before it.
 *
 * Layout: signed first · varint divisor · u8 predictor · its parameters · u8 coding · 'dense': u8 shift · 'sparse':
 * u8 shift of the runs, u8 shift of the misses, varint misses · varint length of the bits · bits.
 */

/** Largest magnitude a column takes: two differences of such numbers are still exact doubles. */
export const MAX_COLUMN_INTEGER = 2 ** 49;
const HITS_ONLY = 0;
const DENSE = 1;
const SPARSE = 2;
/** Quotients from here on are written out: this many zeros, then the length of the number and its bits. */
const ESCAPE_ZEROS = 20;
const ESCAPE_MASK = (1 << ESCAPE_ZEROS) - 1;
const LENGTH_BITS = 6;
const MAX_SHIFT = 31;
const SMALL_SHIFT = 26;
const TWO_32 = 2 ** 32;
/** Sparse is tried when at least half of the guesses hit. */
const SPARSE_SHARE = 0.5;
let room = new Int32Array(4_096);

/** Small numbers for small misses of either sign. */
function zigzag(miss: number): number {
  return miss < 0 ? -miss * 2 - 1 : miss * 2;
}

function sizeOf(numbers: readonly number[], shift: number): number {
  const scale = 2 ** shift;
  let bits = 0;
  for (const number of numbers) {
    const quotient = Math.floor(number / scale);
    bits += quotient < ESCAPE_ZEROS ? quotient + 1 + shift : ESCAPE_ZEROS + LENGTH_BITS + bitLength(number);
  }
  return bits;
}

/** The parameter that takes the fewest bits, looked for around the mean. */
function bestShift(numbers: readonly number[]): { readonly shift: number; readonly bits: number } {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
  const middle = Math.min(MAX_SHIFT, Math.max(0, bitLength(Math.floor(mean * Math.LN2))));
  let best = { shift: middle, bits: Number.POSITIVE_INFINITY };
  for (let shift = Math.max(0, middle - 2); shift <= Math.min(MAX_SHIFT, middle + 1); shift++) {
    const bits = sizeOf(numbers, shift);
    if (bits < best.bits) best = { shift, bits };
  }
  return best;
}

function writeNumber(out: BitWriter, number: number, shift: number): void {
  const quotient = Math.floor(number / 2 ** shift);
  if (quotient < ESCAPE_ZEROS) {
    out.write(2 ** quotient, quotient + 1);
    out.write(number % 2 ** shift, shift);
    return;
  }
  const length = bitLength(number);
  out.write(0, ESCAPE_ZEROS);
  out.write(length, LENGTH_BITS);
  out.write(number % TWO_32, Math.min(length, 32));
  out.write(Math.floor(number / TWO_32), Math.max(0, length - 32));
}

/** Writes whole numbers of at most MAX_COLUMN_INTEGER in magnitude, at least one of them. */
export function encodeIntegers(values: Float64Array, head: ByteWriter): void {
  const first = values[0] ?? 0;
  const divisor = greatestCommonDivisor(values, first);
  const reduced = values.map((value) => (value - first) / divisor);
  const guess = bestGuess(reduced);
  head.signed(first);
  head.varint(divisor);
  head.byte(predictors.indexOf(guess.predictor));
  if (guess.predictor === 'middle' || guess.predictor === 'average') head.signed(guess.middle);
  if (guess.predictor === 'line') head.double(guess.step);
  const misses: number[] = [];
  walk(reduced.length, guess, (i, predicted) => {
    const value = reduced[i] ?? 0;
    misses.push(zigzag(value - predicted));
    return value;
  });
  writeMisses(misses, head);
}

function writeMisses(misses: readonly number[], head: ByteWriter): void {
  const hits = misses.reduce((sum, miss) => sum + (miss === 0 ? 1 : 0), 0);
  if (hits === misses.length) {
    head.byte(HITS_ONLY);
    return;
  }
  const dense = bestShift(misses);
  const bits = new BitWriter();
  if (hits >= misses.length * SPARSE_SHARE) {
    const { runs, rest } = withoutHits(misses);
    const [ofRuns, ofRest] = [bestShift(runs), bestShift(rest)];
    if (ofRuns.bits + ofRest.bits < dense.bits) {
      head.byte(SPARSE);
      head.byte(ofRuns.shift);
      head.byte(ofRest.shift);
      head.varint(rest.length);
      for (let i = 0; i < rest.length; i++) {
        writeNumber(bits, runs[i] ?? 0, ofRuns.shift);
        writeNumber(bits, rest[i] ?? 0, ofRest.shift);
      }
      writeBits(bits, head);
      return;
    }
  }
  head.byte(DENSE);
  head.byte(dense.shift);
  for (const miss of misses) writeNumber(bits, miss, dense.shift);
  writeBits(bits, head);
}

function writeBits(bits: BitWriter, head: ByteWriter): void {
  const bytes = bits.finish();
  head.varint(bytes.length);
  head.bytes(bytes);
}

/** How many hits come before each miss, and the misses, one less each: none of them is a hit. */
function withoutHits(misses: readonly number[]): { readonly runs: number[]; readonly rest: number[] } {
  const runs: number[] = [];
  const rest: number[] = [];
  let run = 0;
  for (const miss of misses)
    if (miss === 0) run++;
    else {
      runs.push(run);
      rest.push(miss - 1);
      run = 0;
    }
  return { runs, rest };
}

/** Reads numbers of a row of bits. Wrong input gives wrong numbers, never an error: check it before. */
class NumberReader {
  readonly #words: Int32Array;
  #at = 0;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  /** `count` zigzagged numbers, told as misses, into the start of a column. */
  misses(into: Float64Array, count: number, shift: number): void {
    const words = this.#words;
    const mask = shift === 0 ? 0 : 0xffff_ffff >>> (32 - shift);
    // Whatever the quotient, such numbers fit in 31 bits: the loop below is all small integers then.
    const isSmall = shift <= SMALL_SHIFT;
    const scale = 2 ** shift;
    let at = this.#at;
    for (let i = 0; i < count; i++) {
      const index = at >>> 5;
      const window = (words[index]! >>> (at & 31)) | ((words[index + 1]! << 1) << (31 - (at & 31)));
      if ((window & ESCAPE_MASK) === 0) {
        this.#at = at;
        into[i] = missOf(this.#escaped());
        at = this.#at;
        continue;
      }
      const quotient = 31 - Math.clz32(window & -window);
      let low = (window >>> quotient) >>> 1;
      at += quotient + 1;
      if (quotient + 1 + shift > 32)
        low = (words[at >>> 5]! >>> (at & 31)) | ((words[(at >>> 5) + 1]! << 1) << (31 - (at & 31)));
      at += shift;
      if (isSmall) {
        const number = (quotient << shift) | (low & mask);
        into[i] = (number >>> 1) ^ -(number & 1);
      } else into[i] = missOf(quotient * scale + ((low & mask) >>> 0));
    }
    this.#at = at;
  }

  /** One number that is not negative. */
  number(shift: number): number {
    if ((this.#window() & ESCAPE_MASK) === 0) return this.#escaped();
    const window = this.#window();
    const quotient = 31 - Math.clz32(window & -window);
    this.#at += quotient + 1;
    return quotient * 2 ** shift + this.#bits(shift);
  }

  #escaped(): number {
    this.#at += ESCAPE_ZEROS;
    const length = this.#bits(LENGTH_BITS);
    const low = this.#bits(Math.min(length, 32));
    return low + this.#bits(Math.max(0, length - 32)) * TWO_32;
  }

  #bits(count: number): number {
    const value = count === 0 ? 0 : (this.#window() & (0xffff_ffff >>> (32 - count))) >>> 0;
    this.#at += count;
    return value;
  }

  #window(): number {
    const index = this.#at >>> 5;
    const shift = this.#at & 31;
    return ((this.#words[index] ?? 0) >>> shift) | (((this.#words[index + 1] ?? 0) << 1) << (31 - shift));
  }
}

function missOf(number: number): number {
  return number % 2 === 1 ? -(number + 1) / 2 : number / 2;
}

/**
 * Reads `count` numbers into the start of a column. Throws RangeError when the parameters are impossible.
 * @returns whether they are all the same
 */
export function decodeIntegers(head: ByteReader, count: number, into: Float64Array): boolean {
  const first = head.signed();
  const divisor = head.varint();
  const guess = readGuess(head);
  const coding = head.byte();
  if (coding === HITS_ONLY) {
    into.fill(0, 0, count);
    if (guess.predictor === 'middle' && guess.middle === 0) {
      into.fill(first, 0, count);
      return true;
    }
  } else if (coding === DENSE) {
    const shift = readShift(head);
    openBits(head).misses(into, count, shift);
  } else if (coding === SPARSE) {
    const [ofRuns, ofRest] = [readShift(head), readShift(head)];
    const misses = head.varint();
    if (misses > count) throw new RangeError('it holds more misses than numbers');
    const bits = openBits(head);
    into.fill(0, 0, count);
    let at = 0;
    for (let i = 0; i < misses; i++) {
      at += bits.number(ofRuns);
      const miss = missOf(bits.number(ofRest) + 1);
      if (at >= count) throw new RangeError('it holds a miss beyond its end');
      into[at++] = miss;
    }
  } else throw new RangeError('it names an unknown coding');
  fromMisses(into, count, guess);
  if (divisor === 1) for (let i = 0; i < count; i++) into[i]! += first;
  else for (let i = 0; i < count; i++) into[i] = first + into[i]! * divisor;
  return false;
}

function readGuess(head: ByteReader): Guess {
  const predictor = predictors[head.byte()];
  if (predictor === undefined) throw new RangeError('it names an unknown predictor');
  const middle = predictor === 'middle' || predictor === 'average' ? head.signed() : 0;
  const step = predictor === 'line' ? head.double() : 0;
  return { predictor, middle, step };
}

function readShift(head: ByteReader): number {
  const shift = head.byte();
  if (shift > MAX_SHIFT) throw new RangeError('it names an impossible parameter');
  return shift;
}

function openBits(head: ByteReader): NumberReader {
  const length = head.varint();
  const end = head.offset + length;
  if (end > head.bytes.length) throw new RangeError('its length does not add up');
  room = wordsOf(head.bytes.subarray(head.offset, end), room);
  head.offset = end;
  return new NumberReader(room);
}
