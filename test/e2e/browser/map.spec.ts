import type { Page } from '@playwright/test';
import { expect } from '../support/browser-test.ts';
import { openStory, test } from '../support/harness.ts';

/** The names of the marks on the map, as a screen reader hears them. */
function marks(page: Page) {
  return page.getByRole('listbox', { name: /Regions on the map/ }).getByRole('option');
}

/** A hash of what a canvas shows, to see that it was drawn anew. */
function drawingOf(page: Page, layer: number): Promise<string> {
  return page
    .locator('main canvas')
    .nth(layer)
    .evaluate((canvas: HTMLCanvasElement) => {
      const url = canvas.toDataURL();
      let hash = 0;
      for (let at = 0; at < url.length; at += 7) hash = (hash * 31 + url.charCodeAt(at)) | 0;
      return String(hash);
    });
}

test('the map is moved by pointer, wheel, buttons and keys, and groups split on the way', async ({
  page,
  harness,
}) => {
  // Software drawing of 60 regions on a busy machine takes its time.
  test.slow();
  await openStory(page, harness, 'map', 'network&still');
  const map = page.getByRole('listbox', { name: /Regions on the map/ });
  // A stage that is not laid out yet has all regions in one place.
  let home = 0;
  await expect
    .poll(async () => {
      const before = home;
      home = await marks(page).count();
      return home === before ? home : 0;
    })
    .toBeGreaterThan(10);
  const reset = page.getByRole('button', { name: 'Show all regions' });
  await expect(reset).toBeDisabled();

  await test.step('the wheel comes closer, groups become regions, and what is left out is said', async () => {
    const box = (await page.locator('main canvas').first().boundingBox())!;
    const before = await drawingOf(page, 0);
    await page.mouse.move(box.x + box.width * 0.47, box.y + box.height * 0.36);
    for (let notch = 0; notch < 5; notch++) await page.mouse.wheel(0, -200);
    await expect(reset).toBeEnabled();
    await expect(page.getByText(/Not in view: \d+ regions/)).toBeVisible();
    await expect.poll(() => drawingOf(page, 0)).not.toBe(before);
  });

  await test.step('dragging moves the world with the hand', async () => {
    const before = await drawingOf(page, 0);
    await page.mouse.down();
    await page.mouse.move(300, 500, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => drawingOf(page, 0)).not.toBe(before);
  });

  await test.step('0 shows everything again, from wherever the focus is', async () => {
    await page.keyboard.press('0');
    await expect(reset).toBeDisabled();
    await expect(marks(page)).toHaveCount(home);
  });

  await test.step('Enter on a group tells its regions apart', async () => {
    await map.focus();
    const group = marks(page).filter({ hasText: /regions:/ });
    const groups = await group.count();
    expect(groups).toBeGreaterThan(0);
    // Home is the first mark; arrows walk until a group is reached.
    await page.keyboard.press('Home');
    for (let step = 0; step < 40; step++) {
      const id = await map.getAttribute('aria-activedescendant');
      if (/regions:/.test((await page.locator(`[id="${id}"]`).textContent()) ?? '')) break;
      await page.keyboard.press(step % 4 === 3 ? 'ArrowDown' : step % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
    }
    await page.keyboard.press('Enter');
    await expect(reset).toBeEnabled();
  });

  await test.step('plus, minus and Shift with arrows move as well', async () => {
    await page.keyboard.press('0');
    await page.keyboard.press('+');
    await expect(reset).toBeEnabled();
    const before = await drawingOf(page, 0);
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => drawingOf(page, 0)).not.toBe(before);
    await page.keyboard.press('-');
    await expect(page.getByRole('button', { name: 'Zoom out' })).toBeDisabled();
  });

  await test.step('every world can be chosen', async () => {
    for (const kind of ['equal_area', 'globe', 'distance', 'flat']) {
      const before = await drawingOf(page, 0);
      await page.getByLabel('World').selectOption(kind);
      await expect.poll(() => drawingOf(page, 0)).not.toBe(before);
    }
  });
});

