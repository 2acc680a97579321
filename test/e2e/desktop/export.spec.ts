import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { expect, expectPainted, test } from './desktop-test.ts';

/** A download as the main process saw it. */
interface Seen {
  readonly url: string;
  readonly name: string;
  /** How it ended; null when it was refused. */
  readonly state: string | null;
}

/** Notes every download from now on, and saves what is not refused to a path instead of asking a person. */
async function watchDownloads(
  app: ElectronApplication,
  path: string,
): Promise<() => Promise<readonly Seen[]>> {
  await app.evaluate(({ session }, savePath) => {
    const seen: { url: string; name: string; state: string | null }[] = [];
    Reflect.set(globalThis, 'downloads', seen);
    session.defaultSession.on('will-download', (event, item) => {
      const facts = { url: item.getURL(), name: item.getFilename() };
      if (event.defaultPrevented) {
        seen.push({ ...facts, state: null });
        return;
      }
      item.setSavePath(savePath);
      item.once('done', (_event, state) => seen.push({ ...facts, state }));
    });
  }, path);
  return () => app.evaluate(() => Reflect.get(globalThis, 'downloads') as Seen[]);
}

test('a file that the page made is offered for saving, and nothing else is', async ({
  desktop: { app, page },
  userData,
}) => {
  await expectPainted(page);
  const path = join(userData, 'export.csv');
  const downloads = await watchDownloads(app, path);

  await page.getByRole('button', { name: 'Export the matrix' }).click();
  await page.getByRole('menuitem', { name: 'CSV', exact: true }).click();
  await expect.poll(downloads).toEqual([
    {
      url: expect.stringMatching(/^blob:app:\/\/vigil\//),
      name: expect.stringMatching(/^vigil-overview-\d.*Z\.csv$/),
      state: 'completed',
    },
  ]);
  const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(path), {
    columns: true,
    record_delimiter: '\r\n',
  });
  expect(rows.length).toBeGreaterThan(100);
  expect(rows[0]).toMatchObject({ Service: expect.stringMatching(/\w/), State: expect.stringMatching(/\w/) });

  for (const url of ['data:text/plain,hello', 'index.html']) {
    const before = (await downloads()).length;
    await page.evaluate((href) => {
      const link = document.createElement('a');
      Object.assign(link, { href, download: 'taken.txt' });
      document.body.append(link);
      link.click();
      link.remove();
    }, url);
    await expect
      .poll(async () => (await downloads()).slice(before))
      .toEqual([{ url: expect.stringMatching(/^(?:data:|app:)/), name: expect.any(String), state: null }]);
  }
  await expectPainted(page);
});
