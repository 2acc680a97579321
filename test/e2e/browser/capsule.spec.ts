/** A capsule from the page: exported, verified from the command line, opened by another Vigil and by this one (G6). */
import { join } from 'node:path';
import type { Page, WebSocketRoute } from '@playwright/test';
import { openCapsuleProcess, runCapsuleCli } from '../../fixtures/capsule-process.ts';
import { temporaryFolder } from '../../fixtures/machine.ts';
import { axeFindings } from '../support/audit.ts';
import { expect, openView, test, unspeakable } from '../support/browser-test.ts';

/** Nothing here is about how soon something is done; a busy machine may take its time. */
const DONE_MS = 45_000;

const panel = (page: Page) => page.getByRole('dialog', { name: 'Capsule' });
const line = (page: Page) => page.getByRole('region', { name: 'Capsule', exact: true });

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Capsule', exact: true }).click();
  await expect(panel(page)).toBeVisible();
}

/** Exports the last minutes of what the log has, and keeps the file. */
async function exported(page: Page): Promise<string> {
  await openPanel(page);
  await panel(page).getByLabel('From').fill('10 min ago');
  await panel(page).getByLabel('To').fill('2 s ago');
  const [file] = await Promise.all([
    page.waitForEvent('download', { timeout: DONE_MS }),
    panel(page).getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^vigil-demo-fleet-.*Z\.vigil-capsule$/);
  const path = join(temporaryFolder('downloads'), file.suggestedFilename());
  await file.saveAs(path);
  await expect(panel(page).getByRole('status').first()).toContainText('.vigil-capsule');
  return path;
}

test('goes out of the page and shows the same numbers elsewhere', async ({ page, demo }) => {
  test.setTimeout(240_000);
  await openView(page, demo, 'overview');
  // The weeks behind what is usual in the demo are made up in the first minute.
  const links = async (): Promise<string> => (await demo.get('/api/v1/links')).text();
  await expect.poll(links, { timeout: 2 * DONE_MS }).toContain('"known"');
  await expect.poll(links, { timeout: 2 * DONE_MS }).not.toContain('"learning"');
  const file = await exported(page);
  const verified = await runCapsuleCli('verify', file);
  expect(verified).toMatchObject({ code: 0, stderr: '' });
  const toMs = Date.parse(/to {7}(\S+)/.exec(verified.stdout)?.[1] ?? '');

  const capsule = await openCapsuleProcess(file);
  for (const atMs of [toMs, toMs - 5_000, toMs - 300_000])
    for (const view of ['health', 'links', 'alerts', 'objectives']) {
      const path = `/api/v1/${view}?at=${atMs}`;
      expect(await (await capsule.get(path)).json()).toEqual(await (await demo.get(path)).json());
    }
  // The page of the other Vigil says what it is, shows it, and offers no way back: there is none.
  await page.goto(`${capsule.url}/#/overview`);
  await expect(line(page)).toContainText('of Demo fleet');
  await expect(line(page).getByRole('button')).toHaveCount(0);
  await expect(page.locator('main')).toContainText('checkout');
  await page.goto('about:blank');
  await capsule.stop();
});

test('is opened by one view alone, and closed again', async ({ page, context, demo }) => {
  test.setTimeout(240_000);
  const lines: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/socket\.io\//, (route) => {
    route.connectToServer();
    lines.push(route);
  });
  await openView(page, demo, 'overview');
  const file = await exported(page);
  const other = await context.newPage();
  await openView(other, demo, 'overview');

  await panel(page).getByLabel('Capsule file').setInputFiles(file);
  await expect(line(page)).toBeVisible({ timeout: DONE_MS });
  await expect(line(page)).toContainText(/Capsule vigil-demo-fleet-.*written by Vigil/);
  await page.screenshot({ path: test.info().outputPath('open.png') });
  await expect(page.getByText(/PAST/).first()).toBeVisible();
  await expect(line(other)).toHaveCount(0);
  expect(await page.locator('body').innerText()).not.toMatch(unspeakable);
  expect(await axeFindings(page)).toEqual([]);

  // Its present stands still, and its past can be walked.
  await page.getByRole('button', { name: /^Back / }).click();
  await expect(page.getByText(/You are looking at/)).toContainText('ago');
  // What the log held before the window is not in it.
  await expect(page.getByText(/The log begins/)).toBeVisible();

  // A line that breaks comes back as another seat: the page is in its capsule again.
  await lines.at(-1)?.close();
  await expect.poll(() => lines.length).toBe(2);
  await expect(page.getByText('LIVE', { exact: true })).toHaveCount(0);
  await expect(line(page)).toBeVisible({ timeout: DONE_MS });
  await expect(page.getByText(/The log begins/)).toBeVisible();

  await line(page).getByRole('button', { name: 'Close' }).click();
  await expect(line(page)).toHaveCount(0);
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
});

test('a file that is none is refused with a sentence', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  await openPanel(page);
  await panel(page)
    .getByLabel('Capsule file')
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello '.repeat(50)) });
  await expect(panel(page).getByText('notes.txt is not a capsule of Vigil.')).toBeVisible({
    timeout: DONE_MS,
  });
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
});
