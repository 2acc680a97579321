import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { schemaVersion } from '../../../../../electron/core/journal/migrations/migrate.ts';
import { RETENTION_INTERVAL_MS } from '../../../../../electron/core/journal/open-journal.ts';
import { annotation } from '../../../../builders/annotations.ts';
import { type Bench, bench, roomy, seriesOf, T0 } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

/** A database written by the version of Vigil that had no annotations yet. */
const VERSION_1 = new URL('../../../../fixtures/journal/version-1.db', import.meta.url);
const DAY_MS = 86_400_000;

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.clean());

describe('annotations', () => {
  it('are replaced by id and survive a restart', async () => {
    let journal = await b.open();
    const open = annotation({ id: 'i', kind: 'incident', atMs: T0 });
    journal.appendAnnotations([open, annotation({ id: 'd', atMs: T0 + 5_000 })], T0);
    const over = { ...open, endMs: T0 + 60_000, title: 'over' };
    journal.appendAnnotations([over], T0 + 60_000);
    await journal.close();
    journal = await b.open();
    expect(await journal.annotations(0, T0 * 2, 10)).toEqual([
      over,
      annotation({ id: 'd', atMs: T0 + 5_000 }),
    ]);
  });

  it('are gone once taken back, but for whoever asks what was known before', async () => {
    const journal = await b.open();
    const typed = annotation({ id: 't', atMs: T0, typed: { by: 'Mara', atMs: T0, seat: 's' } });
    journal.appendAnnotations([typed], T0 + 1_000);
    journal.appendAnnotations([{ ...typed, retractedAtMs: T0 + 9_000 }], T0 + 9_000);
    expect(await journal.annotations(0, T0 * 2, 10)).toEqual([]);
    expect(await journal.annotations(0, T0 * 2, 10, T0 + 8_999)).toEqual([typed]);
    expect(await journal.annotations(0, T0 * 2, 10, T0 + 9_000)).toEqual([]);
  });

  it('answer for a range with what touches it, the newest when there are too many', async () => {
    const journal = await b.open();
    const span = annotation({ id: 'span', kind: 'maintenance', atMs: T0, endMs: T0 + 3_600_000 });
    const open = annotation({ id: 'open', kind: 'incident', atMs: T0 + 1_000 });
    const moment = annotation({ id: 'moment', atMs: T0 + 2_000 });
    journal.appendAnnotations([moment, open, span], T0);
    const ids = async (fromMs: number, toMs: number, limit = 10) =>
      (await journal.annotations(fromMs, toMs, limit)).map(({ id }) => id);
    expect(await ids(T0 - 10, T0 + 10)).toEqual(['span']);
    expect(await ids(T0 + 2_000, T0 + 2_000)).toEqual(['span', 'open', 'moment']);
    expect(await ids(T0 + 3_000, T0 + 4_000)).toEqual(['span', 'open']);
    expect(await ids(T0 + 3_600_001, T0 + 2 * 3_600_000)).toEqual(['open']);
    expect(await ids(T0 + 9 * DAY_MS, T0 + 10 * DAY_MS)).toEqual([]);
    expect(await ids(0, T0 * 2, 2)).toEqual(['open', 'moment']);
  });

  it('go when they are older than the age limit', async () => {
    const journal = await b.open({ retention: { ...roomy, maxAgeMs: 30 * DAY_MS } });
    journal.appendAnnotations(
      [
        annotation({ id: 'old', atMs: T0 - 31 * DAY_MS }),
        annotation({ id: 'long', kind: 'maintenance', atMs: T0 - 31 * DAY_MS, endMs: T0 - 29 * DAY_MS }),
        annotation({ id: 'new', atMs: T0 }),
      ],
      T0,
    );
    await journal.flush();
    b.clock.advance(RETENTION_INTERVAL_MS);
    const found = await journal.annotations(0, T0 * 2, 10);
    expect(found.map(({ id }) => id)).toEqual(['long', 'new']);
  });
});

describe('a database of version 1', () => {
  it('keeps all it held and takes annotations from then on', async () => {
    mkdirSync(b.directory, { recursive: true });
    const path = join(b.directory, 'vigil.db');
    copyFileSync(VERSION_1, path);
    const before = new DatabaseSync(path, { readOnly: true });
    expect(schemaVersion(before)).toBe(1);
    before.close();

    const journal = await b.open();
    expect(journal.notice).toBeNull();
    const query = { service: 'checkout', region: null, signals: ['latency_p95'], fromMs: 0, toMs: T0 * 2 };
    const [found] = await journal.history(query);
    expect(found?.series).toEqual(seriesOf());
    expect(Array.from(found?.value ?? [])).toEqual(Array.from({ length: 300 }, (_, i) => i / 1_000));
    const transitions = await journal.transitions({ service: 'checkout', fromMs: 0, toMs: T0 + 60_000 });
    // The last one is of this start: a new run knows nothing yet.
    expect(transitions.map(({ state }) => state)).toEqual(['ok', 'down', 'no_data']);
    expect(await journal.alertHistory(0, T0 * 2, 10)).toMatchObject([{ id: 'a1', state: 'firing' }]);
    expect((await journal.lastSnapshot())?.frame).toEqual(Uint8Array.of(1, 2, 3));
    journal.appendAnnotations([annotation({ atMs: T0 })], T0);
    expect(await journal.annotations(0, T0 * 2, 10)).toHaveLength(1);
    await journal.close();
    const after = new DatabaseSync(path, { readOnly: true });
    expect(schemaVersion(after)).toBeGreaterThanOrEqual(2);
    after.close();
  });
});
