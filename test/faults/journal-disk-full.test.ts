/**
 * The disk of the journal is full from the nth batch on, with some pages left or none, and has room again later: what
 * was acknowledged stays, what comes meanwhile is held back and written afterwards, and people are told.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import type { Journal } from '../../electron/core/journal/journal.ts';
import { openJournal } from '../../electron/core/journal/open-journal.ts';
import { silentLog } from '../../electron/core/log.ts';
import { appendNumbered } from '../fixtures/journal/append-numbered.ts';
import { openInProcess } from '../fixtures/journal/in-process-journal.ts';
import { startOf } from '../fixtures/journal/numbered-log.ts';
import { readNumberedLog } from '../fixtures/journal/read-numbered-log.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { mountSmallDisk, type SmallDisk } from '../fixtures/small-disk.ts';

/** The disk is full from the 1st, the 2nd, … batch on. */
const FULL_AFTER = Array.from({ length: 24 }, (_, n) => n + 1);
/** Batches that are written to the full disk; the few pages that are left do not take them. */
const BATCHES_WHILE_FULL = 6;
const BATCHES_AFTER = 3;
const MAX_FREE_PAGES = 29;

const elsewhere = temporaryFolder('disk-full');
let disk: SmallDisk | null = null;
afterAll(() => disk?.unmount());

const open = (directory: string, batch: () => number): Promise<Journal> =>
  openJournal(
    {
      directory,
      workerUrl: new URL('../../electron/core/journal/worker.ts', import.meta.url),
      retention: { maxAgeMs: 1e12, maxBytes: 1e12 },
    },
    { clock: { ...systemClock, nowMs: () => startOf(batch()) }, log: silentLog },
  );

/** Batches of a folder that are not there as a whole, looked at in a copy as after a power cut. */
async function missingIn(directory: string, batches: readonly number[], until: number): Promise<string[]> {
  const copy = join(elsewhere, 'copy');
  cpSync(directory, copy, { recursive: true });
  const journal = await openInProcess(copy, until);
  const seen = await readNumberedLog(journal, until);
  const { notice } = journal;
  await journal.close();
  rmSync(copy, { recursive: true });
  const missing = batches.filter((batch) => seen.batch(batch) !== 'whole');
  return [
    ...missing.map((batch) => `batch ${batch} is there in ${seen.batch(batch)}`),
    ...seen.wrong,
    ...(notice === null ? [] : [notice]),
  ];
}

it('holds back what a full disk does not take, whenever it fills up', {
  timeout: 300_000,
}, async (context) => {
  disk ??= mountSmallDisk('16m');
  if (disk === null) return context.skip('mounting a small file system needs root');
  const problems: string[] = [];
  let heldBack = 0;
  for (const n of FULL_AFTER) {
    const complain = (words: string): void => void problems.push(`full from batch ${n} on: ${words}`);
    const directory = join(disk.folder, `full-${n}`);
    let next = 0;
    const journal = await open(directory, () => next);
    const acknowledged: number[] = [];
    const write = async (): Promise<void> => {
      appendNumbered(journal, next);
      next += 1;
      await journal.flush();
      if (journal.notice === null) acknowledged.push(next - 1);
    };
    for (let i = 0; i < n; i += 1) await write();
    if (acknowledged.length !== n) complain(`not written before: ${journal.notice}`);

    disk.fill((n * 7) % MAX_FREE_PAGES);
    for (let i = 0; i < BATCHES_WHILE_FULL; i += 1) await write();
    if (journal.notice?.includes('disk is full') !== true) complain(`is told as ${journal.notice}`);
    const { queuedWrites } = await journal.stats();
    if (queuedWrites === 0) complain('nothing is held back');
    heldBack += queuedWrites;
    for (const words of await missingIn(directory, acknowledged, next)) complain(`while full: ${words}`);

    disk.empty();
    await journal.flush();
    if (journal.notice !== null) complain(`there is room again, and it says ${journal.notice}`);
    for (let i = 0; i < BATCHES_AFTER; i += 1) await write();
    const seen = await readNumberedLog(journal, next);
    for (const words of seen.wrong) complain(words);
    await journal.close();
    const all = Array.from({ length: next }, (_, batch) => batch);
    for (const words of await missingIn(directory, all, next)) complain(`afterwards: ${words}`);
    rmSync(directory, { recursive: true });
  }
  process.stdout.write(
    `disk full: from each of ${FULL_AFTER.length} batches on, ${heldBack} writes held back and written afterwards, ${problems.length} problems\n`,
  );
  expect(problems.slice(0, 20)).toEqual([]);
});

it('reads its history though the disk is full when it starts, and writes to it when there is room', {
  timeout: 60_000,
}, async (context) => {
  disk ??= mountSmallDisk('16m');
  if (disk === null) return context.skip('mounting a small file system needs root');
  const directory = join(disk.folder, 'started');
  let next = 0;
  const first = await open(directory, () => next);
  for (; next < 5; next += 1) appendNumbered(first, next);
  await first.close();

  disk.fill();
  const journal = await open(directory, () => next);
  expect(journal.notice).toBeNull();
  const before = await readNumberedLog(journal, next);
  expect([before.samples > 0, before.snapshot, before.wrong]).toEqual([true, 4, []]);
  appendNumbered(journal, next);
  await journal.flush();
  expect(journal.notice).toContain('disk is full');

  disk.empty();
  await journal.flush();
  expect(journal.notice).toBeNull();
  const seen = await readNumberedLog(journal, next + 1);
  expect([seen.batch(next), seen.wrong]).toEqual(['whole', []]);
  // A run that began on a full disk began all the same.
  const atStart = await journal.transitions({ service: null, fromMs: startOf(5), toMs: startOf(5) });
  expect(atStart.map(({ state }) => state)).toContain('no_data');
  await journal.close();
});
