import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectPainted, test } from './desktop-test.ts';

test('a second start ends at once and brings the first window back', async ({ desktop, driver }) => {
  const { app, page, userData } = desktop;
  await expectPainted(page);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = await driver.runToEnd(userData, '--demo');
  expect(second.exitCode).toBe(0);
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isVisible())),
    )
    .toEqual([true]);
});

test('quitting flushes the journal and remembers the window; the next start has a picture', async ({
  driver,
  userData,
}) => {
  const first = await driver.open(userData, '--demo');
  await expectPainted(first.page);
  const ended = new Promise<number | null>((resolve) => first.app.process().once('exit', resolve));
  await first.app.close();
  expect(await ended).toBe(0);
  expect(existsSync(join(userData, 'window.json'))).toBe(true);
  const files = readdirSync(join(userData, 'data'), { recursive: true }).map(String);
  expect(files.some((name) => name.endsWith('-wal'))).toBe(false);
  expect(files.length).toBeGreaterThan(0);

  const again = await driver.open(userData, '--demo');
  await expectPainted(again.page);
  await again.app.close();
});

test('a broken configuration is told with its place, and ends with 2', async ({
  driver,
  userData,
}, testInfo) => {
  testInfo.skip(testInfo.project.name === 'electron', 'Electron’s error box would wait for a person.');
  const file = join(userData, 'vigil.yaml');
  writeFileSync(file, 'name: Broken\nsauces: []\n');
  const { exitCode, stderr } = await driver.runToEnd(userData, '--config', file);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`${file}:2:1`);
  expect(stderr).toContain('sauces');
});

test('--version is printed without opening a window', async ({ driver, userData }) => {
  const { exitCode, stderr } = await driver.runToEnd(userData, '--version');
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^Vigil \d+\.\d+\.\d+$/m);
});
