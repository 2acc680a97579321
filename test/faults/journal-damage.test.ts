/**
 * Thousands of damaged databases: cut, flipped, emptied, zeroed, mixed up, in the database and in its write-ahead log.
 * Each opens and tells nothing that was never written, or is set aside, told and replaced; and is written to again.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seeded } from '../builders/seeded.ts';
import { openInProcess } from '../fixtures/journal/in-process-journal.ts';
import { readNumberedLog } from '../fixtures/journal/read-numbered-log.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import { DATABASE, damaged, type Files, WAL } from './damages.ts';

const SEED = 20_260_922;
const CASES = 2_100;
/** Far above what any of them takes: a hang is what this is about. */
const OPENED_WITHIN_MS = 10_000;
const GROWN_BATCHES = 40;
const MEMORY = '/dev/shm';

/** A database as it was left, with batches 0 to `batches` − 1. */
interface Base {
  readonly name: string;
  readonly files: Files;
  readonly batches: number;
}

const home = existsSync(MEMORY) ? mkdtempSync(join(MEMORY, 'vigil-damage-')) : temporaryFolder('damage');
const bases: Base[] = [];

function filesIn(directory: string): Files {
  const names = [DATABASE, WAL].filter((name) => existsSync(join(directory, name)));
  return new Map(names.map((name) => [name, readFileSync(join(directory, name))]));
}

function put(directory: string, files: Files): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(directory, name), bytes);
}

function closedBase(name: string, batches: number, isReversed = false): Base {
  const directory = join(home, name);
  const journal = openInProcess(directory, 0, isReversed);
  for (let batch = 0; batch < batches; batch += 1) journal.write(batch);
  journal.close();
  return { name, files: filesIn(directory), batches };
}

/** Written to by a process until it is killed with some batches in its write-ahead log. */
async function killedBase(name: string, before: Base | null, more: number): Promise<Base> {
  const directory = join(home, name);
  put(directory, before?.files ?? new Map());
  const first = before?.batches ?? 0;
  const diary = join(home, `${name}.diary`);
  const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const worker = script('../../electron/core/journal/worker.ts');
  const child = spawn(
    process.execPath,
    [script('journal-writer.ts'), directory, worker, diary, String(first)],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const isThere = () => readFileSync(diary, 'utf8').includes(`committed ${first + more - 1}\n`);
  await waitFor(`${more} batches`, () => existsSync(diary) && isThere());
  child.kill('SIGKILL');
  await once(child, 'close');
  const files = filesIn(directory);
  // Looked at in a copy: opening would tidy up what the kill left.
  const copy = join(home, `${name}-copy`);
  put(copy, files);
  const last = Number(/began (\d+)\n$/.exec(readFileSync(diary, 'utf8'))?.[1] ?? first + more);
  const journal = openInProcess(copy, last);
  const { snapshot } = await readNumberedLog(journal, last + 1);
  journal.close();
  return { name, files, batches: snapshot! + 1 };
}

beforeAll(async () => {
  const grown = closedBase('grown', GROWN_BATCHES);
  bases.push(closedBase('young', 4, true), grown);
  bases.push(await killedBase('killed', null, 20), await killedBase('killed-again', grown, 8));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

it(`opens or sets aside ${CASES} damaged databases, tells nothing wrong and writes on`, {
  timeout: 600_000,
}, async () => {
  const random = seeded(SEED);
  const problems: string[] = [];
  const count = { asFresh: 0, untouched: 0, less: 0, silently: 0 };
  let slowestMs = 0;
  const startedMs = performance.now();
  for (let index = 0; index < CASES; index += 1) {
    const base = bases[index % bases.length]!;
    const other = bases[(index + 1 + Math.floor(random() * (bases.length - 1))) % bases.length]!;
    const damage = damaged(base.files, other.files, random);
    const complain = (words: string): void =>
      void problems.push(`case ${index} (seed ${SEED}), ${base.name}: ${damage.words}: ${words}`);
    const directory = join(home, 'case');
    put(directory, damage.files);
    const batches = Math.max(base.batches, other.batches);
    try {
      const openedMs = performance.now();
      const journal = openInProcess(directory, batches);
      const tookMs = performance.now() - openedMs;
      slowestMs = Math.max(slowestMs, tookMs);
      if (tookMs > OPENED_WITHIN_MS) complain(`took ${tookMs} ms to open`);
      const seen = await readNumberedLog(journal, batches);
      for (const words of seen.wrong) complain(words);
      const aside = readdirSync(directory).filter((name) => name.endsWith('.damaged.db'));
      journal.write(batches + 1);
      const after = await readNumberedLog(journal, batches + 2, batches + 1);
      if (after.batch(batches + 1) !== 'whole' || after.snapshot !== batches + 1)
        complain(`what is written next is there in ${after.batch(batches + 1)}`);
      if (journal.notice?.includes('memory only')) complain(journal.notice);
      if (aside.length > 0) {
        count.asFresh += 1;
        if (!journal.notice?.includes(aside[0]!))
          complain(`set aside as ${aside[0]}, told as ${journal.notice}`);
        // Closing what was opened in vain takes the log into the database.
        const isSame = readFileSync(join(directory, aside[0]!)).equals(damage.files.get(DATABASE)!);
        if (!isSame && !damage.files.has(WAL)) complain('what was set aside is not what was found');
      } else {
        const isAll =
          seen.snapshot === base.batches - 1 &&
          Array.from({ length: base.batches }, (_, batch) => seen.batch(batch)).every(
            (one) => one === 'whole',
          );
        if (isAll) count.untouched += 1;
        else if (journal.notice !== null) count.less += 1;
        else {
          count.silently += 1;
          if (damage.kind !== 'swapped' && !damage.kind.endsWith(WAL))
            complain('is silent about what is missing');
        }
      }
      journal.close();
    } catch (error) {
      complain(String(error));
    }
    rmSync(directory, { recursive: true });
  }
  process.stdout.write(
    `damaged databases: ${CASES} (${bases.length} kinds), ${count.asFresh} set aside, ${count.untouched} whole, ${count.less} told to be less, ${count.silently} shortened with their write-ahead log, ` +
      `${problems.length} problems, slowest open ${slowestMs.toFixed(0)} ms, ${((performance.now() - startedMs) / 1_000).toFixed(0)} s\n`,
  );
  expect(problems.slice(0, 400)).toEqual([]);
});