test('numbers, one place from everywhere, matrix and list belong together', async ({ page, harness }) => {
  test.slow();
  await openStory(page, harness, 'map', 'still');
  const panel = page.getByRole('complementary', { name: 'Routes' });
  const map = page.getByRole('listbox', { name: /Regions on the map/ });

  await test.step('deviation from normal has its own scale and words', async () => {
    await page.getByRole('radio', { name: 'Deviation from normal' }).click();
    await expect(page.getByText(/^Against usual/)).toBeVisible();
    await expect(marks(page).first()).toHaveText(/[+−]\d+\u00a0%|as usual|not seen/);
    await expect(page.getByRole('radio', { name: 'Loss' })).toBeDisabled();
    await page.getByRole('radio', { name: 'p95' }).click();
  });

  await test.step('Enter on a region looks at it from everywhere; Escape looks at all again', async () => {
    await map.focus();
    await page.keyboard.press('Home');
    const id = await map.getAttribute('aria-activedescendant');
    const name = (await page.locator(`[id="${id}"]`).textContent()) ?? '';
    await page.keyboard.press('Enter');
    const vantages = panel.getByRole('region', { name: /from everywhere$/ });
    await expect(vantages.getByRole('button').filter({ hasText: /ms/ })).toHaveCount(13);
    await expect(vantages).toContainText(/\d\d:\d\d \w{3} there, (?:day|night)/);
    expect(name).toContain((await vantages.getByRole('heading').textContent())?.replace('To ', '') ?? '?');
    await page.keyboard.press('Escape');
    await expect(vantages).toHaveCount(0);
  });

  await test.step('a route pointed at in the list stands in the matrix and on the map', async () => {
    const readout = panel.getByText(/sa.east.1 to us.east.1/);
    await expect(readout).toHaveCount(0);
    const before = await drawingOf(page, 1);
    await panel
      .getByRole('button')
      .filter({ hasText: /sa.east.1/ })
      .first()
      .hover();
    await expect(readout).toBeVisible();
    await expect.poll(() => drawingOf(page, 1)).not.toBe(before);
  });

  await test.step('the circles can be of one service', async () => {
    const before = await drawingOf(page, 1);
    await page.getByLabel('Requests of').selectOption({ label: 'payments' });
    await expect.poll(() => drawingOf(page, 1)).not.toBe(before);
  });

  await test.step('circles and arcs follow the moment, scrubbed and played', async () => {
    const headline = page.locator('main h1').first();
    const dublin = marks(page)
      .filter({ hasText: /eu.west.1/ })
      .first();
    const moment = page.getByRole('slider', { name: 'Moment on screen' });
    await openStory(page, harness, 'map?of=payments&at=2026-09-22T14:01:00Z', 'still');
    await expect(headline).toHaveText(/^All 182 routes were near normal$/);
    await expect(dublin).not.toHaveText(/degraded/);
    const quiet = await drawingOf(page, 1);
    await page.getByLabel('Speed of playing').selectOption('300');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    // Dublin is slow from 14:02 on, the routes from it from 14:06; both have come by when the second has.
    await expect(headline).toHaveText(/^\d of 182 routes (?:are|were) far from normal$/);
    await expect(dublin).toHaveText(/degraded/);
    await expect.poll(() => drawingOf(page, 1)).not.toBe(quiet);
    await moment.press('Home');
    await expect(headline).toHaveText(/^All 182 routes were near normal$/);
    await expect(dublin).not.toHaveText(/degraded/);
    await page.keyboard.press('l');
    await expect(headline).toHaveText(/^5 of 182 routes (?:are|were) far from normal$/);
  });

  await test.step('it prints on white paper and says what it is of and when', async () => {
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await expect(
      page.getByText(/p95 latency of payments, (?:live|remembered), Tue 22 Sep 2026 14:1\d:\d\d UTC/),
    ).toBeVisible();
    await expect(page.getByText(/Newest number .* old then/)).toBeVisible();
    await expect(page.getByText(/^Line between two regions/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Zoom in' })).toBeHidden();
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    // With the media of the screen it would print what is on screen.
    await page.emulateMedia({ media: null });
    const pdf = (await page.pdf({ printBackground: true, preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });
});
