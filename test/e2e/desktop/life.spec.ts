import { writeFileSync } from 'node:fs';
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
