import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bench, bench } from './journal-harness.ts';

let b: Bench;
beforeEach(() => {
  b = bench();
});
afterEach(() => b.clean());

it('loses nothing that was committed when the process is killed', async () => {
  const writer = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));
  let committed = -1;
  for (const stopAt of [700, 40]) {
    const child = spawn(process.execPath, [writer, b.directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      committed = Math.max(committed, Number(line));
      if (Number(line) === stopAt) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  const journal = await b.open();
  expect(journal.notice).toBeNull();
  const [found] = await journal.history({
    service: 'checkout',
    region: null,
    signals: ['latency_p95'],
    fromMs: 0,
    toMs: committed * 1_000,
  });
  expect(Array.from(found?.value ?? [])).toEqual(Array.from({ length: committed + 1 }, (_, i) => i));
}, 60_000);
