import { deepValues, hostileBytes, hostileKeys, hostileNumbers, hostileValues } from './hostile.ts';
import { type JsonSpan, jsonSpans } from './json-spans.ts';
import type { Random } from './random.ts';

/** Inputs grow to about this when they are blown up: time is judged per 64 kB. */
export const FULL_BYTES = 65_536;
/** How often an input is blown up, or gets something nested deeply. */
const LARGE_SHARE = 1 / 400;
const MAX_CHANGES = 5;

/** Makes damaged bodies out of real ones. */
export type Mutator = (random: Random) => Buffer;

type Change = (body: Buffer, random: Random) => Buffer;

/** Puts `put` in the place of a stretch. */
export function replaced(body: Buffer, start: number, end: number, put: Uint8Array): Buffer {
  return Buffer.concat([body.subarray(0, start), put, body.subarray(end)]);
}

const anywhere = (body: Buffer, random: Random): number => random.int(body.length + 1);

/** A stretch that is mostly short. */
function stretch(body: Buffer, random: Random): readonly [number, number] {
  const start = anywhere(body, random);
  const length = random.chance(0.7) ? random.int(16) : random.int(body.length + 1);
  return [start, Math.min(body.length, start + length)];
}

/** The next run of digits, quoted text or line from a random place on; null when none follows. */
function found(body: Buffer, pattern: RegExp, random: Random): readonly [number, number] | null {
  const from = anywhere(body, random);
  const match = pattern.exec(body.toString('latin1', from, from + 2_000));
  return match === null ? null : [from + match.index, from + match.index + match[0].length];
}

const repeated: Change = (body, random) => {
  const [start, end] = stretch(body, random);
  const chunk = body.subarray(start, end);
  return replaced(body, end, end, Buffer.concat(Array.from({ length: 1 + random.int(8) }, () => chunk)));
};

const changes: readonly Change[] = [
  (body, random) => {
    const copy = Buffer.from(body);
    const at = random.int(Math.max(1, copy.length));
    copy[at] = copy[at]! ^ (1 << random.int(8));
    return copy;
  },
  (body, random) => {
    const at = anywhere(body, random);
    return replaced(body, at, at + random.int(2), random.pick(hostileBytes));
  },
  (body, random) => {
    const at = anywhere(body, random);
    return replaced(
      body,
      at,
      at,
      Buffer.from(Array.from({ length: 1 + random.int(4) }, () => random.int(256))),
    );
  },
  (body, random) => replaced(body, ...stretch(body, random), Buffer.alloc(0)),
  (body, random) => body.subarray(0, anywhere(body, random)),
  repeated,
  (body, random) => {
    const span = found(body, /\d[\d.e+-]*/, random);
    return span === null ? body : replaced(body, ...span, random.pick(hostileNumbers));
  },
  (body, random) => {
    const span = found(body, /"[^"]*"/, random);
    return span === null ? body : replaced(body, ...span, random.pick(hostileValues));
  },
  (body, random) => {
    const span = found(body, /\n/, random);
    return span === null ? body : replaced(body, span[1] - 1, span[1], Buffer.from('\r\n'));
  },
  (body, random) => {
    // Two stretches change places.
    const [a, b] = stretch(body, random);
    const [c, d] = stretch(body, random);
    if (b > c) return body;
    return Buffer.concat([
      body.subarray(0, a),
      body.subarray(c, d),
      body.subarray(b, c),
      body.subarray(a, b),
      body.subarray(d),
    ]);
  },
];

/** One stretch of a body again and again, until the body is large. */
function blownUp(body: Buffer, start: number, end: number, joint: string): Buffer {
  const chunk = Buffer.concat([body.subarray(start, end), Buffer.from(joint)]);
  const times = Math.floor((FULL_BYTES - Math.min(FULL_BYTES, body.length)) / Math.max(1, chunk.length));
  return replaced(body, start, start, Buffer.concat(Array.from({ length: times }, () => chunk)));
}

function damaged(body: Buffer, seeds: readonly Buffer[], random: Random): Buffer {
  let result = body;
  for (let left = 1 + random.int(MAX_CHANGES); left > 0; left -= 1)
    result = random.pick(changes)(result, random);
  if (random.chance(0.08)) {
    const other = random.pick(seeds);
    result = Buffer.concat([
      result.subarray(0, anywhere(result, random)),
      other.subarray(anywhere(other, random)),
    ]);
  }
  if (random.chance(LARGE_SHARE)) result = blownUp(result, ...stretch(result, random), '');
  return result;
}

/** Damages bodies of any kind: bytes are flipped, lost, repeated and put in, bodies are spliced. */
export function byteMutator(seeds: readonly Buffer[], prepare?: Change): Mutator {
  return (random) => {
    const seed = random.pick(seeds);
    return damaged(prepare === undefined ? seed : prepare(seed, random), seeds, random);
  };
}

/** One change that mostly leaves JSON valid. */
function changedSpan(
  body: Buffer,
  { start, end, kind }: JsonSpan,
  values: readonly Buffer[],
  random: Random,
): Buffer {
  if (kind === 'key') return replaced(body, start, end, random.pick(hostileKeys));
  if (kind === 'value')
    return replaced(body, start, end, random.pick(random.chance(0.25) ? values : hostileValues));
  if (random.chance(LARGE_SHARE * 4)) return blownUp(body, start, end, ',');
  const times = random.int(4);
  // Without it, or with it several times; a comma too many is a change as well.
  const copies = Array.from({ length: times }, () => body.subarray(start, end));
  return replaced(
    body,
    start,
    end,
    Buffer.concat(copies.flatMap((copy, index) => (index === 0 ? [copy] : [Buffer.from(','), copy]))),
  );
}

/**
 * Damages JSON: half of the time as any other bytes, and half of the time so that what comes is mostly JSON and the
 * decoder, not the parser, has to refuse it.
 */
export function jsonMutator(seeds: readonly Buffer[]): Mutator {
  const spansOf = new Map(seeds.map((seed) => [seed, jsonSpans(seed)]));
  const values = seeds.flatMap((seed) =>
    (spansOf.get(seed) ?? [])
      .filter(({ kind }) => kind === 'value')
      .map(({ start, end }) => seed.subarray(start, end)),
  );
  const ofBytes = byteMutator(seeds);
  return (random) => {
    if (random.chance(0.5)) return ofBytes(random);
    const seed = random.pick(seeds);
    const spans = spansOf.get(seed) ?? [];
    if (random.chance(LARGE_SHARE)) {
      const { start, end } = random.pick(spans.filter(({ kind }) => kind === 'value'));
      return replaced(seed, start, end, random.pick(deepValues));
    }
    // From the end on, and none within another, so that places stay right.
    const chosen = Array.from({ length: 1 + random.int(MAX_CHANGES) }, () => random.pick(spans)).toSorted(
      (a, b) => b.start - a.start,
    );
    let body = seed;
    let from = seed.length;
    for (const span of chosen) {
      if (span.end > from) continue;
      body = changedSpan(body, span, values, random);
      from = span.start;
    }
    return body;
  };
}

/** Cuts an input into pieces anywhere: mostly one or few, sometimes byte by byte. */
export function pieces(input: Uint8Array, random: Random): readonly Uint8Array[] {
  if (random.chance(0.5)) return [input];
  const size = random.chance(0.1) && input.length < 4_000 ? 1 : 1 + random.int(input.length + 1);
  const cut: Uint8Array[] = [];
  for (let from = 0; from < input.length; from += size) cut.push(input.subarray(from, from + size));
  return cut;
}
