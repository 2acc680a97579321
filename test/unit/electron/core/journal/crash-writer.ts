import { systemClock } from '../../../../../electron/core/clock.ts';
import { openJournal } from '../../../../../electron/core/journal/open-journal.ts';
import { silentLog } from '../../../../../electron/core/log.ts';
import { roomy, samplesOf, seriesOf, workerUrl } from './journal-harness.ts';

/** Run as a process: writes one sample a commit, says which are committed, and never ends by itself. */
const journal = await openJournal(
  { directory: process.argv[2] ?? '', workerUrl, retention: roomy },
  { clock: systemClock, log: silentLog },
);
for (let i = 0; ; i++) {
  journal.appendSamples([samplesOf(seriesOf(), [i * 1_000], [i])]);
  await journal.flush();
  process.stdout.write(`${i}\n`);
}
