import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type ChunkSamples, encodeChunk, MAX_STAMP_MS } from './chunk-codec.ts';
import type { JournalSeries } from './journal.ts';
import { addToMeta, readMeta } from './meta.ts';
import { OpenChunk } from './open-chunk.ts';
import type { SampleColumns, WriteBatch } from './protocol.ts';
import type { RollUpsStore } from './roll-ups-store.ts';
import { noteDamage } from './row-sum.ts';
import { seriesOfRow } from './series-names.ts';
import { seriesSum } from './series-text.ts';
import { decodeTail, encodeTail, TAIL_LAYOUT } from './tail-codec.ts';

/** A chunk is sealed at this many samples … */
export const SEAL_SAMPLES = 600;
/** … or this long after its first one. */
export const SEAL_AFTER_MS = 600_000;
/** Series that began together fall due together; sealing a few hundred a second keeps reads waiting little. */
export const MAX_SEALS_PER_WRITE = 400;
/** Samples of one stored chunk at most, when a backlog or a backfill brings many at once. */
const MAX_STORED_CHUNK_SAMPLES = 1_200;
/** From the first to the last sample of a chunk at most: those of a moment are then found by their end alone. */
export const MAX_CHUNK_SPAN_MS = 3_600_000;
/** Open samples in memory (20 bytes each, columns up to half empty); above it every write seals. */
const MAX_OPEN_SAMPLES = 8_000_000;

/** What a transaction prepared and memory takes over once it is committed. */
export interface PreparedSamples {
  readonly refused: number;
  commit(): void;
}

/** Samples: rows of `series`, `chunks` and `tail`, and the open chunks in memory. */
export class SamplesStore {
  readonly #database: DatabaseSync;
  readonly #rollUps: Pick<RollUpsStore, 'markDue'>;
  readonly #idOfHandle = new Map<number, number>();
  readonly #seriesOfHandle = new Map<number, JournalSeries>();
  /** By id: what its chunks are sealed with. */
  readonly #seeds = new Map<number, number>();
  readonly #open = new Map<number, OpenChunk>();
  readonly #insertChunk: StatementSync;
  readonly #markSealed: StatementSync;
  #openSamples = 0;

