import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { journalInUse } from '../../../../../electron/core/journal/open-database.ts';
import { JournalInUse } from '../../../../../electron/core/journal/open-journal.ts';
import { type Bench, bench } from './journal-harness.ts';

// A worker is started for every journal, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const writer = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));
let b: Bench;
let child: ChildProcess | null = null;
beforeEach(() => {
  b = bench();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await b.clean();
});

it('is refused while another process writes, and free again as soon as that is killed', async () => {
  expect(journalInUse(b.directory)).toBeNull();
  child = spawn(process.execPath, [writer, b.directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(createInterface({ input: child.stdout! }), 'line');
  const words = `Another Vigil is already using the journal in ${b.directory}: stop it, or start this one with another --data-dir.`;
  await expect(b.open()).rejects.toThrow(new JournalInUse(words));
  expect(journalInUse(b.directory)).toBe(words);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(journalInUse(b.directory)).toBeNull();
  const journal = await b.open();
  expect(journal.notice).toBeNull();
  expect((await journal.stats()).sampleCount).toBeGreaterThan(0);
}, 60_000);
