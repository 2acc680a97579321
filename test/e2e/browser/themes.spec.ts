/** What stands before a view, or is a view only sometimes, in every theme: nothing of it is opened by the specs of the views. */
import type { Page } from '@playwright/test';
import { auditThemes } from '../support/audit.ts';
import { expect } from '../support/browser-test.ts';
import { openStory, test } from '../support/harness.ts';

interface Surface {
  readonly name: string;
  readonly path: string;
  /** Brings it on screen. */
  readonly open: (page: Page) => Promise<void>;
  /** What is looked at. */
  readonly within: string;
  /** Part of its view: Escape does not put it away. */
  readonly stays?: boolean;
}

const press = (key: string) => async (page: Page) => page.keyboard.press(key);

const surfaces: readonly Surface[] = [
  {
    name: 'the numbers of a cell in conflict, over trouble that folds',
    path: 'overview?cell=auth/ap-northeast-1',
    open: async (page) => expect(page.getByRole('complementary', { name: /Numbers/ })).toBeVisible(),
    within: '[aria-label^="Numbers"], [aria-label="Services per state"]',
    stays: true,
  },
  { name: 'the filters', path: 'overview', open: press('/'), within: '[role="dialog"]' },
  { name: 'the palette', path: 'overview', open: press('Control+k'), within: 'dialog' },
  { name: 'the shortcuts', path: 'overview', open: press('?'), within: 'dialog' },
  {
    name: 'a service about which sources disagree',
    path: 'services/auth',
    open: async (page) => expect(page.getByRole('region', { name: /each source claims/ })).toBeVisible(),
    within: 'main header, [aria-label*="each source claims"]',
    stays: true,
  },
  {
    name: 'the form of a mark',
    path: 'services/checkout',
    open: async (page) => page.getByRole('button', { name: 'Add a mark' }).click(),
    within: 'dialog',
  },
  {
    name: 'alerts that are over',
    path: 'alerts',
    open: async (page) => page.getByRole('tab', { name: 'History' }).click(),
    within: 'main',
    stays: true,
  },
];

test('what opens over a view can be read by all in every theme', async ({ page, harness }) => {
  test.slow();
  let shown = '';
  for (const { name, path, open, within, stays = false } of surfaces)
    await test.step(name, async () => {
      if (path !== shown) {
        await page.goto('about:blank');
        await openStory(page, harness, path, 'still&depends');
        shown = path;
      }
      await open(page);
      await expect(page.locator(within).first()).toBeVisible();
      await auditThemes(page, [within]);
      if (stays) return;
      await page.keyboard.press('Escape');
      await expect(page.locator(within)).toBeHidden();
    });
});
