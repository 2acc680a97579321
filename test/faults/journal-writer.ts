/**
 * Run as a process: writes numbered batches into a data folder as fast as it can, notes in a diary what it begins and
 * what is committed, and never ends by itself.
 */
import { openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Clock, systemClock } from '../../electron/core/clock.ts';
import { openJournal } from '../../electron/core/journal/open-journal.ts';
import { silentLog } from '../../electron/core/log.ts';
import { seeded } from '../builders/seeded.ts';
import { appendNumbered } from '../fixtures/journal/append-numbered.ts';
import { startOf } from '../fixtures/journal/numbered-log.ts';

/** What the writer is told, as JSON in its only argument. */
export interface WriterOrders {
  readonly directory: string;
  /** Path of the journal's worker script. */
  readonly worker: string;
  /** Path of the diary. */
  readonly diary: string;
  readonly firstBatch: number;
  /** After so many it writes no more; null goes on for ever. */
  readonly batches: number | null;
  /** Whether it closes its journal then. */
  readonly closes: boolean;
  readonly seed: number;
}

/** Batches under way at most, each in a flush of its own. */
const MAX_UNDER_WAY = 3;

const orders = JSON.parse(process.argv[2] ?? '') as WriterOrders;
const random = seeded(orders.seed);
const stopAt = orders.firstBatch + (orders.batches ?? Number.POSITIVE_INFINITY);
let next = orders.firstBatch;
const diary = openSync(orders.diary, 'a');
/** What is noted stays noted, even when this process is killed the moment after. */
const note = (words: string): void => void writeSync(diary, `${words}\n`);
const clock: Clock = { ...systemClock, nowMs: () => startOf(next) };

const journal = await openJournal(
  {
    directory: orders.directory,
    workerUrl: pathToFileURL(orders.worker),
    retention: { maxAgeMs: 1e12, maxBytes: 1e12 },
  },
  { clock, log: silentLog },
);
note(journal.notice === null ? 'opened' : `noticed ${journal.notice}`);
process.stdout.write('opened');
let underWay = 0;
while (next < stopAt) {
  const batch = next;
  note(`began ${batch}`);
  appendNumbered(journal, batch);
  next += 1;
  underWay += 1;
  const flushed = journal.flush().then(() => {
    underWay -= 1;
    note(journal.notice === null ? `committed ${batch}` : `noticed ${journal.notice}`);
  });
  if (underWay >= MAX_UNDER_WAY || random() < 0.5) await flushed;
}
await journal.flush();
if (orders.closes) {
  await journal.close();
  note('closed');
}
setInterval(() => undefined, 60_000);
