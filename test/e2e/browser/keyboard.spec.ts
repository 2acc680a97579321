import type { Page } from '@playwright/test';
import { expect, openView, test } from '../support/browser-test.ts';

/** More stops than any way to a view's first row may have. */
const MAX_TABS = 60;

/**
 * Tabs until the focused element matches, and checks on the way that every stop can be seen: something about the
 * element, its surroundings or its parts looks different when the focus leaves.
 */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(describeFocus, selector);
    if (focus === null) continue;
    expect(focus.seen, `the focus shows on ${focus.name}`).toBe(true);
    if (focus.hit) return;
  }
  throw new Error(`${MAX_TABS} tabs did not reach ${selector}.`);
}

/** Runs in the page. */
function describeFocus(selector: string): { hit: boolean; seen: boolean; name: string } | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const around = [element, element.parentElement, element.parentElement?.parentElement].filter(
    (one): one is HTMLElement => one instanceof HTMLElement,
  );
  const parts = [...around, ...[...element.querySelectorAll('*')].slice(0, 50)];
  const look = (): string =>
    parts
      .map((part) => {
        const { outline, boxShadow, borderColor, backgroundColor, opacity, visibility, display, transform } =
          getComputedStyle(part);
        return [
          outline,
          boxShadow,
          borderColor,
          backgroundColor,
          opacity,
          visibility,
          display,
          transform,
        ].join();
      })
      .join('|');
  const focused = look();
  element.blur();
  const blurred = look();
  element.focus();
  return {
    hit: element.matches(selector),
    seen: focused !== blurred,
    name: element.outerHTML.slice(0, 120),
  };
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
  await tabTo(page, 'main a[href^="#/services/"], main [role="application"], main [role="grid"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/services\/.+/);
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