  constructor(database: DatabaseSync, nowMs: number, rollUps: Pick<RollUpsStore, 'markDue'>) {
    this.#database = database;
    this.#rollUps = rollUps;
    this.#insertChunk = database.prepare(
      'INSERT INTO chunks (series, from_ms, to_ms, count, body) VALUES (?, ?, ?, ?, ?)',
    );
    this.#markSealed = database.prepare('UPDATE series SET sealed_tail = ? WHERE id = ?');
    this.#replayTail(nowMs);
  }

  /** Takes over the handles of a store of the same series: a rescued database keeps their ids. */
  adoptHandles(from: SamplesStore): void {
    for (const [handle, id] of from.#idOfHandle) this.#idOfHandle.set(handle, id);
    for (const [handle, series] of from.#seriesOfHandle) this.#seriesOfHandle.set(handle, series);
  }

  /** The series that were registered, and those of their samples that are in memory: what another database must be told. */
  inMemory(): Pick<WriteBatch, 'series' | 'samples'> {
    const samples = [...this.#idOfHandle].flatMap(([handle, id]): SampleColumns[] => {
      const open = this.#open.get(id)?.columns();
      if (open === undefined) return [];
      return [
        {
          handle: new Uint32Array(open.atMs.length).fill(handle),
          atMs: Float64Array.from(open.atMs),
          value: Float64Array.from(open.value),
          lagSeconds: Uint32Array.from(open.lagSeconds),
        },
      ];
    });
    return { series: [...this.#seriesOfHandle].map(([handle, series]) => ({ handle, series })), samples };
  }

  get sampleCount(): number {
    return (readMeta(this.#database, 'stored_samples') ?? 0) + this.#openSamples;
  }

  seriesCount(): number {
    return Number(this.#database.prepare('SELECT count(*) AS n FROM series').get()?.n ?? 0);
  }

  /** What of a series is not sealed yet, in order of time; null for nothing. Valid until the next write. */
  openSamples(id: number): ChunkSamples | null {
    return this.#open.get(id)?.columns() ?? null;
  }

  /** Writes new series and one tail batch inside the caller's transaction. */
  prepare(batch: WriteBatch): PreparedSamples {
    const registered = new Map<number, number>();
    const seeds = new Map<number, number>();
    const insert = this.#database.prepare(
      `INSERT INTO series (service, region, to_region, signal, unit, source) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET unit = excluded.unit RETURNING id`,
    );
    for (const { handle, series: s } of batch.series) {
      const row = insert.get(s.service, s.region, s.toRegion ?? '', s.signal, s.unit, s.sourceId);
      registered.set(handle, Number(row?.id));
      seeds.set(Number(row?.id), seriesSum(s));
    }
    const { columns, refused } = this.#accept(batch.samples, registered);
    let tailId = 0;
    if (columns.handle.length > 0)
      tailId = Number(
        this.#database
          .prepare('INSERT INTO tail (body, layout) VALUES (?, ?)')
          .run(encodeTail(columns), TAIL_LAYOUT).lastInsertRowid,
      );
    this.#writeAbsences(batch.absences, registered);
    return {
      refused,
      commit: () => {
        for (const [handle, id] of registered) this.#idOfHandle.set(handle, id);
        for (const { handle, series } of batch.series) this.#seriesOfHandle.set(handle, series);
        for (const [id, seed] of seeds) this.#seeds.set(id, seed);
        this.#take(columns, tailId, batch.nowMs);
      },
    };
  }

  #writeAbsences(absences: WriteBatch['absences'], registered: ReadonlyMap<number, number>): void {
    if (absences.length === 0) return;
    const insert = this.#database.prepare('INSERT INTO absences (series, at_ms) VALUES (?, ?)');
    for (const { handle, atMs } of absences) {
      const id = this.#idOfHandle.get(handle) ?? registered.get(handle);
      if (id !== undefined) insert.run(id, atMs);
    }
  }

  /** Gathers all columns into one, with database ids; what cannot be stored is counted. */
  #accept(
    parts: readonly SampleColumns[],
    registered: ReadonlyMap<number, number>,
  ): { columns: SampleColumns; refused: number } {
    const total = parts.reduce((sum, part) => sum + part.handle.length, 0);
    const handle = new Uint32Array(total);
    const atMs = new Float64Array(total);
    const value = new Float64Array(total);
    const lagSeconds = new Uint32Array(total);
    let count = 0;
    for (const part of parts)
      for (let i = 0; i < part.handle.length; i++) {
        const of = part.handle[i] ?? 0;
        const id = this.#idOfHandle.get(of) ?? registered.get(of);
        const stamp = part.atMs[i] ?? Number.NaN;
        const number = part.value[i] ?? Number.NaN;
        if (id === undefined || !(Math.abs(stamp) <= MAX_STAMP_MS) || !Number.isFinite(number)) continue;
        handle[count] = id;
        atMs[count] = stamp;
        lagSeconds[count] = part.lagSeconds[i] ?? 0;
        value[count++] = number;
      }
    const columns = {
      handle: handle.subarray(0, count),
      atMs: atMs.subarray(0, count),
      value: value.subarray(0, count),
      lagSeconds: lagSeconds.subarray(0, count),
    };
    return { columns, refused: total - count };
  }

  #take(samples: SampleColumns, tailId: number, nowMs: number): void {
    const { handle } = samples;
    for (let from = 0; from < handle.length; ) {
      const id = handle[from]!;
      let to = from + 1;
      while (handle[to] === id) to++;
      let chunk = this.#open.get(id);
      if (chunk === undefined) {
        chunk = new OpenChunk(nowMs, tailId);
        this.#open.set(id, chunk);
      }
      this.#openSamples += chunk.addAll(samples, from, to);
      from = to;
    }
  }

  /**
   * Seals chunks that are due, inside the caller's transaction; returns what to do after its commit.
   * @param isBehind more waits to be written: sealing, which costs more than writing, waits while there is memory
   */
  sealDue(nowMs: number, isBehind: boolean): () => void {
    const crowded = this.#openSamples > MAX_OPEN_SAMPLES;
    if (isBehind && !crowded) return () => undefined;
    const sealed: number[] = [];
    const lastTail = Number(
      this.#database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'tail'").get()?.seq ?? 0,
    );
    let samples = 0;
    let bytes = 0;
    for (const [id, chunk] of this.#open) {
      if (sealed.length >= MAX_SEALS_PER_WRITE) break;
      const due = chunk.count >= SEAL_SAMPLES || Math.abs(nowMs - chunk.openedAtMs) >= SEAL_AFTER_MS;
      if (!due && !crowded) continue;
      bytes += this.#store(id, chunk);
      this.#markSealed.run(lastTail, id);
      sealed.push(id);
      samples += chunk.count;
    }
    if (sealed.length === 0) return () => undefined;
    addToMeta(this.#database, 'stored_samples', samples);
    addToMeta(this.#database, 'stored_bytes', bytes);
    this.#trimTail(lastTail, new Set(sealed));
    return () => {
      for (const id of sealed) this.#open.delete(id);
      this.#openSamples -= samples;
    };
  }

  /** Returns how many bytes its chunks take. */
  #store(id: number, chunk: OpenChunk): number {
    const { atMs, value, lagSeconds } = chunk.columns();
    let bytes = 0;
    for (let start = 0; start < atMs.length; ) {
      const fromMs = atMs[start] ?? 0;
      let end = start + 1;
      const isRoom = (): boolean => end - start < MAX_STORED_CHUNK_SAMPLES;
      while (end < atMs.length && isRoom() && (atMs[end] ?? 0) - fromMs <= MAX_CHUNK_SPAN_MS) end++;
      const samples = {
        atMs: atMs.subarray(start, end),
        value: value.subarray(start, end),
        lagSeconds: lagSeconds.subarray(start, end),
      };
      const body = encodeChunk(samples, this.#seeds.get(id));
      const toMs = atMs[end - 1] ?? 0;
      this.#insertChunk.run(id, fromMs, toMs, end - start, body);
      this.#rollUps.markDue(id, fromMs, toMs);
      bytes += body.length;
      start = end;
    }
    return bytes;
  }

  /** Batches whose samples are all in chunks are done. */
  #trimTail(lastTail: number, sealed: ReadonlySet<number>): void {
    let oldest = lastTail + 1;
    for (const [id, chunk] of this.#open)
      if (chunk.firstTail < oldest && !sealed.has(id)) oldest = chunk.firstTail;
    this.#database.prepare('DELETE FROM tail WHERE id < ?').run(oldest);
  }

  /** After a start: what was committed but not sealed is open again. A batch that cannot be read is left out. */
  #replayTail(nowMs: number): void {
    const sealedTail = new Map<number, number>();
    for (const row of this.#database.prepare('SELECT * FROM series').iterate()) {
      sealedTail.set(Number(row.id), Number(row.sealed_tail));
      this.#seeds.set(Number(row.id), seriesSum(seriesOfRow(row)));
    }
    const tail = this.#database.prepare('SELECT id, layout, body FROM tail ORDER BY id');
    for (const row of tail.iterate()) {
      const tailId = Number(row.id);
      let batch: SampleColumns;
      try {
        batch = decodeTail(row.body as Uint8Array, Number(row.layout));
      } catch {
        noteDamage(this.#database);
        continue;
      }
      const isOpen = (id: number): boolean => tailId > (sealedTail.get(id) ?? Number.POSITIVE_INFINITY);
      this.#take(onlyOf(batch, isOpen), tailId, nowMs);
    }
  }
}

/** The samples of some series. */
function onlyOf(batch: SampleColumns, isWanted: (id: number) => boolean): SampleColumns {
  const { handle } = batch;
  const kept = new Uint32Array(handle.length);
  let count = 0;
  for (let i = 0; i < handle.length; i++) if (isWanted(handle[i]!)) kept[count++] = i;
  if (count === handle.length) return batch;
  const part = {
    handle: new Uint32Array(count),
    atMs: new Float64Array(count),
    value: new Float64Array(count),
    lagSeconds: new Uint32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const from = kept[i]!;
    part.handle[i] = handle[from]!;
    part.atMs[i] = batch.atMs[from]!;
    part.value[i] = batch.value[from]!;
    part.lagSeconds[i] = batch.lagSeconds[from]!;
  }
  return part;
}
