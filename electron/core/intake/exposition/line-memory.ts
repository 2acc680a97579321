/** Lines remembered before the memory starts over: several pages of the largest exporters. */
export const MAX_REMEMBERED_LINES = 500_000;
/** Bytes of remembered lines before the memory starts over. */
export const MAX_REMEMBERED_BYTES = 96 * 1_048_576;

const FIRST_ENTRIES = 1_024;
const FIRST_BYTES = 65_536;
const NONE = -1;

/**
 * Remembers lines by their bytes, so that a line seen before is recognised without being read: of a sample line
 * everything before its value, of a comment the whole line.
 *
 * Pages repeat their lines in the same order, so each line knows which one followed it; where the order has
 * changed, a hash table finds it. Columns, not objects: a page may have hundreds of thousands of lines.
 */
export class LineMemory {
  /** The remembered bytes, one after the other. Replaced when it grows. */
  bytes = new Uint8Array(FIRST_BYTES);
  /** The same bytes, for comparing four at a time. */
  view = new DataView(this.bytes.buffer);
  /** Where each entry's bytes begin, and one more for the end of the last. */
  starts = new Int32Array(FIRST_ENTRIES + 1);
  /** What the owner keeps for each entry. */
  handles = new Int32Array(FIRST_ENTRIES);
  /** The round in which the owner last met the entry. */
  rounds = new Int32Array(FIRST_ENTRIES);
  /** The entry that followed when this one was last met. */
  followers = new Int32Array(FIRST_ENTRIES).fill(NONE);
  size = 0;
  /** Kept, so that a growing table does not read every line again. */
  #hashes = new Int32Array(FIRST_ENTRIES);
  readonly #seed: number;
  #table = new Int32Array(FIRST_ENTRIES * 2).fill(NONE);

  /** @param random 0 to 1: lines cannot be chosen to collide by somebody who does not know it */
  constructor(random: () => number) {
    this.#seed = Math.floor(random() * 0xffff_ffff);
  }

  get byteLength(): number {
    return this.starts[this.size]!;
  }

  get isFull(): boolean {
    return this.size >= MAX_REMEMBERED_LINES || this.byteLength >= MAX_REMEMBERED_BYTES;
  }

  /** @returns the entry of these bytes, or -1 */
  find(source: Uint8Array, from: number, to: number): number {
    const mask = this.#table.length - 1;
    const hash = hashOf(source, from, to, this.#seed);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#table[slot]!;
      if (entry === NONE) return NONE;
      if (this.#hashes[entry] === hash && this.#isEqual(entry, source, from, to)) return entry;
    }
  }

  /** Adds bytes that `find` did not find. */
  add(source: Uint8Array, from: number, to: number, handle: number): number {
    const entry = this.size;
    const start = this.starts[entry]!;
    this.#reserve(start + to - from);
    this.bytes.set(source.subarray(from, to), start);
    this.#hashes[entry] = hashOf(source, from, to, this.#seed);
    this.handles[entry] = handle;
    this.rounds[entry] = 0;
    this.followers[entry] = NONE;
    this.starts[entry + 1] = start + to - from;
    this.size += 1;
    if (this.size * 2 > this.#table.length) this.#rehash(this.#table.length * 2);
    else this.#place(entry);
    return entry;
  }

  /**
   * Forgets every entry that was not met in `round`, so that names that come and go do not pile up.
   * @param forget takes the handle of each
   */
  keepOnly(round: number, forget: (handle: number) => void): void {
    const old = { bytes: this.bytes, starts: this.starts, handles: this.handles, rounds: this.rounds };
    const count = this.size;
    this.clear();
    for (let entry = 0; entry < count; entry += 1) {
      if (old.rounds[entry] !== round) {
        forget(old.handles[entry]!);
        continue;
      }
      const added = this.add(old.bytes, old.starts[entry]!, old.starts[entry + 1]!, old.handles[entry]!);
      this.rounds[added] = round;
    }
  }

  clear(): void {
    this.bytes = new Uint8Array(FIRST_BYTES);
    this.view = new DataView(this.bytes.buffer);
    this.starts = new Int32Array(FIRST_ENTRIES + 1);
    this.handles = new Int32Array(FIRST_ENTRIES);
    this.#hashes = new Int32Array(FIRST_ENTRIES);
    this.rounds = new Int32Array(FIRST_ENTRIES);
    this.followers = new Int32Array(FIRST_ENTRIES).fill(NONE);
    this.#table = new Int32Array(FIRST_ENTRIES * 2).fill(NONE);
    this.size = 0;
  }

  #isEqual(entry: number, source: Uint8Array, from: number, to: number): boolean {
    const start = this.starts[entry]!;
    if (this.starts[entry + 1]! - start !== to - from) return false;
    for (let offset = 0; offset < to - from; offset += 1) {
      if (this.bytes[start + offset] !== source[from + offset]) return false;
    }
    return true;
  }

  #place(entry: number): void {
    const mask = this.#table.length - 1;
    let slot = this.#hashes[entry]! & mask;
    while (this.#table[slot] !== NONE) slot = (slot + 1) & mask;
    this.#table[slot] = entry;
  }

  #rehash(length: number): void {
    this.#table = new Int32Array(length).fill(NONE);
    for (let entry = 0; entry < this.size; entry += 1) this.#place(entry);
  }

  #reserve(byteLength: number): void {
    if (byteLength > this.bytes.length) {
      const larger = new Uint8Array(Math.max(byteLength, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    if (this.size < this.handles.length) return;
    const capacity = this.handles.length * 2;
    this.starts = grown(this.starts, capacity + 1);
    this.handles = grown(this.handles, capacity);
    this.#hashes = grown(this.#hashes, capacity);
    this.rounds = grown(this.rounds, capacity);
    this.followers = grown(this.followers, capacity);
  }
}

function grown(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(column);
  return larger;
}

/** FNV-1a with a seed. */
function hashOf(source: Uint8Array, from: number, to: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ source[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
