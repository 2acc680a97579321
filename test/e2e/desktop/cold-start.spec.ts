/** The desktop app on a stream of its own: closed, the network taken away, opened again. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SocketServer, startSocketServer } from '../../fixtures/socket-server.ts';
import { waitFor } from '../../fixtures/wait-for.ts';
import { greenPixels, readMatrix } from '../support/matrix.ts';
import { steadyStreams, streamConfig } from '../support/stream-config.ts';
import { expect, test } from './desktop-test.ts';

const LIVE_AGAIN_MS = 30_000;

let stream: SocketServer;
test.beforeAll(async () => {
  stream = await startSocketServer(steadyStreams);
});
test.afterAll(async () => {
  await stream?.stop();
});

test('quitting flushes the journal and remembers the window; a start without network shows the last picture, CACHED and dimmed, and goes live by itself', async ({
  driver,
  userData,
}) => {
  const file = join(userData, 'vigil.yaml');
  writeFileSync(file, JSON.stringify(streamConfig(stream)));
  const first = await driver.open(userData, '--config', file);
  const everyCell = (page: typeof first.page) => async () =>
    (await readMatrix(page)).map(({ state, past }) => (past ? `was ${state}` : state));
  const six = (state: string): readonly string[] => Array.from({ length: 6 }, () => state);
  await expect(first.page.getByText('LIVE', { exact: true })).toBeVisible();
  await expect.poll(everyCell(first.page)).toEqual(six('ok'));
  const ended = new Promise<number | null>((resolve) => first.app.process().once('exit', resolve));
  await first.app.close();
  expect(await ended).toBe(0);
  expect(existsSync(join(userData, 'window.json'))).toBe(true);
  const files = readdirSync(join(userData, 'data'), { recursive: true }).map(String);
  expect(files.some((name) => name.endsWith('-wal'))).toBe(false);
  expect(files.length).toBeGreaterThan(0);
  await stream.stop();

  const { app, page } = await driver.open(userData, '--config', file);
  await expect(page.locator('header').getByText(/^CACHED/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All 2 services were ok');
  await expect(page.locator('header')).toContainText('0 of 1 source live');
  await expect.poll(everyCell(page)).toEqual(six('was ok'));
  for (const cell of await readMatrix(page)) expect(cell).toMatchObject({ last: true, sourceId: 'edge' });
  await expect.poll(() => greenPixels(page)).toBe(0);
  await expect(page.getByText('LIVE', { exact: true })).toHaveCount(0);

  await stream.start();
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: LIVE_AGAIN_MS });
  await expect.poll(everyCell(page)).toEqual(six('ok'));
  await expect.poll(() => greenPixels(page)).toBeGreaterThan(0);
  await app.close();
  await waitFor('the app to leave the stream', () => stream.clientCount() === 0);
});
