import type { Locator, Page } from '@playwright/test';
import { expect, openView, test } from '../support/browser-test.ts';

/** More stops than the way to the matrix may have. */
const MAX_TABS = 20;
/** "checkout in eu-west-1, Dublin: down since 14:02", or that it is not deployed there. */
const spokenCell = /^(.+) in ([a-z0-9-]+)(?:, .+?)?: (?:was )?(.+)/;

interface Cell {
  readonly service: string;
  readonly region: string;
}

/** Tabs from the beginning of the content to the cells. */
async function tabToMatrix(page: Page): Promise<void> {
  await page.locator('#content').focus();
  for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator('[role="application"]:focus').count()) === 1) return;
  }
  throw new Error(`${MAX_TABS} tabs did not reach the matrix.`);
}

/** What a screen reader says of the focused cell. */
async function heard(words: Locator): Promise<Cell> {
  await expect(words).toHaveText(spokenCell);
  const [, service = '', region = ''] = spokenCell.exec(await words.innerText()) ?? [];
  return { service, region };
}

/** Presses a key and waits until another cell is spoken. */
async function step(page: Page, words: Locator, key: string): Promise<Cell> {
  const before = await words.innerText();
  await page.keyboard.press(key);
  await expect(words).not.toHaveText(before);
  return heard(words);
}

test('the matrix is walked by arrows, speaks each cell, and opens its service', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  await tabToMatrix(page);
  const words = page.locator('main [aria-live="polite"]', { hasText: spokenCell });
  const first = await heard(words);

  const right = await step(page, words, 'ArrowRight');
  expect(right.service).toBe(first.service);
  expect(right.region).not.toBe(first.region);

  const below = await step(page, words, 'ArrowDown');
  expect(below.region).toBe(right.region);
  expect(below.service).not.toBe(first.service);

  const end = await step(page, words, 'End');
  expect(end.service).toBe(below.service);
  const home = await step(page, words, 'Home');
  expect(home).toEqual({ service: below.service, region: first.region });

  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/services\/.+/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(home.service);
  await page.goBack();
  await expect(page.getByRole('application')).toBeVisible();
});

test('the ring stands on the spoken cell, inside what can be seen', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  await tabToMatrix(page);
  const words = page.locator('main [aria-live="polite"]', { hasText: spokenCell });
  await heard(words);
  const last = await step(page, words, 'Control+End');
  // The list follows the ring within a frame or two.
  await expect(async () => {
    const ring = await page.locator('[role="application"] span').boundingBox();
    const main = await page.locator('main').boundingBox();
    const name = await page
      .locator('main li', { has: page.getByText(last.service, { exact: true }) })
      .first()
      .boundingBox();
    if (ring === null || main === null || name === null)
      throw new Error('The ring or its row cannot be seen.');
    expect(ring.y).toBeGreaterThanOrEqual(main.y);
    expect(ring.y + ring.height).toBeLessThanOrEqual(main.y + main.height);
    expect(ring.x + ring.width).toBeLessThanOrEqual(main.x + main.width);
    // Both belong to one row.
    expect(Math.abs(ring.y - name.y)).toBeLessThan(ring.height);
  }).toPass({ timeout: 5_000 });
});

test('the matrix keeps nobody: Tab leads on from it', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  await tabToMatrix(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('application')).not.toBeFocused();
  await expect(page.locator('body')).not.toBeFocused();
});
