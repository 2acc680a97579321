import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { serveCli } from './bindings/serve-cli.ts';
import { systemClock } from './core/clock.ts';
import { createLog } from './core/log.ts';
import { trustSystemAuthorities } from './core/system-trust.ts';

/*
 * Composition root without Electron: the same core, served to browsers.
 * Everything it does is in core/ and bindings/; here they get the real clock, streams and command line.
 */
trustSystemAuthorities();
process.exitCode = await serveCli({
  argv: process.argv.slice(2),
  surroundings: { platform: process.platform, env: process.env, homeDir: homedir() },
  clock: systemClock,
  random: Math.random,
  log: createLog((line) => console.error(line), systemClock.nowMs),
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  readTokenFile: (path) => readFile(path, 'utf8'),
  rendererDirectory: fileURLToPath(new URL('renderer', import.meta.url)),
  workerUrl: new URL('journal-worker.mjs', import.meta.url),
  appVersion: packageJson.version,
  onReload: (look) => {
    // Windows has no such signal.
    if (process.platform !== 'win32') process.on('SIGHUP', look);
  },
  onceStopped: (stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  },
});
