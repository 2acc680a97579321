/** The files of a database as they lie in its folder: name to bytes. */
export type Files = ReadonlyMap<string, Buffer>;

export interface Damage {
  /** What was done, for the report of a failure. */
  readonly words: string;
  /** The kind of it, for counting. */
  readonly kind: string;
  readonly files: Files;
}

export const DATABASE = 'vigil.db';
export const WAL = 'vigil.db-wal';
const PAGE_BYTES = 4_096;
const MAX_FLIPS = 64;
const MAX_PAGES = 8;
const MAX_GARBAGE_BYTES = 20_000;

type Random = () => number;

/** What can happen to one file. */
const ways: Readonly<Record<string, (bytes: Buffer, random: Random) => readonly [string, Buffer]>> = {
  truncated(bytes, random) {
    const length = below(bytes.length, random);
    return [`at ${length} of ${bytes.length}`, bytes.subarray(0, length)];
  },
  flipped(bytes, random) {
    const copy = Buffer.from(bytes);
    const count = random() < 0.5 ? 1 : 1 + below(MAX_FLIPS, random);
    const places = Array.from({ length: count }, () => {
      const bit = below(copy.length * 8, random);
      copy[bit >> 3]! ^= 1 << (bit & 7);
      return `${bit >> 3}.${bit & 7}`;
    });
    return [`at ${places.join(', ')}`, copy];
  },
  emptied: (bytes) => [`of ${bytes.length}`, bytes.subarray(0, 0)],
  zeroed(bytes, random) {
    const copy = Buffer.from(bytes);
    const pages = Array.from({ length: 1 + below(MAX_PAGES, random) }, () =>
      below(Math.ceil(copy.length / PAGE_BYTES), random),
    );
    for (const page of pages) copy.fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
    return [`pages ${pages.join(', ')}`, copy];
  },
  misplaced(bytes, random) {
    const copy = Buffer.from(bytes);
    const pages = Math.floor(copy.length / PAGE_BYTES);
    const from = below(pages, random);
    const to = below(pages, random);
    bytes.copy(copy, to * PAGE_BYTES, from * PAGE_BYTES, (from + 1) * PAGE_BYTES);
    return [`page ${from} written over page ${to}`, copy];
  },
  lengthened(bytes, random) {
    const more = Buffer.from(
      Array.from({ length: 1 + below(MAX_GARBAGE_BYTES, random) }, () => below(256, random)),
    );
    return [`by ${more.length}`, Buffer.concat([bytes, more])];
  },
};

/** Does one thing to the files of a database; `others` are those of another one, to be mixed up with them. */
export function damaged(files: Files, others: Files, random: Random): Damage {
  const names = [...files.keys()];
  const way = pick([...Object.keys(ways), 'flipped', 'truncated', 'exchanged'], random);
  if (way === 'exchanged') return exchanged(files, others, random);
  const name = pick(names, random);
  const bytes = files.get(name)!;
  // Nothing can be done to nothing.
  if (bytes.length < PAGE_BYTES) return exchanged(files, others, random);
  const [words, next] = ways[way]!(bytes, random);
  return {
    words: `${name} ${way} ${words}`,
    kind: `${way} ${name}`,
    files: new Map([...files, [name, next]]),
  };
}

function exchanged(files: Files, others: Files, random: Random): Damage {
  const name = pick([...others.keys()], random);
  const isAmongThemselves = files.has(WAL) && random() < 0.3;
  const next = isAmongThemselves
    ? new Map([
        [DATABASE, files.get(WAL)!],
        [WAL, files.get(DATABASE)!],
      ])
    : new Map([...files, [name, others.get(name)!]]);
  const words = isAmongThemselves ? 'the database and its log exchanged' : `${name} of another one`;
  return { words, kind: 'exchanged', files: next };
}

function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[below(list.length, random)]!;
}
