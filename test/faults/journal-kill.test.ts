/**
 * The process that writes the journal is killed hundreds of times, at any moment: while it opens, writes, seals,
 * checkpoints and closes. Whatever it said was committed is there afterwards, nothing is there by halves.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seeded } from '../builders/seeded.ts';
import { openInProcess } from '../fixtures/journal/in-process-journal.ts';
import { readNumberedLog } from '../fixtures/journal/read-numbered-log.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type Diary, plainScripts, type WriterScripts, writeUntil } from './writer-process.ts';

const SEED = 20_260_922;
const KILLS = 505;
/** Data folders that are written to at the same time. */
const CHAINS = 3;
/** Kills one data folder takes at most before a fresh one follows … */
const MAX_KILLS_OF_FOLDER = 12;
/** … or when its log has grown to so many batches: all of it is read after every kill. */
const MAX_BATCHES_OF_FOLDER = 32;
/** Of ten processes so many are killed at a moment counted from their start, and may not have opened anything yet. */
const EARLY_OF_TEN = 2;
/** Of ten processes so many close their journal by themselves, if they live to do so. */
const CLOSING_OF_TEN = 2;
const EARLY_WITHIN_MS = 350;
const WRITE_FOR_MS = 50;
/** A folder in memory, where there is one, commits ten times as often: every other data folder lies there. */
const MEMORY = '/dev/shm';

const built = temporaryFolder('kill-scripts');
const folders: string[] = [];

/** As one file each they start twice as fast. */
async function bundle(entry: string, file: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      target: 'node24',
      outDir: built,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: file, codeSplitting: false } },
    },
    ssr: { noExternal: true, target: 'node' },
  });
  return join(built, file);
}

let scripts: WriterScripts;
beforeAll(async () => {
  scripts = {
    writer: await bundle(plainScripts.writer, 'writer.mjs'),
    worker: await bundle(plainScripts.worker, 'worker.mjs'),
  };
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function liveAndDie(
  directory: string,
  firstBatch: number,
  seed: number,
  random: () => number,
): Promise<Diary> {
  const isEarly = random() * 10 < EARLY_OF_TEN;
  const closes = random() * 10 < CLOSING_OF_TEN;
  const batches = closes ? 1 + Math.floor(random() * 10) : null;
  const delayMs = random() * (isEarly ? EARLY_WITHIN_MS : WRITE_FOR_MS);
  const orders = { directory, diary: `${directory}.diary`, firstBatch, batches, closes, seed };
  return writeUntil(scripts, orders, async (opened) => {
    if (!isEarly) await opened;
    await setTimeout(delayMs);
  });
}

it(`loses nothing it committed in ${KILLS} kills, and keeps nothing by halves`, {
  timeout: 600_000,
}, async () => {
  const problems: string[] = [];
  let kills = 0;
  const killed = { opening: 0, writing: 0, idle: 0, closed: 0 };
  let acknowledged = 0;
  let inDoubt = 0;
  let found = 0;
  let samplesRead = 0;

  const chain = async (index: number): Promise<void> => {
    const random = seeded(SEED + index);
    for (let folder = 0; kills < KILLS; folder += 1) {
      const place = folder % 2 === 1 && existsSync(MEMORY) ? MEMORY : temporaryFolder('kill');
      const home = mkdtempSync(join(place, 'vigil-kill-'));
      folders.push(home);
      const directory = join(home, 'data');
      const killsHere = 1 + Math.floor(random() * MAX_KILLS_OF_FOLDER);
      /** What is known of every batch that was begun: whether it is there. */
      const known = new Map<number, boolean>();
      let next = 0;
      for (let kill = 0; kill < killsHere && kills < KILLS && next < MAX_BATCHES_OF_FOLDER; kill += 1) {
        kills += 1;
        const seed = SEED + index * 1_000_000 + folder * 1_000 + kill;
        const where = `chain ${index}, folder ${folder}, kill ${kill} (seed ${seed})`;
        const life = await liveAndDie(directory, next, seed, random);
        for (const words of life.trouble) problems.push(`${where}: ${words}`);
        acknowledged += life.committed.length;
        for (const batch of life.committed) known.set(batch, true);
        const doubtful = life.begun.filter((batch) => !known.has(batch));
        inDoubt += doubtful.length;
        if (!life.opened) killed.opening += 1;
        else if (life.closed) killed.closed += 1;
        else if (doubtful.length > 0) killed.writing += 1;
        else killed.idle += 1;
        next = Math.max(next - 1, ...life.begun) + 1;

        // A copy is looked at; the next process finds what this one left behind, as it left it.
        const copy = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : home, 'vigil-copy-'));
        folders.push(copy);
        mkdirSync(directory, { recursive: true });
        cpSync(directory, copy, { recursive: true });
        const journal = await openInProcess(copy, next);
        const seen = await readNumberedLog(journal, next);
        if (journal.notice !== null) problems.push(`${where}: ${journal.notice}`);
        await journal.close();
        rmSync(copy, { recursive: true });
        samplesRead += seen.samples;
        problems.push(...seen.wrong.map((words) => `${where}: ${words}`));
        let isOver = false;
        for (const batch of doubtful) {
          const isThere = seen.batch(batch) === 'whole';
          // Batches are committed in their order.
          if (isThere && isOver) problems.push(`${where}: batch ${batch} is there without the one before it`);
          isOver ||= !isThere;
          known.set(batch, isThere);
          if (isThere) found += 1;
        }
        for (const [batch, isThere] of known)
          if (seen.batch(batch) !== (isThere ? 'whole' : 'none'))
            problems.push(
              `${where}: batch ${batch}, ${isThere ? 'committed' : 'never committed'}: ${seen.batch(batch)}`,
            );
        const newest = Math.max(...[...known].flatMap(([batch, isThere]) => (isThere ? [batch] : [])));
        if (seen.snapshot !== (Number.isFinite(newest) ? newest : null))
          problems.push(`${where}: the snapshot is that of batch ${seen.snapshot}, not of ${newest}`);
      }
      rmSync(home, { recursive: true });
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: CHAINS }, (_, index) => chain(index)));
  process.stdout.write(
    `kill -9: ${kills} times (${killed.opening} while opening, ${killed.writing} while committing, ${killed.idle} between commits, ${killed.closed} after closing), ` +
      `${acknowledged} batches acknowledged, ${inDoubt} in doubt of which ${found} were there, ${(samplesRead / 1e6).toFixed(1)} million samples read back, ${problems.length} problems, ${((performance.now() - startedMs) / 1_000).toFixed(0)} s\n`,
  );
  expect(problems.slice(0, 20)).toEqual([]);
  expect(kills).toBeGreaterThanOrEqual(500);
  // A run that only ever struck at idle moments would prove nothing.
  expect(killed.writing).toBeGreaterThan(KILLS / 10);
  expect(acknowledged).toBeGreaterThan(KILLS);
});
