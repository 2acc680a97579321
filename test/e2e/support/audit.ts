/** What must hold of every view, whatever it shows: looked at on the page that is open. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './browser-test.ts';

export type Theme = 'dark' | 'light' | 'contrast';
/** Every theme, in the order the button goes round. The dark one first: a page begins with it, and need not be switched. */
export const allThemes = ['dark', 'light', 'contrast'] as const satisfies readonly Theme[];

/** Switches the theme by its button, which goes round, until the one asked for is on screen. */
export async function switchTheme(page: Page, theme: Theme): Promise<void> {
  const toggle = page.locator('header button[aria-label^="Switch to the"]');
  const html = page.locator('html');
  for (let presses = 0; presses < allThemes.length; presses += 1) {
    if ((await html.getAttribute('data-theme')) === theme) break;
    // Not by the pointer: a dialog may stand before it.
    await toggle.dispatchEvent('click');
  }
  await expect(html).toHaveAttribute('data-theme', theme);
  // Colours on their way to those of the theme belong to none.
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => !(animation instanceof CSSTransition)),
  );
}

/**
 * Holds what is open against every theme, in place: against all rules in the dark one, and against those of colours in
 * the others, which change nothing else (test/unit/renderer/ui/theme-reach.test.ts).
 */
export async function auditThemes(page: Page, within: readonly string[] = []): Promise<void> {
  for (const theme of allThemes)
    await test.step(theme, async () => {
      await switchTheme(page, theme);
      expect(await findingsIn(theme, page, within)).toEqual([]);
    });
}

/** What axe finds by looking at colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe calls serious or critical in a theme that is on screen: by every rule in dark, by those of colours else. */
export function findingsIn(
  theme: Theme,
  page: Page,
  within: readonly string[] = [],
): Promise<readonly string[]> {
  return axeFindings(page, within, ['serious', 'critical'], theme === 'dark' ? null : colourRules);
}

/** What axe calls serious or critical by WCAG 2.2 AA, in words; empty when all is well. */
export function seriousFindings(page: Page, within: readonly string[] = []): Promise<readonly string[]> {
  return axeFindings(page, within, ['serious', 'critical']);
}

/** The same of every impact, or of some; by every rule, or by some. */
export async function axeFindings(
  page: Page,
  within: readonly string[] = [],
  impacts: readonly string[] | null = null,
  rules: readonly string[] | null = null,
): Promise<readonly string[]> {
  // What axe is made of takes longer to load than to run: once in a document is enough.
  const isLoaded = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isLoaded ? { axeSource: 'void 0' } : {}) })
    // Of what passes, one example will do: nobody reads them, and there are thousands.
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    // No view has a frame: what is found need not be put together in a page of its own.
    .setLegacyMode();
  if (rules !== null) axe.withRules([...rules]);
  for (const selector of within) axe.include(selector);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impacts === null || impacts.includes(impact ?? ''))
    .map(
      ({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
}

/** By how many pixels the page and its view are wider than what shows them; zeros when nothing scrolls sideways. */
export async function sidewaysPx(page: Page): Promise<readonly number[]> {
  return page.evaluate(() =>
    [document.documentElement, document.querySelector('main')].map((element) =>
      element === null ? 0 : element.scrollWidth - element.clientWidth,
    ),
  );
}
