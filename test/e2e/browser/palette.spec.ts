import { seriousFindings } from '../support/audit.ts';
import { expect, openView, test } from '../support/browser-test.ts';

test('the palette leads anywhere by keyboard alone', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  const { services } = await demo.health();
  const service = services[0];
  const region = service?.regions[0]?.id ?? '';
  const field = page.getByRole('combobox', { name: /go to a service/i });
  const chosen = page.locator('[role="option"][aria-selected="true"]');

  await test.step('opens, and lists more than it draws', async () => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await expect(chosen).toHaveText(/Overview/);
    const drawn = await page.getByRole('option').count();
    const all = Number(await chosen.getAttribute('aria-setsize'));
    expect(all).toBeGreaterThan(drawn);
    expect(await seriousFindings(page, ['dialog'])).toEqual([]);
  });
  await test.step('a service', async () => {
    await page.keyboard.type(service?.id ?? '');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`#/services/${service?.id}`));
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
  await test.step('a region, walked to with arrows', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(`${region} region`);
    await expect(chosen).toContainText(region);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect(chosen).toContainText(region);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`#/overview\\?.*region=${region}`));
  });
  await test.step('a saved filter of the alerts', async () => {
    await page.evaluate(() => {
      const filter = { severities: ['warning'], sourceIds: [], matchers: [], text: '', states: [] };
      localStorage.setItem(
        'vigil.saved-filters',
        JSON.stringify([{ name: 'Only warnings', filter, group: '' }]),
      );
    });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('only warn');
    await expect(chosen).toContainText('Only warnings');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/alerts\?.*severity=warning/);
  });
  await test.step('a moment, and back by an action', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('20 min ago');
    await expect(chosen).toContainText('show this moment');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^PAST /)).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('back to the present');
    await page.keyboard.press('Enter');
    await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  });
  await test.step('nothing of that name is said in words, and Escape gives the focus back', async () => {
    await page.locator('#content').focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('qqqqqqqqq');
    await expect(page.getByRole('dialog').getByRole('status')).toContainText('Nothing is called that');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect(page.locator('#content')).toBeFocused();
  });
});

test('shortcuts are listed, sleep while somebody types, and single keys can be turned off', async ({
  page,
  demo,
}) => {
  await openView(page, demo, 'alerts');
  await test.step('the list', async () => {
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Shortcuts' });
    await expect(list).toContainText('Back to the present');
    expect(await seriousFindings(page, ['dialog'])).toEqual([]);
    // What lies under it is out of reach.
    await page.keyboard.press('1');
    await expect(page).toHaveURL(/#\/alerts/);
    await page.keyboard.press('Escape');
    await expect(list).toHaveCount(0);
  });
  await test.step('while typing', async () => {
    await page.getByRole('button', { name: 'Add filter' }).click();
    const search = page.getByRole('combobox').first();
    await search.fill('');
    await search.press('1');
    await search.press('?');
    await search.press('Control+k');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(search).toHaveValue('1?');
    await search.fill('');
    await search.blur();
  });
  await test.step('by number', async () => {
    await page.keyboard.press('4');
    await expect(page).toHaveURL(/#\/services/);
  });
  await test.step('turned off', async () => {
    await page.keyboard.press('?');
    await page.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expect(page).toHaveURL(/#\/services/);
  });
});
