import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { BASELINE_REACH_MS } from '../../../shared/domain/baseline.ts';
import { viewChunk } from './chunk-codec.ts';
import { raiseMeta, readMeta } from './meta.ts';
import { type Buckets, coarsen, joined, NO_BUCKETS, replaced, rollUp, widened, within } from './roll-up.ts';
import { decodeBuckets, encodeBuckets } from './roll-up-codec.ts';
import { noteDamage, rowSum } from './row-sum.ts';
import { firstAtLeast, SampleBuffer } from './sample-buffer.ts';
import { seriesOfRow } from './series-names.ts';
import { seriesSum } from './series-text.ts';
import { HOURS, MINUTES, periodOf, type Tier, USUAL } from './tiers.ts';
import { usualHours } from './usual-hours.ts';

/** A stretch is rolled up this long after its end: its last chunks are sealed by then. */
export const ROLL_UP_AFTER_MS = 1_800_000;

/**
 * Roll-ups of raw samples: minutes from chunks, hours and what is usual of them from minutes. Whatever is sealed marks its stretch as due, so a
 * sample that comes late is rolled up as well; building one twice changes nothing, and a crash loses none.
 */
export class RollUpsStore {
  readonly #database: DatabaseSync;
  readonly #insertDue: StatementSync;
  readonly #seeds = new Map<number, number>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insertDue = database.prepare('INSERT OR IGNORE INTO roll_ups_due (from_ms, series) VALUES (?, ?)');
  }

  /** A chunk was stored; inside the transaction that stores it. */
  markDue(series: number, fromMs: number, toMs: number): void {
    for (let ms = periodOf(MINUTES, fromMs); ms <= toMs; ms += MINUTES.periodMs)
      this.#insertDue.run(ms, series);
  }

  /** Begin of the oldest stretch that is due, whether it has ended or not; null for none. */
  oldestDueMs(): number | null {
    const ms = this.#database.prepare('SELECT min(from_ms) AS ms FROM roll_ups_due').get()?.ms;
    return typeof ms === 'number' ? ms : null;
  }

  /** Builds what is due, at most `limit` rows of minutes, inside the caller's transaction; returns how many. */
  build(nowMs: number, limit: number): number {
    const due = this.#database
      .prepare('SELECT from_ms, series FROM roll_ups_due WHERE from_ms <= ? ORDER BY from_ms, series LIMIT ?')
      .all(nowMs - MINUTES.periodMs - ROLL_UP_AFTER_MS, limit);
    const done = this.#database.prepare('DELETE FROM roll_ups_due WHERE from_ms = ? AND series = ?');
    const rawFromMs = readMeta(this.#database, 'raw_deleted_until_ms') ?? Number.NEGATIVE_INFINITY;
    for (const row of due) {
      const [series, fromMs] = [Number(row.series), Number(row.from_ms)];
      this.#buildOne(series, fromMs, rawFromMs);
      done.run(fromMs, series);
    }
    return due.length;
  }

  /**
   * Learns what is usual from minutes that a Vigil before it rolled up, as far as baselines reach: one step is the series
   * after the last, at most `limit` of them, inside the caller's transaction. It comes to its end once, for good: what is
   * rolled up since is learned with it.
   * @returns whether there is more
   */
  learnEarlier(nowMs: number, limit: number): boolean {
    const database = this.#database;
    let lastId = readMeta(database, 'usual_backlog_series');
    if (lastId === null) {
      lastId = Number(database.prepare('SELECT coalesce(max(id), 0) AS id FROM series').get()?.id);
      raiseMeta(database, 'usual_backlog_series', lastId);
    }
    const doneId = readMeta(database, 'usual_learned_series') ?? 0;
    if (doneId >= lastId) return false;
    const fromMs = periodOf(MINUTES, nowMs - BASELINE_REACH_MS);
    const toMs = periodOf(MINUTES, nowMs) + MINUTES.periodMs;
    const nextId = Math.min(lastId, doneId + limit);
    for (let id = doneId + 1; id <= nextId; id++) {
      const minutes = this.read(MINUTES, id, fromMs, toMs - 1);
      if (minutes.startMs.length > 0) this.#learn(id, fromMs, toMs, minutes);
    }
    raiseMeta(database, 'usual_learned_series', nextId);
    return nextId < lastId;
  }

  /** Buckets of a series that begin in the range; ascending. */
  read(tier: Tier, series: number, fromMs: number, toMs: number): Buckets {
    const rows = this.#database
      .prepare(
        'SELECT body FROM roll_ups WHERE tier = ? AND series = ? AND from_ms BETWEEN ? AND ? ORDER BY from_ms',
      )
      .all(tier.code, series, periodOf(tier, fromMs), toMs);
    const seed = this.#seed(series, tier);
    const parts = rows.map((row) => {
      const part = decodeBuckets(row.body as Uint8Array, seed);
      if (!part.ok) noteDamage(this.#database);
      return part.ok ? part.value : NO_BUCKETS;
    });
    return within(joined(parts), fromMs, toMs + 1);
  }

  #buildOne(series: number, fromMs: number, rawDeletedUntilMs: number): void {
    const toMs = fromMs + MINUTES.periodMs;
    const fresh = this.#fromChunks(series, fromMs, toMs);
    const known = this.read(MINUTES, series, fromMs, toMs - 1);
    // Where raw samples were thrown away already, what is known stands.
    const wholeFromMs = Math.min(toMs, Math.floor(rawDeletedUntilMs / MINUTES.stepMs + 1) * MINUTES.stepMs);
    const minutes =
      wholeFromMs <= fromMs
        ? fresh
        : replaced(
            widened(known, within(fresh, fromMs, wholeFromMs)),
            within(fresh, wholeFromMs, toMs),
            wholeFromMs,
            toMs,
          );
    this.#write(MINUTES, series, fromMs, minutes);
    const dayMs = periodOf(HOURS, fromMs);
    const hours = this.read(HOURS, series, dayMs, dayMs + HOURS.periodMs - 1);
    this.#write(HOURS, series, dayMs, replaced(hours, coarsen(minutes, HOURS.stepMs), fromMs, toMs));
    this.#learn(series, fromMs, toMs, minutes);
  }

  /** Sets the hours of some minutes, which are all there are of the time from `fromMs` on, into their weeks. */
  #learn(series: number, fromMs: number, toMs: number, minutes: Buckets): void {
    const hours = usualHours(minutes);
    for (let weekMs = periodOf(USUAL, fromMs); weekMs < toMs; weekMs += USUAL.periodMs) {
      const weekEndMs = weekMs + USUAL.periodMs;
      const [start, end] = [Math.max(fromMs, weekMs), Math.min(toMs, weekEndMs)];
      const known = this.read(USUAL, series, weekMs, weekEndMs - 1);
      this.#write(USUAL, series, weekMs, replaced(known, within(hours, start, end), start, end));
    }
  }

  #fromChunks(series: number, fromMs: number, toMs: number): Buckets {
    const chunks = this.#database.prepare(
      'SELECT body FROM chunks WHERE series = ? AND to_ms >= ? AND from_ms < ? ORDER BY id',
    );
    const buffer = new SampleBuffer();
    for (const row of chunks.iterate(series, fromMs, toMs)) {
      const samples = viewChunk(row.body as Uint8Array, this.#seed(series));
      if (samples.ok) buffer.add(samples.value);
      else noteDamage(this.#database);
    }
    const { atMs, value, lagSeconds } = buffer.columns();
    const [start, end] = [firstAtLeast(atMs, fromMs), firstAtLeast(atMs, toMs)];
    return rollUp(
      {
        atMs: atMs.subarray(start, end),
        value: value.subarray(start, end),
        lagSeconds: lagSeconds.subarray(start, end),
      },
      MINUTES.stepMs,
    );
  }

  #write(tier: Tier, series: number, fromMs: number, buckets: Buckets): void {
    if (buckets.startMs.length === 0) return;
    this.#database
      .prepare(
        `INSERT INTO roll_ups (tier, series, from_ms, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (tier, series, from_ms) DO UPDATE SET body = ?4`,
      )
      .run(tier.code, series, fromMs, encodeBuckets(buckets, this.#seed(series, tier)));
  }

  /** Of the chunks of a series, or of its roll-ups of a tier. */
  #seed(series: number, tier?: Tier): number {
    let seed = this.#seeds.get(series);
    if (seed === undefined) {
      const row = this.#database.prepare('SELECT * FROM series WHERE id = ?').get(series);
      seed = row === undefined ? 0 : seriesSum(seriesOfRow(row));
      this.#seeds.set(series, seed);
    }
    return tier === undefined ? seed : rowSum(seed, tier.code);
  }
}
