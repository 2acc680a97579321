import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { badCapsuleWindow, type CapsuleFacts, MAX_CAPSULE_BYTES } from '../../../../shared/domain/capsule.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { SCHEMA_VERSION } from '../migrations/migrate.ts';
import { databaseBytes } from '../retention.ts';
import type { SamplesStore } from '../samples-store.ts';
import { seriesOfRow } from '../series-names.ts';
import { seriesSum } from '../series-text.ts';
import { oldestMs } from '../spans-store.ts';
import {
  CAPSULE_FORMAT,
  type CapsuleSums,
  type CapsuleTable,
  capsuleTableNames,
  createCapsuleTables,
  sumOfTable,
  writeFacts,
} from './capsule-format.ts';
import { capsuleRanges } from './capsule-ranges.ts';
import { type ChosenRows, chooseRows } from './capsule-rows.ts';
import { chunkCutter, type StoredChunk } from './capsule-samples.ts';
import type { VerifiedCapsule } from './verify-capsule.ts';

/** What is wanted, and where it goes. */
export interface CapsuleOrder {
  /** Of the file; one that is there already is replaced once the new one is whole. */
  readonly path: string;
  /** Moments that can be shown; cut down to whole seconds. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Of this Vigil. */
  readonly appVersion: string;
  readonly nowMs: number;
}

/** The journal as it is read for a capsule. */
export interface CapsuleSource {
  readonly database: DatabaseSync;
  readonly samples: Pick<SamplesStore, 'openSamples'>;
}

/** Series and rows that are written before the next pause: some tens of milliseconds of work. */
const SERIES_PER_STEP = 200;
const ROWS_PER_STEP = 2_000;
const PART = '.part';
/** Shares of the work, as it is told: samples take most of it. */
const SHARE_OF_SAMPLES = 0.6;
const SHARE_OF_ROWS = 0.3;

/**
 * Writes a capsule in bounded steps: each `next()` does one and tells the share of the work done, so that whoever runs
 * it can do other things in between. Error: a sentence. Throws what the disk throws; whatever happens, no half file
 * stays (`return()` ends it early).
 */
export function* writeCapsule(
  source: CapsuleSource,
  order: CapsuleOrder,
): Generator<number, Result<VerifiedCapsule, string>> {
  const moments = {
    fromMs: Math.floor(order.fromMs / 1_000) * 1_000,
    toMs: Math.floor(order.toMs / 1_000) * 1_000,
  };
  const problem =
    badCapsuleWindow(moments, order.nowMs) ?? tooEarly(oldestMs(source.database), moments.fromMs);
  if (problem !== null) return err(problem);
  const ranges = capsuleRanges(source.database, moments);
  if (ranges === null)
    return err('The journal does not say under which configuration this was recorded: it cannot be shown.');

  mkdirSync(dirname(order.path), { recursive: true });
  const part = order.path + PART;
  rmSync(part, { force: true });
  const target = new DatabaseSync(part);
  let isDone = false;
  try {
    prepare(target);
    target.exec('BEGIN');
    const seriesIds = yield* copySamples(source, target, {
      fromMs: ranges.samplesFromMs,
      toMs: ranges.windows.toMs,
    });
    if (seriesIds === null) return err(TOO_LARGE);
    const choosing = chooseRows(source.database, ranges, seriesIds);
    let chosen = choosing.next();
    for (; chosen.done !== true; chosen = choosing.next()) yield SHARE_OF_SAMPLES;
    if (!(yield* copyRows(source.database, target, chosen.value))) return err(TOO_LARGE);

    const sums: Record<string, string> = {};
    for (const table of capsuleTableNames()) {
      sums[table] = sumOfTable(target, table);
      yield SHARE_OF_SAMPLES + SHARE_OF_ROWS;
    }
    const facts: CapsuleFacts = {
      format: CAPSULE_FORMAT,
      vigil: order.appVersion,
      schema: SCHEMA_VERSION,
      createdAtMs: Math.floor(order.nowMs),
      ...moments,
      name: ranges.name,
      demo: ranges.demo,
    };
    writeFacts(target, facts, sums satisfies CapsuleSums);
    target.exec('COMMIT');
    target.close();
    const bytes = statSync(part).size;
    if (bytes > MAX_CAPSULE_BYTES) return err(TOO_LARGE);
    flush(part);
    renameSync(part, order.path);
    isDone = true;
    return ok({ facts, bytes });
  } finally {
    if (target.isOpen) target.close();
    if (!isDone) rmSync(part, { force: true });
  }
}

