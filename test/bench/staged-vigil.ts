import { type ChildProcess, spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Served } from './browser.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** Copies what of the built Vigil runs under Node, for a folder whose `renderer` is the bench's own. */
export async function stageHub(directory: string): Promise<void> {
  for (const file of ['serve.mjs', 'journal-worker.mjs']) await cp(join(dist, file), join(directory, file));
}

/** Copies the shipped pages as well. */
export async function stageWhole(directory: string): Promise<void> {
  await stageHub(directory);
  await cp(join(dist, 'renderer'), join(directory, 'renderer'), { recursive: true });
}

/** Starts the staged Vigil, with its journal in `data`. */
export async function serveVigil(directory: string, config: string): Promise<Served> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(directory, 'serve.mjs'), '--config', config, '--port', '0', '--data-dir', join(directory, 'data')],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk) => {
      text += String(chunk);
      const match = /listening on (\S+)/.exec(text);
      if (match !== null) resolve(match[1]!);
    });
    child.once('exit', (code) => reject(new Error(`Vigil ended with ${code}.`)));
  });
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}
