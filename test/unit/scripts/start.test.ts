import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDisplay, installedElectron } from '../../../scripts/find-electron.ts';
import { runChild } from '../../../scripts/run-child.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a display', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
    ['win32', {}, true],
  ] as const)('on %s with %j: %s', (platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected);
  });
});

describe('Electron’s binary', () => {
  it('is not there when only the package is', () => {
    expect(installedElectron(folder)).toBeNull();
    writeFileSync(join(folder, 'path.txt'), 'electron');
    expect(installedElectron(folder)).toBeNull();
    expect(installedElectron(null)).toBeNull();
  });

  it('is where path.txt says', () => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'path.txt'), 'electron\n');
    writeFileSync(join(folder, 'dist/electron'), '');
    expect(installedElectron(folder)).toBe(join(folder, 'dist/electron'));
  });
});

describe('running a program', () => {
  const quiet = { stdio: 'ignore' } as const;

  it.each([
    ['process.exit(0)', 0],
    ['process.exit(7)', 7],
    ['process.kill(process.pid, "SIGKILL")', 137],
    ['process.kill(process.pid, "SIGTERM")', 143],
  ])('keeps the exit code of %s', async (code, expected) => {
    expect(await runChild(process.execPath, ['-e', code], quiet)).toBe(expected);
  });

  it('answers 127 for what cannot be started', async () => {
    expect(await runChild(join(folder, 'missing'), [], quiet)).toBe(127);
    const plain = join(folder, 'plain');
    writeFileSync(plain, 'not a program');
    chmodSync(plain, 0o600);
    expect(await runChild(plain, [], quiet)).toBe(127);
  });

  it('passes signals on and waits for the program’s own end', async () => {
    const runner = fileURLToPath(new URL('../../../scripts/run-child.ts', import.meta.url));
    const inner = `process.once('SIGTERM', () => process.exit(42)); setInterval(() => {}, 1000); console.log('up');`;
    const outer = `import { runChild } from ${JSON.stringify(runner)};
      process.exitCode = await runChild(process.execPath, ['-e', ${JSON.stringify(inner)}]);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', outer], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([42, null]);
  });
});
