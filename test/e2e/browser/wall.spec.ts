/** The wall as a room sees it: every size, every scene, nobody at the keyboard, and nothing measured any more. */
import type { Page } from '@playwright/test';
import { startSocketServer } from '../../fixtures/socket-server.ts';
import { startVigil } from '../../fixtures/vigil-process.ts';
import { expect, openView, test } from '../support/browser-test.ts';
import { steadyStreams, streamConfig } from '../support/stream-config.ts';

const NOTICED_MS = 20_000;
const LIVE_AGAIN_MS = 30_000;
/** Readable from 6 m on an 85-inch screen of 1080 lines; screens with more lines need as many more. */
const SMALLEST_PX = 44;
const STRIP_PX = 202;
const scenes = ['map', 'matrix', 'alerts'] as const;

const sizes = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 2560, height: 1080 },
  { width: 1080, height: 1920 },
  { width: 1366, height: 768 },
] as const;

/** What is wrong with the text on screen: too small, outside, over other text; empty when nothing is. */
async function textProblems(page: Page, smallestPx: number): Promise<readonly string[]> {
  return page.evaluate((smallest) => {
    const problems: string[] = [];
    const boxes: { readonly text: string; readonly box: DOMRect; readonly element: Element }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (element === null || text === '' || element.closest('.visually-hidden, script, style')) continue;
      const style = getComputedStyle(element);
      if (Number.parseFloat(style.fontSize) < smallest - 0.01) problems.push(`small: ${text}`);
      const range = document.createRange();
      range.selectNodeContents(node);
      // A line that ends in "…" is as wide as its box, whatever it goes on to say.
      const isCut = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
      const found = isCut ? [element.getBoundingClientRect()] : [...range.getClientRects()];
      for (const box of found) if (box.width > 1) boxes.push({ text, box, element });
    }
    for (const [index, { text, box, element }] of boxes.entries()) {
      if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
        problems.push(`outside: ${text}`);
      for (const other of boxes.slice(index + 1)) {
        const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (element !== other.element && width > 2 && height > box.height / 3)
          problems.push(`overlap: ${text} / ${other.text}`);
      }
    }
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    if (scrollWidth > clientWidth || scrollHeight > clientHeight) problems.push('the page scrolls');
    return problems;
  }, smallestPx);
}

const sceneOf = (page: Page) => page.locator('#root [data-cursor]');

for (const size of sizes) {
  test(`every scene can be read at ${size.width} × ${size.height}`, async ({ page, demo }) => {
    await page.setViewportSize(size);
    await openView(page, demo, 'wall');
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const scale = Math.min(size.width, size.height) / 1080;
    for (const [position, scene] of scenes.entries()) {
      if (position > 0) await page.keyboard.press('ArrowRight');
      await expect(sceneOf(page)).toHaveAttribute('data-scene', scene);
      // Texts are laid out once more when the bundled type has come.
      await expect.poll(() => textProblems(page, SMALLEST_PX * scale), { message: scene }).toEqual([]);
    }
  });
}

test('the strip is one line: clock, three zones, sources, and that the data is invented', async ({
  page,
  demo,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openView(page, demo, 'wall');
  const strip = page.locator('#root footer');
  for (const words of ['UTC', 'Berlin', 'New York', 'Singapore', 'sources live', 'demo data'])
    await expect(strip).toContainText(words);
  expect(Math.round((await strip.boundingBox())?.height ?? 0)).toBe(STRIP_PX);
});

test('arrow keys change the scene in both directions, Esc leaves to the overview', async ({ page, demo }) => {
  await openView(page, demo, 'wall');
  await expect(sceneOf(page)).toHaveAttribute('data-scene', 'map');
  await page.keyboard.press('ArrowLeft');
  await expect(sceneOf(page)).toHaveAttribute('data-scene', 'alerts');
  await page.keyboard.press('ArrowRight');
  await expect(sceneOf(page)).toHaveAttribute('data-scene', 'map');
  await page.keyboard.press('ArrowDown');
  await expect(sceneOf(page)).toHaveAttribute('data-scene', 'matrix');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/overview$/);
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeVisible();
});

test('F fills the screen, and F again gives it back', async ({ page, demo }) => {
  await openView(page, demo, 'wall');
  const isFull = (): Promise<boolean> => page.evaluate(() => document.fullscreenElement !== null);
  await page.keyboard.press('f');
  await expect.poll(isFull).toBe(true);
  await page.keyboard.press('f');
  await expect.poll(isFull).toBe(false);
});

test('the cursor goes when nobody moves it, and comes back with the pointer', async ({ page, demo }) => {
  await openView(page, demo, 'wall');
  const cursor = (): Promise<string> => sceneOf(page).evaluate((wall) => getComputedStyle(wall).cursor);
  await page.mouse.move(300, 300);
  expect(await cursor()).not.toBe('none');
  await expect.poll(cursor, { timeout: 8_000 }).toBe('none');
  await page.mouse.move(320, 300);
  await expect.poll(cursor).not.toBe('none');
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('nothing on the wall moves', async ({ page, demo }) => {
    await openView(page, demo, 'wall');
    for (const scene of scenes) {
      await expect(sceneOf(page)).toHaveAttribute('data-scene', scene);
      expect(await page.evaluate(() => document.getAnimations().length), scene).toBe(0);
      await page.keyboard.press('ArrowRight');
    }
  });
});

test('a wall without sources says since when it is blind, and until then nothing else', async ({ page }) => {
  test.slow();
  const stream = await startSocketServer(steadyStreams);
  const vigil = await startVigil({ config: { ...streamConfig(stream), wall: { dwell: '1h' } } });
  try {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await openView(page, vigil, 'wall');
    const verdict = page.getByRole('heading', { level: 1 });
    await expect(verdict).toHaveText('All 2 services are well');
    await stream.stop();
    await expect(verdict).toHaveText(/^Blind since \d\d:\d\d:\d\d UTC$/, { timeout: NOTICED_MS });
    await expect(page.getByText(/^CACHED, .* old$/)).toBeVisible();
    await expect(page.getByText('0 of 1 source answer')).toBeVisible();
    await expect(page.getByText('No alerts when last seen')).toBeVisible();
    await expect.poll(() => textProblems(page, SMALLEST_PX)).toEqual([]);
    await stream.start();
    await expect(verdict).toHaveText('All 2 services are well', { timeout: LIVE_AGAIN_MS });
  } finally {
    // A page that is left open complains that its Vigil is gone.
    await page.goto('about:blank');
    await vigil.stop();
    await stream.stop();
  }
});
