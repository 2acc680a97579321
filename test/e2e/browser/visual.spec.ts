/**
 * Every view, pixel by pixel, on the story of the pictures: one past, one clock that stands still, no machine's own letters.
 * A picture that is meant to change is made anew with `npm run visual:update` and looked at before it is kept.
 */

import { CACHED_AT_MS, STORY_MS } from '../../builders/story.ts';
import { expect } from '../support/browser-test.ts';
import { test } from '../support/harness.ts';
import { watchCanvases } from '../support/hostile-sinks.ts';
import { strangeLetters } from '../support/letters.ts';
import { albums } from './visual/stories.ts';

/** Software drawing of a wall, on a machine that has other work. */
const DRAWN_WITHIN_MS = 30_000;

test.slow();

for (const { title, theme, size, stories } of albums)
  test(`${title} looks as it should`, async ({ page, harness }) => {
    await page.setViewportSize(size);
    await watchCanvases(page);
    for (const { name, path, options = '', shown, act } of stories)
      await test.step(name, async () => {
        await page.clock.setFixedTime(options === 'cached' ? CACHED_AT_MS : STORY_MS);
        await page.goto(`${harness.url}?${options}&still&theme=${theme}#/${path}`);
        await expect(shown(page)).toBeVisible();
        await act?.(page);
        await expect.soft(page).toHaveScreenshot(`${name}.png`, { timeout: DRAWN_WITHIN_MS });
        expect.soft(await strangeLetters(page), 'letters that no bundled font has').toEqual([]);
      });
  });
