/** From nothing to one's own estate: the demo runs, an address is typed, and the real services are on screen. */
import { readFileSync } from 'node:fs';
import { type Estate, MACHINE } from '../../fixtures/estate.ts';
import { startVigil, type VigilProcess } from '../../fixtures/vigil-process.ts';
import { expect, openView, test } from '../support/browser-test.ts';
import { startMeasuredEstate } from '../support/measured-estate.ts';

/** Connecting to a real estate takes minutes of a person; of Vigil it takes seconds. */
const OWN_ESTATE_WITHIN_MS = 45_000;

test.describe.configure({ mode: 'serial' });

let estate: Estate;
let vigil: VigilProcess;

test.beforeAll(async () => {
  estate = await startMeasuredEstate();
  vigil = await startVigil({ config: 'first-run' });
});
test.afterAll(async () => {
  await vigil?.stop();
  await estate?.stop();
});

test('an address that nobody answers at is said in words, and nothing is changed', async ({ page }) => {
  await openView(page, vigil, 'first-run');
  await page.getByLabel('Its address').fill('http://127.0.0.1:1');
  await page.keyboard.press('Enter');
  const found = page.getByRole('region', { name: 'What was found' });
  await expect(found).toContainText(/refused/, {
    timeout: 30_000,
  });
  await expect(found.getByRole('button', { name: 'Use this' })).toHaveCount(0);
  await expect(page.getByLabel('Demo data')).toBeVisible();
});

test('the demo leads to one’s own Prometheus: address, what is there, use it', async ({ page }) => {
  await openView(page, vigil, 'overview');
  await page.getByRole('link', { name: 'Demo data: connect your Prometheus' }).click();
  await expect(page.getByRole('heading', { name: 'Connect your Prometheus' })).toBeVisible();
  // As people paste it: with a page of its interface behind it.
  await page.getByLabel('Its address').fill(`${estate.prometheus.url}/graph?g0.expr=up`);
  await page.getByRole('button', { name: 'Look what is there' }).click();
  const found = page.getByRole('region', { name: 'What was found' });
  await expect(found).toContainText('Prometheus', { timeout: 40_000 });
  await expect(found.getByRole('button', { name: 'Use this' })).toBeVisible();
  await expect(found).toContainText('checkout');
  await expect(found).toContainText('eu-west-1');
  await expect(found).toContainText('availability');
  await found.getByText('What was recognised, and why').click();
  await expect(found).toContainText('probe_success');
  await found.getByRole('button', { name: 'Use this' }).click();
  await expect(page.getByRole('heading', { name: 'Vigil is starting on your sources' })).toBeVisible();
  await expect(page).toHaveURL(/#\/overview$/, { timeout: OWN_ESTATE_WITHIN_MS });
  await expect(page.locator('header').getByText('LIVE', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Demo data')).toHaveCount(0);
  await expect(page.locator('header')).toContainText('1 of 1 source live');
  const health = await vigil.health();
  expect(JSON.stringify(health)).toContain(MACHINE.service);
  expect(readFileSync(vigil.configFile, 'utf8')).toContain(`url: ${estate.prometheus.url}`);
});
