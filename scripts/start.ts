/**
 * `npm start`: builds when needed, then opens the desktop app; where there is no Electron binary or no display it
 * says so in one line and serves the same dashboard on loopback. Arguments are passed on, for example
 * `npm start -- --config vigil.yaml`. `--browser` chooses the served form.
 */
import { err, type Result } from '../shared/domain/result.ts';
import { hasDisplay, obtainElectron } from './find-electron.ts';
import { runChild } from './run-child.ts';

/** What a program reports whose libraries are missing, and runChild for one that cannot be executed. */
const CANNOT_START = 127;

const chosenBrowser = process.argv.includes('--browser');
const args = process.argv.slice(2).filter((argument) => argument !== '--browser');

async function findDesktop(): Promise<Result<string, string>> {
  if (chosenBrowser) return err('--browser was given');
  if (!hasDisplay(process.platform, process.env)) return err('there is no display');
  return obtainElectron((line) => console.log(line));
}

const built = await runChild(process.execPath, ['scripts/build.ts', '--if-stale']);
if (built !== 0) process.exit(built);

const desktop = await findDesktop();
let reason = desktop.ok ? null : desktop.error;
if (desktop.ok) {
  // Chromium's own sandbox cannot start for root; Electron would end at once with a message about it.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  process.exitCode = await runChild(desktop.value, [...asRoot, '.', ...args]);
  if (process.exitCode === CANNOT_START) reason = 'Electron’s binary does not start on this system';
}
if (reason !== null) {
  console.log(`Serving the dashboard to the browser instead of opening a window: ${reason}.`);
  process.exitCode = await runChild(process.execPath, ['dist/serve.mjs', ...args]);
}
