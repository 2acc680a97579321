import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../shared/domain/result.ts';

/** Electron's own installer downloads about 120 MB; a network that has not managed that by then will not. */
export const ELECTRON_DOWNLOAD_LIMIT_MS = 180_000;
/** How long the first byte from the download host may take; without a network this is what a start waits at most. */
export const ELECTRON_PROBE_LIMIT_MS = 3_000;
const DOWNLOAD_HOST = 'https://github.com/electron/electron/releases';

/** Folder of the electron package; null where development dependencies were left out. */
function electronFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** Electron's executable when it is on disk; null when only the package is. Never downloads. */
export function installedElectron(folder: string | null = electronFolder()): string | null {
  if (folder === null) return null;
  const pathFile = join(folder, 'path.txt');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const executable = join(override ?? join(folder, 'dist'), name);
  return existsSync(executable) ? executable : null;
}

/** Whether windows can be shown here; Linux needs a display server. Pure. */
export function hasDisplay(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return (env['DISPLAY'] ?? '') !== '' || (env['WAYLAND_DISPLAY'] ?? '') !== '';
}

async function isDownloadHostReachable(): Promise<boolean> {
  try {
    await fetch(process.env['ELECTRON_MIRROR'] ?? DOWNLOAD_HOST, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(ELECTRON_PROBE_LIMIT_MS),
    });
    return true;
  } catch {
    return false;
  }
}

/** Electron's executable, downloaded once when that is possible. Errors: why not, as part of a sentence. */
export async function obtainElectron(log: (line: string) => void): Promise<Result<string, string>> {
  const folder = electronFolder();
  if (folder === null) return err('the electron package is not installed');
  const present = installedElectron(folder);
  if (present !== null) return ok(present);
  if (process.env['ELECTRON_SKIP_BINARY_DOWNLOAD'] !== undefined)
    return err('Electron’s binary is not installed and its download is switched off');
  if (!(await isDownloadHostReachable()))
    return err('Electron’s binary is not installed and cannot be downloaded from here');
  log('Downloading Electron, once.');
  spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: 'ignore',
    timeout: ELECTRON_DOWNLOAD_LIMIT_MS,
  });
  const downloaded = installedElectron(folder);
  return downloaded === null ? err('Electron’s binary could not be downloaded') : ok(downloaded);
}
