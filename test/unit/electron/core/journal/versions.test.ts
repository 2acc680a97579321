import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SCHEMA_VERSION, schemaVersion } from '../../../../../electron/core/journal/migrations/migrate.ts';
import { RETENTION_INTERVAL_MS } from '../../../../../electron/core/journal/open-journal.ts';
import { annotation } from '../../../../builders/annotations.ts';
import { alertOf, type Bench, bench, samplesOf, seriesOf, T0, transition } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/** A database written by the version of Vigil before the time machine. */
const VERSION_2 = new URL('../../../../fixtures/journal/version-2.db', import.meta.url);

let b: Bench;
let path = '';
beforeEach(() => {
  b = bench();
  mkdirSync(b.directory, { recursive: true });
  path = join(b.directory, 'vigil.db');
  copyFileSync(VERSION_2, path);
});
afterEach(() => b.clean());

function versionOf(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const version = schemaVersion(database);
  database.close();
  return version;
}

const asked = { service: 'checkout', region: null, fromMs: 0, toMs: T0 * 2 };

describe('a database of version 2', () => {
  it('keeps every sample, sealed or not, bit for bit', async () => {
    expect(versionOf(path)).toBe(2);
    const journal = await b.open();
    expect(journal.notice).toBeNull();
    const [p95] = await journal.history({ ...asked, signals: ['latency_p95'] });
    expect(p95?.series).toEqual(seriesOf());
    expect(Array.from(p95?.value ?? [])).toEqual(Array.from({ length: 800 }, (_, i) => i / 1_000));
    expect(Array.from(p95?.atMs ?? [])).toEqual(Array.from({ length: 800 }, (_, i) => T0 + i * 1_000));
    // It knew no time of arrival: what it measured, it had.
    expect(Array.from(p95?.receivedAtMs ?? [])).toEqual(Array.from(p95?.atMs ?? []));
    const [errors] = await journal.history({ ...asked, signals: ['error_ratio'] });
    expect(Array.from(errors?.value ?? [])).toEqual(Array.from({ length: 800 }, (_, i) => Math.sin(i)));
    const [link] = await journal.history({ ...asked, service: '', signals: ['link_rtt'] });
    expect(Array.from(link?.value ?? [])).toEqual([0.07, 0.08]);
    await journal.close();
    expect(versionOf(path)).toBe(SCHEMA_VERSION);
  });

  it('is rolled up from then on, with all it held before', async () => {
    b.clock.advance(7 * 3_600_000);
    const journal = await b.open();
    expect(await journal.stats()).toMatchObject({ sampleCount: 1_602, seriesCount: 3 });
    await journal.flush();
    b.clock.advance(RETENTION_INTERVAL_MS);
    // The maintenance was asked for before this read, and answers are given in turn.
    await journal.stats();
    await journal.close();
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('SELECT tier, count(*) AS n FROM roll_ups GROUP BY tier').all()).toMatchObject([
      { tier: 1, n: 2 },
      { tier: 2, n: 2 },
      { tier: 3, n: 2 },
    ]);
    database.close();
  });

  it('goes on in the same series', async () => {
    const journal = await b.open();
    journal.appendSamples([samplesOf(seriesOf(), [T0 + 800_000], [0.8], 1_500)]);
    const [found] = await journal.history({ ...asked, signals: ['latency_p95'] });
    expect(found?.value.length).toBe(801);
    expect(found?.receivedAtMs.at(-1)).toBe(T0 + 802_000);
  });

  it('keeps transitions, recorded times and the last snapshot', async () => {
    const journal = await b.open();
    const found = await journal.transitions({ service: null, fromMs: 0, toMs: T0 + 250_000 });
    expect(found.filter(({ state }) => state !== 'no_data')).toEqual([
      transition(T0, 'ok'),
      transition(T0, 'degraded', 'us-east-1'),
      transition(T0 + 100_000, 'down'),
      transition(T0 + 200_000, 'ok'),
    ]);
    const spans = await journal.recordingSpans(0, T0 * 2);
    expect(spans.at(-1)).toEqual({ fromMs: T0 + 900_000, toMs: T0 + 910_000 });
    expect((await journal.stats()).oldestMs).toBe(T0);
    expect(await journal.lastSnapshot()).toEqual({
      frame: Uint8Array.of(4, 5, 6),
      asOfMs: T0 + 799_000,
    });
  });

  it('tells alerts as they were known at a moment', async () => {
    const journal = await b.open();
    const ids = async (knownByMs: number | null) =>
      (await journal.alertHistory(T0, T0 + 400_000, 10, knownByMs)).map(({ id, state }) => [id, state]);
    expect(await ids(null)).toEqual([
      ['a2', 'firing'],
      ['a1', 'resolved'],
    ]);
    expect(await ids(T0 + 150_000)).toEqual([
      ['a2', 'firing'],
      ['a1', 'firing'],
    ]);
    expect(await ids(T0 + 100_000)).toEqual([]);
    journal.appendAlertEvents([alertOf({ id: 'a2', startsAtMs: T0 + 300_000, severity: 'info' })], T0 * 2);
    expect(await journal.alertHistory(T0, T0 * 2, 10)).toHaveLength(2);
  });

  it('keeps the newest version of every annotation, known at its end at the earliest', async () => {
    const journal = await b.open();
    const incident = annotation({
      id: 'i',
      kind: 'incident',
      atMs: T0 + 100_000,
      endMs: T0 + 200_000,
      title: 'over',
    });
    const deploy = annotation({ id: 'd', atMs: T0 + 50_000 });
    expect(await journal.annotations(0, T0 * 2, 10)).toEqual([deploy, incident]);
    expect(await journal.annotations(0, T0 * 2, 10, T0 + 199_999)).toEqual([deploy]);
    expect(await journal.annotations(0, T0 * 2, 10, T0 + 200_000)).toEqual([deploy, incident]);
  });
});
