/**
 * `npm run serve -- --config FILE --port N --data-dir DIR`: builds when needed, then serves Vigil without Electron.
 * One process in front of it, so that signals reach it however npm passes them on.
 */
import { runChild } from './run-child.ts';

const built = await runChild(process.execPath, ['scripts/build.ts', '--if-stale']);
process.exitCode =
  built === 0 ? await runChild(process.execPath, ['dist/serve.mjs', ...process.argv.slice(2)]) : built;
