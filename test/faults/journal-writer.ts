/**
 * Run as a process: writes numbered batches into a data folder as fast as it can, notes in a
 * diary what it begins and what is committed, and never ends by itself.
 */
import { openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Clock, systemClock } from '../../electron/core/clock.ts';
import { openJournal } from '../../electron/core/journal/open-journal.ts';
import { silentLog } from '../../electron/core/log.ts';
import { seeded } from '../builders/seeded.ts';
import { appendNumbered } from '../fixtures/journal/in-process-journal.ts';
import { startOf } from '../fixtures/journal/numbered-log.ts';

/** Batches under way at most, each in a flush of its own. */
const MAX_UNDER_WAY = 3;

const [directory = '', worker = '', diary = '', first = '0', seed = '0', closeAfter = 'Infinity'] =
  process.argv.slice(2);
const random = seeded(Number(seed));
const stopAt = Number(first) + Number(closeAfter);
let next = Number(first);
const file = openSync(diary, 'a');
/** What was said stays said, even when this process is killed the moment after. */
const say = (words: string): void => void writeSync(file, `${words}\n`);
const clock: Clock = { ...systemClock, nowMs: () => startOf(next) };

const journal = await openJournal(
  { directory, workerUrl: pathToFileURL(worker), retention: { maxAgeMs: 1e12, maxBytes: 1e12 } },
  { clock, log: silentLog },
);
say(journal.notice === null ? 'opened' : `noticed ${journal.notice}`);
process.stdout.write('opened');
let underWay = 0;
while (next < stopAt) {
  const batch = next;
  say(`began ${batch}`);
  appendNumbered(journal, batch);
  next += 1;
  underWay += 1;
  const flushed = journal.flush().then(() => {
    underWay -= 1;
    say(journal.notice === null ? `committed ${batch}` : `noticed ${journal.notice}`);
  });
  if (underWay >= MAX_UNDER_WAY || random() < 0.5) await flushed;
}
await journal.close();
say('closed');
setInterval(() => undefined, 60_000);
