import { BitWriter, wordsOf } from './bit-buffer.ts';
import type { ByteReader, ByteWriter } from './byte-buffer.ts';
import { bestGuess, fromMisses, type Guess, greatestCommonDivisor, predictors, walk } from './predictor.ts';
import { bestShift, MAX_SHIFT, missOf, NumberReader, writeNumber, zigzag } from './rice.ts';

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
/** Sparse is tried when at least half of the guesses hit. */
const SPARSE_SHARE = 0.5;
let room = new Int32Array(4_096);

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

/**
 * Reads a column of `count` numbers into the start of another. Throws RangeError when the parameters are impossible.
 * @param wanted only the first of them are needed
 * @returns whether they are all the same
 */
export function decodeIntegers(
  head: ByteReader,
  count: number,
  into: Float64Array,
  wanted: number = count,
): boolean {
  const first = head.signed();
  const divisor = head.varint();
  const guess = readGuess(head);
  const coding = head.byte();
  if (coding === HITS_ONLY) {
    into.fill(0, 0, wanted);
    if (guess.predictor === 'middle' && guess.middle === 0) {
      into.fill(first, 0, wanted);
      return true;
    }
  } else if (coding === DENSE) {
    const shift = readShift(head);
    openBits(head).misses(into, wanted, shift);
  } else if (coding === SPARSE) {
    const [ofRuns, ofRest] = [readShift(head), readShift(head)];
    const misses = head.varint();
    if (misses > count) throw new RangeError('it holds more misses than numbers');
    const bits = openBits(head);
    into.fill(0, 0, wanted);
    let at = 0;
    for (let i = 0; i < misses; i++) {
      at += bits.number(ofRuns);
      const miss = missOf(bits.number(ofRest) + 1);
      if (at >= count) throw new RangeError('it holds a miss beyond its end');
      if (at >= wanted) break;
      into[at++] = miss;
    }
  } else throw new RangeError('it names an unknown coding');
  fromMisses(into, wanted, guess);
  if (divisor === 1) for (let i = 0; i < wanted; i++) into[i]! += first;
  else for (let i = 0; i < wanted; i++) into[i] = first + into[i]! * divisor;
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
