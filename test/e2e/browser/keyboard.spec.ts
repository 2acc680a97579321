import type { Page } from '@playwright/test';
import { expect, openView, test } from '../support/browser-test.ts';

/** More stops than any way to a view's first row may have. */
const MAX_TABS = 60;

/** Tabs until the focused element matches, and says whether its focus could be seen on the way. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const style = getComputedStyle(element);
      return {
        hit: element.matches(wanted),
        seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
        name: element.outerHTML.slice(0, 120),
      };
    }, selector);
    if (focus === null) continue;
    expect(focus.seen, `the focus shows on ${focus.name}`).toBe(true);
    if (focus.hit) return;
  }
  throw new Error(`${MAX_TABS} tabs did not reach ${selector}.`);
}

test('a service page is reached with Tab and Enter alone', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  await tabTo(page, 'nav a[href="#/services"]');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/services$/);
  await expect(page.locator('main a[href^="#/services/"]').first()).toBeVisible();
  await tabTo(page, 'main a[href^="#/services/"]');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/services\/.+/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the skip link is the first stop and leads to the content', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText(/skip to the content/i);
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});

test('the overview leads into a service by keyboard', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  await page.locator('#content').focus();
  await tabTo(page, 'main a[href^="#/services/"], main [role="grid"], main [role="gridcell"], main button');
  await expect(page.locator(':focus')).toBeVisible();
});

test('the map can be read and walked without a pointer', async ({ page, demo }) => {
  await openView(page, demo, 'map');
  await page.locator('#content').focus();
  await tabTo(page, 'main button, main a, main [tabindex="0"], main input, main select');
  const { services } = await demo.health();
  const region = services[0]?.regions[0]?.id ?? '';
  // The list beside the map carries what the canvas draws.
  await expect(page.locator('main')).toContainText(new RegExp(region.split('-').slice(0, 2).join('.?'), 'i'));
});
