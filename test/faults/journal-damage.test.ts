/**
 * Thousands of damaged databases: cut, flipped, emptied, zeroed, mixed up, in the database and in its write-ahead log.
 * Each opens, tells nothing that was never written and says when something is missing, or is set aside, told and
 * replaced; and each is written to again.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import { openJournal } from '../../electron/core/journal/open-journal.ts';
import { silentLog } from '../../electron/core/log.ts';
import { seeded } from '../builders/seeded.ts';
import { appendNumbered } from '../fixtures/journal/append-numbered.ts';
import { type InProcessJournal, openInProcess } from '../fixtures/journal/in-process-journal.ts';
import { startOf } from '../fixtures/journal/numbered-log.ts';
import { type LogSeen, readNumberedLog } from '../fixtures/journal/read-numbered-log.ts';
import { memoryFolder } from '../fixtures/machine.ts';
import { DATABASE, type Damage, damaged, WAL } from './damages.ts';
import { type Base, closedBase, killedBase, put } from './journal-bases.ts';

const SEED = 20_260_922;
const CASES = 2_100;
/** One of so many is opened by the whole journal with its worker; the others by what the worker does, in this thread. */
const WHOLE_JOURNAL_EVERY = 43;
/** One of so many is opened once more afterwards. */
const AGAIN_EVERY = 11;
/** Far above what any of them takes: a hang is what this is about. */
const OPENED_WITHIN_MS = 10_000;

const home = memoryFolder('damage');
const at = (name: string): string => join(home, name);
const bases: Base[] = [];

beforeAll(async () => {
  // Series have other numbers in the first: samples of one under the numbers of another would be wrong.
  bases.push(await closedBase(at('young'), 'young', 4, true), await closedBase(at('grown'), 'grown', 40));
  bases.push(await killedBase(at('killed'), 'killed', null, 20));
  bases.push(await killedBase(at('killed-again'), 'killed-again', bases[1]!, 8));
});

async function openWhole(directory: string, batch: number): Promise<InProcessJournal> {
  const journal = await openJournal(
    {
      directory,
      workerUrl: new URL('../../electron/core/journal/worker.ts', import.meta.url),
      retention: { maxAgeMs: 1e12, maxBytes: 1e12 },
    },
    { clock: { ...systemClock, nowMs: () => startOf(batch) }, log: silentLog },
  );
  return Object.assign(Object.create(journal) as typeof journal, {
    async write(next: number) {
      appendNumbered(journal, next);
      await journal.flush();
    },
  });
}

/** Outcomes of the cases, by their number. */
const outcomes = {
  setAside: 0,
  whole: 0,
  told: 0,
  /** Its end is missing with the end of its write-ahead log, as after any kill. */
  cut: 0,
  /** It was exchanged for that of another time. */
  exchanged: 0,
};

/** What is wrong with the outcome of one case, in words. */
async function tryOne(directory: string, index: number, base: Base, damage: Damage): Promise<string[]> {
  const problems: string[] = [];
  const open = index % WHOLE_JOURNAL_EVERY === 0 ? openWhole : openInProcess;
  const batches = Math.max(...bases.map((one) => one.batches));
  const startedMs = performance.now();
  const journal = await open(directory, batches);
  const tookMs = performance.now() - startedMs;
  slowestMs = Math.max(slowestMs, tookMs);
  if (tookMs > OPENED_WITHIN_MS) problems.push(`took ${tookMs} ms to open`);
  const isSetAsideAtOnce = journal.notice?.includes('set aside') === true;
  const seen = await readNumberedLog(journal, batches);
  problems.push(...seen.wrong);
  const next = batches + 1;
  await journal.write(next);
  // Should the read above have met a broken index, it was built again with that write.
  const written = await readNumberedLog(journal, next + 1, next);
  if (written.batch(next) !== 'whole' || written.snapshot !== next)
    problems.push(`of what is written next there is ${written.batch(next)}`);
  const { notice } = journal;
  if (notice?.includes('memory only') === true) problems.push(notice);
  const aside = readdirSync(directory).find((name) => name.endsWith('.damaged.db'));
  if (aside !== undefined) {
    outcomes.setAside += 1;
    if (notice?.includes(aside) !== true) problems.push(`set aside as ${aside}, told as ${notice}`);
    // Closing what was opened in vain takes the log into the database.
    const isAsFound = readFileSync(join(directory, aside)).equals(damage.files.get(DATABASE)!);
    if (isSetAsideAtOnce && !isAsFound && !damage.files.has(WAL))
      problems.push('what was set aside is not what was found');
  } else problems.push(...judge(seen, base, damage, notice));
  await journal.close();
  if (index % AGAIN_EVERY === 0) {
    const again = await openInProcess(directory, next + 1);
    const found = await readNumberedLog(again, next + 1, next);
    if (found.batch(next) !== 'whole') problems.push('what was written next is gone after a restart');
    if (again.notice?.includes('set aside') === true) problems.push(`once more: ${again.notice}`);
    await again.close();
  }
  return problems;
}

/** A database that was not set aside holds everything, or says that it does not. */
function judge(seen: LogSeen, base: Base, damage: Damage, notice: string | null): readonly string[] {
  const parts = Array.from({ length: base.batches }, (_, batch) => seen.batch(batch));
  const firstMissing = parts.findIndex((part) => part !== 'whole');
  if (firstMissing < 0 && seen.snapshot === base.batches - 1) outcomes.whole += 1;
  else if (notice !== null) outcomes.told += 1;
  else if (damage.kind === 'exchanged') outcomes.exchanged += 1;
  else if (damage.kind !== `truncated ${WAL}` && damage.kind !== `emptied ${WAL}`)
    return ['is silent about what is missing'];
  else {
    outcomes.cut += 1;
    // Up to where it was cut it is all there, and behind there is nothing.
    if (parts.slice(firstMissing).some((part) => part !== 'none')) return ['is cut in the middle of a batch'];
  }
  return [];
}

let slowestMs = 0;

it(`opens or sets aside ${CASES} damaged databases, tells nothing wrong and writes on`, {
  timeout: 600_000,
}, async () => {
  const problems: string[] = [];
  const startedMs = performance.now();
  for (let index = 0; index < CASES; index += 1) {
    const random = seeded(SEED + index);
    const base = bases[index % bases.length]!;
    const others = bases.filter((one) => one !== base);
    const damage = damaged(base.files, others[Math.floor(random() * others.length)]!.files, random);
    const directory = at('case');
    put(directory, damage.files);
    const found = await tryOne(directory, index, base, damage).catch((error: unknown) => [String(error)]);
    problems.push(
      ...found.map((words) => `case ${index} (seed ${SEED}), ${base.name}: ${damage.words}: ${words}`),
    );
    rmSync(directory, { recursive: true });
  }
  const { setAside, whole, told, cut, exchanged } = outcomes;
  process.stdout.write(
    `damaged databases: ${CASES}: ${setAside} set aside and told, ${whole} whole, ${told} told to miss something, ${cut} with their log cut short, ${exchanged} exchanged; ` +
      `${problems.length} problems, slowest open ${slowestMs.toFixed(0)} ms, ${((performance.now() - startedMs) / 1_000).toFixed(0)} s\n`,
  );
  expect(problems.slice(0, 20)).toEqual([]);
  expect(setAside).toBeGreaterThan(CASES / 10);
});
