import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SocketServer, startSocketServer } from '../../fixtures/socket-server.ts';
import { steadyStreams, streamConfig } from '../support/stream-config.ts';
import { expect, expectPainted, test } from './desktop-test.ts';

let stream: SocketServer;
test.beforeAll(async () => {
  stream = await startSocketServer(steadyStreams);
});
test.afterAll(async () => {
  await stream?.stop();
});

test('a vigil:// link opens what it names, and leads the window that is open already', async ({
  driver,
  userData,
}) => {
  const file = join(userData, 'vigil.yaml');
  writeFileSync(file, JSON.stringify(streamConfig(stream)));
  const start = ['--config', file] as const;
  const { app, page } = await driver.open(userData, ...start, 'vigil://service/checkout?region=eu-west-1');
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('#/services/checkout');
  await expectPainted(page);
  const document = await page.evaluate(() => performance.timeOrigin);

  const second = await driver.runToEnd(userData, ...start, 'vigil://alerts?severity=critical');
  expect(second.exitCode).toBe(0);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('#/alerts?severity=critical');
  const filter = page.getByRole('group', { name: 'Filter' });
  await expect(filter.getByRole('button', { name: 'Take away severity critical' })).toBeVisible();
  // The page stayed: nothing was loaded anew.
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(document);

  const third = await driver.runToEnd(userData, ...start, 'vigil://nowhere/at/all');
  expect(third.exitCode).toBe(0);
  expect(await page.evaluate(() => location.hash)).toContain('#/alerts?severity=critical');
  await app.close();
});
