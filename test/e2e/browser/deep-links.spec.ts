import type { VigilProcess } from '../../fixtures/vigil-process.ts';
import { expect, openView, test } from '../support/browser-test.ts';

/** How soon a moment opens is measured elsewhere; the log of a demo that has only just begun may still be filled. */
const READ_MS = 30_000;

/** A service of the demo and one of its regions that is not the first. */
async function somewhere(demo: VigilProcess): Promise<{ readonly service: string; readonly region: string }> {
  const { services } = await demo.health();
  const found = services.find(({ regions }) => regions.length > 3);
  const region = found?.regions[3]?.id;
  if (found === undefined || region === undefined)
    throw new Error('No service of the demo is in several regions.');
  return { service: found.id, region };
}

test('an address restores the region and the range of a service, and the range stays', async ({
  page,
  demo,
}) => {
  const { service, region } = await somewhere(demo);
  await openView(page, demo, `services/${service}?region=${region}&range=24h`);
  await expect(page.locator('main')).toContainText(region);
  await expect(page.getByRole('radio', { name: '24 h' })).toBeChecked();
  await page.getByRole('radio', { name: '6 h', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`region=${region}`));
  await expect(page).toHaveURL(/range=6h/);
  await page.keyboard.press('3');
  await expect(page).toHaveURL(/#\/alerts\?range=6h$/);
});

test('an address restores the filters of the alerts and the choices of the map', async ({ page, demo }) => {
  await openView(page, demo, 'alerts');
  for (const typed of ['no such words', 'warning', 'region=~"eu-.*"']) {
    await page.keyboard.press('/');
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: /^Filter by/ })).toHaveCount(0);
  }
  await page.getByLabel(/grouped by/).selectOption('region');
  await expect(page).toHaveURL(/severity=warning/);
  await expect(page).toHaveURL(/words=no(?:%20|\+)such/);
  await expect(page).toHaveURL(/group=region/);
  await page.reload();
  const filter = page.getByRole('group', { name: 'Filter' });
  for (const chip of ['words no such words', 'severity warning', 'region =~ eu-.*'])
    await expect(filter.getByRole('button', { name: `Take away ${chip}` })).toBeVisible();
  await expect(page.getByLabel(/grouped by/)).toHaveValue('region');

  await openView(page, demo, 'map');
  await page.getByRole('radio', { name: 'Deviation from normal' }).click();
  await page.getByLabel('World').selectOption('equal_area');
  await page.getByRole('button', { name: 'All routes' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  const matrix = page.getByRole('group', { name: /Region to region matrix/ });
  await matrix.press('ArrowRight');
  await matrix.press('ArrowDown');
  const name = matrix.locator('xpath=following-sibling::p[1]/b');
  const asked = async () => {
    const { route, ...others } = Object.fromEntries(new URLSearchParams(page.url().split('?')[1]));
    return { ...others, isAsRead: route === (await name.innerText()).replace(' to ', '/') };
  };
  await expect.poll(asked).toEqual({
    show: 'deviation',
    world: 'equal_area',
    routes: 'all',
    isAsRead: true,
    look: expect.stringMatching(/^-?[\d.]+,-?[\d.]+,[\d.]+$/),
  });
  const readout = await name.innerText();
  const address = page.url();
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Deviation from normal' })).toBeChecked();
  await expect(page.getByLabel('World')).toHaveValue('equal_area');
  await expect(page.getByRole('button', { name: 'All routes' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'Show all regions' })).toBeEnabled();
  await expect(name).toHaveText(readout);
  expect(page.url()).toBe(address);
});

test('an address restores a moment beside what is chosen', async ({ page, demo }) => {
  const { service, region } = await somewhere(demo);
  const at = new Date(Date.now() - 30 * 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
  await page.goto(`${demo.url}/#/services/${service}?at=${at}&region=${region}`);
  await expect(page.getByText(new RegExp(`^PAST .*${at.slice(11, 19)}`))).toBeVisible({ timeout: READ_MS });
  await expect(page).toHaveURL(new RegExp(`region=${region}`));
  await page.keyboard.press('l');
  await expect(page).not.toHaveURL(/at=/);
  await expect(page).toHaveURL(new RegExp(`region=${region}`));
});
