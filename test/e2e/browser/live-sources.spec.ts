/** What a person sees while sources come, go and complain: a real socket.io server behind a real Vigil. */
import { temporaryFolder } from '../../fixtures/machine.ts';
import { type SocketServer, startSocketServer } from '../../fixtures/socket-server.ts';
import { startVigil, type VigilProcess } from '../../fixtures/vigil-process.ts';
import { contentOf, expect, openView, test } from '../support/browser-test.ts';
import { steadyStreams, streamConfig } from '../support/stream-config.ts';

const NOTICED_MS = 10_000;
const LIVE_AGAIN_MS = 30_000;

test.describe.configure({ mode: 'serial' });

let stream: SocketServer;
let vigil: VigilProcess;
const dataDir = temporaryFolder('e2e');

test.beforeAll(async () => {
  stream = await startSocketServer(steadyStreams);
  vigil = await startVigil({ config: streamConfig(stream), dataDir });
});
test.afterAll(async () => {
  await vigil?.stop();
  await stream?.stop();
});

test('an alert of the stream appears and resolves on screen', async ({ page }) => {
  await openView(page, vigil, 'alerts');
  await stream.whenConnected();
  const alarm = { name: 'EdgeErrors', severity: 'critical', svc: 'search', pop: 'eu-west-1' };
  stream.send('alarm', { ...alarm, state: 'firing', text: 'One request in ten fails.' });
  const main = page.locator('main');
  await expect(main.getByText('One request in ten fails.').first()).toBeVisible();
  stream.send('alarm', { ...alarm, state: 'resolved' });
  await expect
    .poll(async () => {
      const words = await main.innerText();
      return !words.includes('One request in ten fails.') || /resolved/i.test(words);
    })
    .toBe(true);
});

test('hostile words stay words', async ({ page }) => {
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await openView(page, vigil, 'alerts');
  const hostile = '<img src=x onerror=alert(1)>';
  const alarm = { name: 'Hostile', severity: 'warning', svc: 'checkout', pop: 'eu-west-1' };
  stream.send('alarm', { ...alarm, state: 'firing', text: `${hostile} \u202Egnp.exe` });
  await expect(page.locator('main').getByText(hostile).first()).toBeVisible();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(dialogs).toBe(0);
  stream.send('alarm', { ...alarm, state: 'resolved' });
});

test('a lost source is named, and nothing it said stays fresh', async ({ page }) => {
  await openView(page, vigil, 'sources');
  await expect(contentOf(page, 'sources')).toContainText(/live/i);
  await stream.stop();
  await expect(contentOf(page, 'sources')).toContainText(/unreachable/i, { timeout: NOTICED_MS });
  // It was the only source: what is on screen is memory, and the frame of the app says so.
  await expect(page.getByText(/^CACHED/).first()).toBeVisible({ timeout: NOTICED_MS });
  await openView(page, vigil, 'overview');
  await expect(page.locator('header').getByText('0 of 1 source live')).toBeVisible();
  await expect(page.getByText('LIVE', { exact: true })).toHaveCount(0);

  await stream.start();
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: LIVE_AGAIN_MS });
});

test('a start without network paints the last picture first, CACHED, and goes live by itself', async ({
  page,
}) => {
  await expect
    .poll(async () => (await vigil.health()).services.every(({ state }) => state === 'ok'))
    .toBe(true);
  await vigil.stop();
  await stream.stop();
  vigil = await startVigil({ config: streamConfig(stream), dataDir });

  await page.goto(`${vigil.url}/#/overview`);
  await expect(page.getByText(/^CACHED/).first()).toBeVisible();
  await expect(page.locator('main')).toContainText(/checkout/i);
  await expect(page.getByText('LIVE', { exact: true })).toHaveCount(0);

  await stream.start();
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: LIVE_AGAIN_MS });
});

test('a restarted Vigil is found again by an open page', async ({ page, complaints }) => {
  complaints.forgive(/WebSocket|ERR_CONNECTION_REFUSED/);
  await openView(page, vigil, 'overview');
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  const { port } = vigil;
  await vigil.stop();
  await expect(page.getByText('LIVE', { exact: true })).toHaveCount(0, { timeout: NOTICED_MS });
  vigil = await startVigil({ config: streamConfig(stream), dataDir, port });
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: LIVE_AGAIN_MS });
});

test('the wall turns its scenes by itself and never scrolls', async ({ page }) => {
  for (const size of [
    { width: 1920, height: 1080 },
    { width: 1080, height: 1920 },
    { width: 2560, height: 1080 },
  ]) {
    await page.setViewportSize(size);
    await openView(page, vigil, 'wall');
    const scroll = await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(Math.max(...scroll), `${size.width} × ${size.height}`).toBeLessThanOrEqual(0);
  }
  await expect(page.getByRole('navigation', { name: 'Views' })).toHaveCount(0);
  const wall = page.locator('#root');
  await expect(wall).toContainText('UTC');
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        seen.add((await wall.locator('[data-scene]').first().getAttribute('data-scene')) ?? '');
        return seen.size;
      },
      { timeout: 20_000 },
    )
    .toBe(3);
});
