import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JournalInUse } from '../../../../../electron/core/journal/open-journal.ts';
import { type Bench, bench, samplesOf, seriesOf, T0, transition } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.clean());

const file = (): string => join(b.directory, 'vigil.db');
const setAside = (): string[] => readdirSync(b.directory).filter((name) => name.endsWith('.damaged.db'));

async function expectFresh(words: string): Promise<void> {
  const journal = await b.open();
  expect(journal.notice).toContain(words);
  expect(setAside()).toHaveLength(1);
  expect(journal.notice).toContain(setAside()[0]);
  journal.appendTransitions([transition(T0, 'ok')]);
  expect(await journal.transitions({ service: null, fromMs: 0, toMs: T0 })).toHaveLength(1);
  await journal.close();
  const again = await b.open();
  expect(again.notice).toBeNull();
}

describe('a database that cannot be used', () => {
  it('is set aside when it is something else', async () => {
    writeFileSync(file(), 'this is a text about databases, and not one of them\n'.repeat(100));
    await expectFresh('is not a database');
  });

  it('is set aside when its pages are damaged', async () => {
    const journal = await b.open();
    journal.appendTransitions(
      Array.from({ length: 3_000 }, (_, i) => transition(T0 + i, i % 2 ? 'ok' : 'down')),
    );
    await journal.close();
    const bytes = readFileSync(file());
    for (let page = 4_096; page < bytes.length; page += 4_096) bytes.fill(0xa5, page, page + 64);
    writeFileSync(file(), bytes);
    await expectFresh('is damaged');
  });

  it('is set aside when it ends in the middle', async () => {
    const journal = await b.open();
    journal.appendTransitions(
      Array.from({ length: 3_000 }, (_, i) => transition(T0 + i, i % 2 ? 'ok' : 'down')),
    );
    await journal.close();
    writeFileSync(file(), readFileSync(file()).subarray(0, Math.floor(statSync(file()).size / 2)));
    await expectFresh('is damaged');
  });

  it('is set aside, not downgraded, when a newer Vigil wrote it', async () => {
    const database = new DatabaseSync(file());
    database.exec('CREATE TABLE later (a TEXT) STRICT; PRAGMA user_version = 999');
    database.close();
    await expectFresh('newer version of Vigil');
    const kept = new DatabaseSync(join(b.directory, setAside()[0] ?? ''));
    expect(kept.prepare('PRAGMA user_version').get()?.user_version).toBe(999);
    kept.close();
  });
});

describe('a folder that cannot be used', () => {
  it('leaves history in memory and says so', async () => {
    writeFileSync(join(b.directory, 'blocked'), '');
    const journal = await b.open({ directory: join(b.directory, 'blocked') });
    expect(journal.notice).toContain('memory only');
    journal.appendSamples([samplesOf(seriesOf(), [T0], [1])]);
    expect((await journal.stats()).sampleCount).toBe(1);
  });

  it('is created when it is missing', async () => {
    const directory = join(b.directory, 'a', 'b');
    const journal = await b.open({ directory });
    expect(journal.notice).toBeNull();
    expect(existsSync(join(directory, 'vigil.db'))).toBe(true);
  });

  it('is not shared: a second Vigil is refused with a sentence', async () => {
    const first = await b.open();
    const second = b.open();
    await expect(second).rejects.toThrow(JournalInUse);
    await expect(second).rejects.toThrow(
      `Another Vigil is already using the journal in ${b.directory}: stop it, or start this one with another --data-dir.`,
    );
    expect(setAside()).toEqual([]);
    await first.close();
    expect((await b.open()).notice).toBeNull();
  });
});

describe('a database whose folder is removed while it is open', () => {
  it('is written again with all it held, goes on, and says so', async () => {
    const journal = await b.open();
    const append = (offsetMs: number): void =>
      journal.appendSamples([samplesOf(seriesOf(), [T0 + offsetMs], [offsetMs])]);
    append(0);
    journal.appendTransitions([transition(T0, 'down')]);
    await journal.flush();
    rmSync(b.directory, { recursive: true });
    append(1_000);
    await journal.flush();
    expect(journal.notice).toContain('was removed');
    append(2_000);
    await journal.close();

    const again = await b.open();
    expect(again.notice).toBeNull();
    const asked = {
      service: 'checkout',
      region: null,
      signals: ['latency_p95'],
      fromMs: T0,
      toMs: T0 + 9_000,
    };
    const [found] = await again.history(asked);
    expect([...found!.value]).toStrictEqual([0, 1_000, 2_000]);
    const transitions = await again.transitions({ service: null, fromMs: T0, toMs: T0 });
    expect(transitions).toContainEqual(transition(T0, 'down'));
  });
});
