/** The desktop app keeps secrets in the keychain of the operating system: typed once, never shown again (A9). */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startHttpServer } from '../../fixtures/http-server.ts';
import { expect, test } from './desktop-test.ts';

const TOKEN = 'canary-7Qm2-token';

/** A server that speaks like Prometheus to whoever brings the token. */
const guarded = () =>
  startHttpServer((request, response) => {
    const welcome = request.headers.authorization === `Bearer ${TOKEN}`;
    response.writeHead(welcome ? 200 : 401, { 'content-type': 'application/json' });
    response.end(welcome ? '{"status":"success","data":{"resultType":"vector","result":[]}}' : '');
  });

test('a token is typed into the keychain, used by a source, and found nowhere else', async ({
  driver,
  userData,
}) => {
  const server = await guarded();
  const configFile = join(userData, 'vigil.yaml');
  writeFileSync(configFile, 'name: Keychain\n');
  const { app, page } = await driver.open(userData, '--config', configFile);
  await page.evaluate(() => {
    location.hash = '#/sources/new';
  });
  await page.getByLabel('Address').fill(server.url);
  await page.getByLabel('Login', { exact: true }).selectOption('bearer');
  await page.getByLabel('Where the token is kept').selectOption('keychain');
  await page.getByLabel('Name of the entry').fill('lab');
  await page.getByLabel('The token, if the entry is new').fill(TOKEN);
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByText('Kept in the keychain as lab.')).toBeVisible();
  await expect(page.getByLabel('The token, if the entry is new')).toHaveValue('');
  await page.getByRole('button', { name: 'Save and start' }).click();
  await expect(page.getByText('live since')).toBeVisible({ timeout: 20_000 });
  expect(await page.content()).not.toContain(TOKEN);
  await app.close();
  await server.stop();

  expect(readFileSync(configFile, 'utf8')).toContain('keychain: lab');
  const files = readdirSync(userData, { recursive: true }).map((name) => join(userData, String(name)));
  const leaks = files.filter((path) => statSync(path).isFile() && readFileSync(path).includes(TOKEN));
  expect(leaks).toEqual([]);
});