const TOO_LARGE = `This would make a capsule of more than ${MAX_CAPSULE_BYTES / 1024 / 1024} MB: choose a shorter time.`;

function tooEarly(oldest: number | null, fromMs: number): string | null {
  if (oldest === null) return 'The journal is still empty: there is nothing to put into a capsule yet.';
  if (fromMs >= Math.floor(oldest / 1_000) * 1_000) return null;
  const words = new Date(oldest).toISOString().slice(0, 19).replace('T', ' ');
  return `The journal reaches back to ${words} UTC, and not further: begin the capsule there.`;
}

/** One file and nothing beside it: what is half written is thrown away, so it needs no journal of its own. */
function prepare(target: DatabaseSync): void {
  target.exec('PRAGMA journal_mode = MEMORY');
  target.exec('PRAGMA synchronous = OFF');
  target.exec('PRAGMA locking_mode = EXCLUSIVE');
  createCapsuleTables(target);
}

function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Series with their chunks. @returns the ids of those that have any; null when it becomes too large */
function* copySamples(
  { database, samples }: CapsuleSource,
  target: DatabaseSync,
  range: { readonly fromMs: number; readonly toMs: number },
): Generator<number, readonly number[] | null> {
  const chunksOf = chunkCutter(database, samples, range);
  const series = database.prepare('SELECT * FROM series WHERE id = ?');
  const insertChunk = target.prepare(
    'INSERT INTO chunks (series, from_ms, to_ms, count, body) VALUES (?, ?, ?, ?, ?)',
  );
  const insertSeries = inserter(target, 'series');
  const ids = database.prepare('SELECT id FROM series ORDER BY id').all();
  const kept: number[] = [];
  for (const [index, row] of ids.entries()) {
    const id = Number(row.id);
    const found = series.get(id);
    const chunks: readonly StoredChunk[] =
      found === undefined ? [] : chunksOf(id, seriesSum(seriesOfRow(found)));
    if (found !== undefined && chunks.length > 0) {
      kept.push(id);
      // Nothing of it waits in a tail.
      insertSeries({ ...found, sealed_tail: 0 });
      for (const { fromMs, toMs, count, body } of chunks) insertChunk.run(id, fromMs, toMs, count, body);
    }
    if (index % SERIES_PER_STEP !== SERIES_PER_STEP - 1) continue;
    if (databaseBytes(target) > MAX_CAPSULE_BYTES) return null;
    yield (SHARE_OF_SAMPLES * index) / ids.length;
  }
  return kept;
}

/** @returns false when it becomes too large */
function* copyRows(
  database: DatabaseSync,
  target: DatabaseSync,
  chosen: readonly ChosenRows[],
): Generator<number, boolean> {
  const total = chosen.reduce((sum, { ids }) => sum + ids.length, 1);
  let copied = 0;
  for (const { table, ids } of chosen) {
    const find = database.prepare(`SELECT * FROM ${table} WHERE id = ?`);
    const insert = inserter(target, table);
    for (const id of ids) {
      // Old rows may have been thrown away since they were chosen.
      const row = find.get(id);
      if (row !== undefined) insert(row);
      copied += 1;
      if (copied % ROWS_PER_STEP !== 0) continue;
      if (databaseBytes(target) > MAX_CAPSULE_BYTES) return false;
      yield SHARE_OF_SAMPLES + (SHARE_OF_ROWS * copied) / total;
    }
  }
  return true;
}

/** Inserts whole rows, as the other database of the same schema gives them. */
function inserter(
  target: DatabaseSync,
  table: CapsuleTable,
): (row: Readonly<Record<string, unknown>>) => void {
  const columns = target
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => String(name));
  const statement = target.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (row) => {
    statement.run(...columns.map((column) => row[column] as SQLInputValue));
  };
}
