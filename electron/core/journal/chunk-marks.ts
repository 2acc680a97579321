import { type ByteReader, ByteWriter } from './byte-buffer.ts';
import { type DecimalScheme, fromWholes } from './decimal.ts';
import { decodeIntegers, encodeIntegers } from './integer-column.ts';

/*
 * Marks are the last value of every half minute of a chunk, stored beside the samples for sparklines of the past: they
 * take a twentieth of the room and are read thirty times as quickly. Only a chunk that arrived as it was measured and has
 * no half minute without a sample carries them; others are read whole.
 *
 * Layout: varint length of the rest, 0 for none · u8 marks · varint first half minute since 1970 · varint last stamp within the last one · varint lag ·
 * u8 digits · u8 shift · column of whole numbers.
 */

/** Length of the stretches marks stand for, aligned to the clock. */
export const MARK_STEP_MS = 30_000;
const MAX_MARKS = 255;
/** Fewer samples per mark are read as quickly as the marks. */
const MIN_SAMPLES_PER_MARK = 4;

/** What marks are made from: ascending stamps, values as whole numbers. */
interface MarkableChunk {
  readonly atMs: Float64Array;
  readonly lagSeconds: Uint32Array;
  readonly wholes: Float64Array;
  readonly scheme: DecimalScheme;
  /** Positions whose value the whole numbers do not tell. */
  readonly exceptions: readonly number[];
}

export interface Marks {
  /** At the end of each half minute; the last one when it was measured. */
  readonly atMs: Float64Array;
  readonly value: Float64Array;
  readonly lagSeconds: Uint32Array;
}

const markStamps = new Float64Array(MAX_MARKS);
const markValues = new Float64Array(MAX_MARKS);
const markLags = new Uint32Array(MAX_MARKS);

export function writeMarks(chunk: MarkableChunk | null, head: ByteWriter): void {
  const positions = chunk === null ? [] : markPositions(chunk);
  const marks = new ByteWriter();
  if (chunk !== null && positions.length > 0) {
    const { atMs, lagSeconds, wholes, scheme } = chunk;
    marks.byte(positions.length);
    marks.varint(Math.floor((atMs[0] ?? 0) / MARK_STEP_MS));
    marks.varint((atMs.at(-1) ?? 0) % MARK_STEP_MS);
    marks.varint(lagSeconds[0] ?? 0);
    marks.byte(scheme.digits);
    marks.byte(scheme.shift);
    encodeIntegers(
      Float64Array.from(positions, (at) => wholes[at] ?? 0),
      marks,
    );
  }
  head.varint(marks.length);
  head.bytes(marks.finish());
}

/** Where the last sample of every half minute stands; empty when the chunk carries no marks. */
function markPositions({ atMs, lagSeconds, exceptions }: MarkableChunk): number[] {
  const positions: number[] = [];
  let bin = Math.floor((atMs[0] ?? -1) / MARK_STEP_MS);
  const lacking = new Set(exceptions);
  if (bin < 0) return [];
  for (let i = 0; i < atMs.length; i++) {
    const stamp = atMs[i] ?? 0;
    if (lagSeconds[i] !== lagSeconds[0] || (i > 0 && stamp <= (atMs[i - 1] ?? 0))) return [];
    const next = atMs[i + 1];
    const nextBin = next === undefined ? bin + 1 : Math.floor(next / MARK_STEP_MS);
    if (nextBin === bin) continue;
    if (nextBin > bin + 1 || lacking.has(i)) return [];
    positions.push(i);
    bin = nextBin;
  }
  const areWorthIt = positions.length * MIN_SAMPLES_PER_MARK <= atMs.length && positions.length <= MAX_MARKS;
  return areWorthIt ? positions : [];
}

/** Leaves the marks of a chunk unread. */
export function skipMarks(head: ByteReader): void {
  const length = head.varint();
  head.offset += length;
}

/** Reads the marks of a chunk into columns that the next call overwrites; null when it carries none. */
export function readMarks(head: ByteReader): Marks | null {
  if (head.varint() === 0) return null;
  const count = head.byte();
  const firstBin = head.varint();
  const lastOffsetMs = head.varint();
  const lag = head.varint();
  const scheme: DecimalScheme = { digits: head.byte(), shift: head.byte() };
  const value = markValues.subarray(0, count);
  decodeIntegers(head, count, value);
  fromWholes(value, scheme);
  for (let i = 0; i < count; i++) markStamps[i] = (firstBin + i + 1) * MARK_STEP_MS - 1;
  markStamps[count - 1] = (firstBin + count - 1) * MARK_STEP_MS + lastOffsetMs;
  return {
    atMs: markStamps.subarray(0, count),
    value,
    lagSeconds: markLags.subarray(0, count).fill(lag),
  };
}
