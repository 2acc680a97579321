/**
 * Builds renderer, main, preload, serve and the journal worker into dist/ with the one vite.config.ts.
 * `--if-stale` skips the build when dist/ is newer than every input.
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const MODES = ['renderer', 'main', 'preload', 'serve', 'journal'] as const;
const INPUTS = ['electron', 'renderer', 'shared', 'vite.config.ts', 'package.json', 'scripts/build.ts'];
const STAMP = 'dist/.built';

// React's development build leaks performance entries without bound; every shipped build is production.
process.env['NODE_ENV'] = 'production';

function newestMtimeMs(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMtimeMs(join(path, name))), 0);
}

function isFresh(): boolean {
  return existsSync(STAMP) && Math.max(...INPUTS.map(newestMtimeMs)) < statSync(STAMP).mtimeMs;
}

function assertProductionReact(): void {
  const assets = 'dist/renderer/assets';
  for (const name of readdirSync(assets).filter((file) => file.endsWith('.js'))) {
    if (readFileSync(join(assets, name), 'utf8').includes('react-dom-client.development'))
      throw new Error(`${name} contains the development build of React; refusing to ship it.`);
  }
}

if (process.argv.includes('--if-stale') && isFresh()) process.exit(0);
rmSync(STAMP, { force: true });
for (const mode of MODES) await build({ mode, logLevel: 'warn' });
assertProductionReact();
writeFileSync(STAMP, new Date().toISOString());
