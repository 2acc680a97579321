/**
 * The journal's file is damaged by something else while Vigil writes to it: intake goes on in a new file, people are
 * told, and what was in memory is in the new one.
 */
import { closeSync, ftruncateSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seeded } from '../builders/seeded.ts';
import { openInProcess } from '../fixtures/journal/in-process-journal.ts';
import { startOf } from '../fixtures/journal/numbered-log.ts';
import { readNumberedLog } from '../fixtures/journal/read-numbered-log.ts';
import { memoryFolder } from '../fixtures/machine.ts';
import { DATABASE } from './damages.ts';
import { closedBase, put } from './journal-bases.ts';

const SEED = 20_260_922;
const CASES = 60;
/** More than SQLite keeps in memory of a file: some pages are read again from the damaged one. */
const BATCHES = 900;
/** Batches by which any of the damages has been met. */
const MET_WITHIN = 150;
/** Reads look back so far. */
const LOOK_BACK = 40;
const PAGE_BYTES = 4_096;
const home = memoryFolder('live');

/** Damages a file in place, behind the back of whoever has it open. */
const ways: Readonly<Record<string, (file: number, bytes: number, random: () => number) => void>> = {
  scribbled(file, bytes, random) {
    const garbage = Buffer.from(Array.from({ length: PAGE_BYTES }, () => Math.floor(random() * 256)));
    for (let page = 1; page < bytes / PAGE_BYTES; page += 1)
      if (random() < 0.8) writeSync(file, garbage, 0, PAGE_BYTES, page * PAGE_BYTES);
  },
  zeroed(file, bytes) {
    for (let page = 1; page < bytes / PAGE_BYTES; page += 1)
      writeSync(file, Buffer.alloc(PAGE_BYTES), 0, PAGE_BYTES, page * PAGE_BYTES);
  },
  truncated: (file, bytes, random) => ftruncateSync(file, PAGE_BYTES + Math.floor((random() * bytes) / 2)),
};

it('goes on in a new file when the one it writes to is damaged', { timeout: 300_000 }, async () => {
  const base = await closedBase(join(home, 'base'), 'base', BATCHES);
  const problems: string[] = [];
  let setAside = 0;
  let carriedStates = 0;
  let carriedSamples = 0;
  for (let index = 0; index < CASES; index += 1) {
    const random = seeded(SEED + index);
    const way = Object.keys(ways)[index % Object.keys(ways).length]!;
    const complain = (words: string): void => void problems.push(`case ${index}, ${way}: ${words}`);
    const directory = join(home, 'case');
    put(directory, base.files);
    const journal = await openInProcess(directory, BATCHES);
    for (let batch = BATCHES; batch < BATCHES + 5; batch += 1) await journal.write(batch);
    const file = openSync(join(directory, DATABASE), 'r+');
    ways[way]!(file, base.files.get(DATABASE)!.length, random);
    closeSync(file);
    let next = BATCHES + 5;
    try {
      const isSetAside = (): boolean => journal.notice?.includes('set aside') === true;
      for (; next < BATCHES + MET_WITHIN && !isSetAside(); next += 1) await journal.write(next);
      if (isSetAside()) setAside += 1;
      else complain(`was never noticed: ${journal.notice}`);
      const seen = await readNumberedLog(journal, next, next - LOOK_BACK);
      for (const words of seen.wrong) complain(words);
      if (seen.batch(next - 1) !== 'whole')
        complain(`the batch that met it is there in ${seen.batch(next - 1)}`);
      carriedSamples += seen.samples;
      const now = { service: null, fromMs: startOf(next), toMs: startOf(next) };
      carriedStates += (await journal.transitions(now)).length;
      for (let more = 0; more < 5; more += 1) await journal.write(next + more);
      await journal.close();
      const again = await openInProcess(directory, next + 5);
      if (again.notice !== null) complain(`afterwards: ${again.notice}`);
      const found = await readNumberedLog(again, next + 5, next - LOOK_BACK);
      for (let batch = next - 1; batch < next + 5; batch += 1)
        if (found.batch(batch) !== 'whole')
          complain(`afterwards batch ${batch} is there in ${found.batch(batch)}`);
      for (const words of found.wrong) complain(`afterwards ${words}`);
      await again.close();
      if (!readdirSync(directory).some((name) => name.endsWith('.damaged.db')))
        complain('nothing lies aside');
    } catch (error) {
      complain(String(error));
    }
    rmSync(directory, { recursive: true });
  }
  process.stdout.write(
    `damaged while open: ${CASES} files, ${setAside} set aside while writing, ${carriedStates} states and ${carriedSamples} samples taken along, ${problems.length} problems\n`,
  );
  expect(problems.slice(0, 20)).toEqual([]);
});
