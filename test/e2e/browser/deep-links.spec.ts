import { expect, openView, test } from '../support/browser-test.ts';

test('an address restores view, selection and moment', async ({ page, demo }) => {
  const { services } = await demo.health();
  const service = services.find(({ regions }) => regions.length > 3);
  if (service === undefined) throw new Error('No service of the demo is in several regions.');
  const region = service.regions[3]?.id ?? '';

  await test.step('the region and the range of a service', async () => {
    await openView(page, demo, `services/${service.id}?region=${region}&range=24h`);
    await expect(page.locator('main')).toContainText(region);
    await expect(page.getByRole('radio', { name: '24 h' })).toBeChecked();
    await page.reload();
    await expect(page.getByRole('radio', { name: '24 h' })).toBeChecked();
    await page.getByRole('radio', { name: '6 h', exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`region=${region}`));
    await expect(page).toHaveURL(/range=6h/);
  });
  await test.step('the range stays from view to view', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Alerts' }).click();
    await expect(page).toHaveURL(/#\/alerts\?range=6h$/);
  });
  await test.step('filters of the alerts', async () => {
    await page.getByRole('searchbox').first().fill('no such words');
    await page.getByRole('button', { name: /^warning/ }).click();
    await expect(page).toHaveURL(/severity=warning/);
    await expect(page).toHaveURL(/words=no(?:%20|\+)such/);
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByRole('searchbox').first()).toHaveValue('no such words');
    await expect(page.getByRole('button', { name: /^warning/ })).toHaveAttribute('aria-pressed', 'true');
  });
  await test.step('a moment, beside the rest', async () => {
    const at = new Date(Date.now() - 30 * 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
    await page.goto('about:blank');
    await page.goto(`${demo.url}/#/services/${service.id}?at=${at}&region=${region}`);
    await expect(page.getByText(new RegExp(`^PAST .*${at.slice(11, 19)}`))).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`region=${region}`));
    await page.keyboard.press('l');
    await expect(page).not.toHaveURL(/at=/);
    await expect(page).toHaveURL(new RegExp(`region=${region}`));
  });
});
