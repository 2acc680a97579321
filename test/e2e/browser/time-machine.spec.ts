/** The time machine by hand, by key and by address, on the story of the pictures: its outage begins at 14:02. */
import type { Locator, Page } from '@playwright/test';
import { auditThemes, sidewaysPx } from '../support/audit.ts';
import { expect } from '../support/browser-test.ts';
import { openStory, test } from '../support/harness.ts';

// Many pages a test, on machines that have other work.
test.slow();

const AT = '?at=2026-09-22T14:06:30Z';
/** Before anything was wrong, after it began, and its last moment but a little. */
const healthy = /^All 24 services were ok$/;
const broken = /^2 of 24 services were down/;

const headline = (page: Page): Locator => page.locator('main h1').first();
const chip = (page: Page): Locator => page.locator('header').getByText(/^(?:LIVE|PAST|CACHED)/);
const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Moment on screen' });
const line = (page: Page): Locator => page.getByText(/^You are looking at/);

/** Drags over a part of the strip, given in shares of its width. */
async function drag(page: Page, from: number, to: number, modifier?: 'Shift'): Promise<void> {
  const box = await slider(page).boundingBox();
  if (box === null) throw new Error('The strip is not on screen.');
  const y = box.y + 30;
  if (modifier !== undefined) await page.keyboard.down(modifier);
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * ((from + to) / 2), y, { steps: 4 });
  await page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await page.mouse.up();
  if (modifier !== undefined) await page.keyboard.up(modifier);
}

/** The moment on screen in milliseconds, from what the slider says to those who hear it. */
async function momentMs(page: Page): Promise<number> {
  return Number(await slider(page).getAttribute('aria-valuenow')) * 1_000;
}

test('a click on the strip moves the whole app to that moment, L returns', async ({ page, harness }) => {
  await openStory(page, harness, 'overview');
  await expect(chip(page)).toHaveText('LIVE');
  await expect(headline(page)).toHaveText(/^2 of 24 services are down/);
  await drag(page, 0.6, 0.6);
  await expect(chip(page)).toHaveText(/^PAST \d\d:\d\d:\d\d UTC · paused$/);
  await expect(headline(page)).toHaveText(healthy);
  await expect(line(page)).toHaveText(/^You are looking at \d\d:\d\d:\d\d UTC, .+ ago\.$/);
  await expect(page.getByText(/^still recording, 5 of 6 sources$/)).toBeVisible();
  await expect(page.getByRole('navigation').getByText('firing')).toHaveCount(0);
  await expect(page).toHaveURL(/#\/overview\?at=2026-09-22T\d\d:\d\d:\d\dZ$/);
  await page.keyboard.press('l');
  await expect(chip(page)).toHaveText('LIVE');
  await expect(headline(page)).toHaveText(/^2 of 24 services are down/);
  await expect(line(page)).toHaveCount(0);
  await expect(page).toHaveURL(/#\/overview$/);
});

test('a drag shows pictures on its way and ends where the hand does, at the right end in the present', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, `overview${AT}`);
  await expect(headline(page)).toHaveText(broken);
  await drag(page, 0.95, 0.5);
  await expect(headline(page)).toHaveText(healthy);
  await drag(page, 0.5, 1);
  await expect(chip(page)).toHaveText('LIVE');
});

test('the clock, the heartbeat and “ago” go on while the past stands still', async ({ page, harness }) => {
  await openStory(page, harness, `overview${AT}`);
  await expect(chip(page)).toHaveText('PAST 14:06:30 UTC · paused');
  const clock = page.locator('header time').first();
  const [before, words] = [await clock.innerText(), await line(page).innerText()];
  await expect(clock).not.toHaveText(before);
  await expect(line(page)).not.toHaveText(words);
  await expect(chip(page)).toHaveText('PAST 14:06:30 UTC · paused');
});

test('keys step by a bin, ten bins and a second, and are dead while something is typed', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, `services/checkout${AT}`);
  const at = Date.UTC(2026, 8, 22, 14, 6, 30);
  const steps: readonly (readonly [key: string, seconds: number])[] = [
    ['ArrowLeft', -20],
    ['ArrowRight', 0],
    ['Shift+ArrowLeft', -200],
    [',', -201],
    ['.', -200],
    ['Shift+ArrowRight', 0],
  ];
  for (const [key, seconds] of steps) {
    await page.keyboard.press(key);
    await expect.poll(() => momentMs(page), { message: key }).toBe(at + seconds * 1_000);
  }
  await page.keyboard.press('t');
  await page.getByLabel('Moment', { exact: true }).fill('');
  await page.keyboard.type('l [ . , 14');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByLabel('Moment', { exact: true })).toHaveValue('l [ . , 14');
  expect(await momentMs(page)).toBe(at);
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Moment', { exact: true })).toHaveCount(0);
});

test('the slider is moved by keyboard alone and says where it stands', async ({ page, harness }) => {
  await openStory(page, harness, `overview${AT}`);
  await slider(page).focus();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^14:06:30, down, \d+ alerts/);
  const at = await momentMs(page);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => momentMs(page)).toBe(at - 120_000);
  await page.keyboard.press('PageUp');
  await expect(chip(page)).toHaveText('LIVE');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Live, /);
  await page.keyboard.press('Home');
  await expect(chip(page)).toHaveText(/^PAST/);
  await page.keyboard.press('End');
  await expect(chip(page)).toHaveText('LIVE');
});

test('Space plays and pauses, but presses a button that has the focus; playing reaches the present', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, 'overview');
  await page.getByLabel('Speed of playing').selectOption('1');
  await page.locator('main h1').first().click();
  await page.keyboard.press(' ');
  await expect(chip(page)).toHaveText(/· 1×$/);
  const first = await momentMs(page);
  await expect.poll(() => momentMs(page)).toBeGreaterThan(first);
  await page.keyboard.press(' ');
  await expect(chip(page)).toHaveText(/· paused$/);
  await page.getByRole('radio', { name: '24 h' }).focus();
  await page.keyboard.press(' ');
  await expect(chip(page), 'Space belongs to the focused button').toHaveText(/· paused$/);
  await openStory(page, harness, 'overview?at=2026-09-22T14:13:20Z');
  await expect(chip(page)).toHaveText(/· paused$/);
  await page.getByLabel('Speed of playing').selectOption('600');
  await page.locator('main h1').first().click();
  await page.keyboard.press(' ');
  await expect(chip(page)).toHaveText('LIVE');
});

test('a window is looped: what Shift drags over, or what the bar shows', async ({ page, harness }) => {
  await openStory(page, harness, 'overview');
  await drag(page, 0.45, 0.55, 'Shift');
  await expect(chip(page)).toHaveText(/^PAST/);
  const stop = page.getByRole('button', { name: 'Stop looping' });
  await expect(stop).toHaveAttribute('aria-pressed', 'true');
  const start = await momentMs(page);
  await page.getByLabel('Speed of playing').selectOption('600');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => momentMs(page)).toBeGreaterThan(start + 600_000);
  // It came by the end and began again.
  await expect.poll(() => momentMs(page), { timeout: 20_000 }).toBeLessThan(start + 600_000);
  await stop.click();
  await expect(page.getByRole('button', { name: 'Loop what the bar shows' })).toBeVisible();
});

test('a typed moment is read, shown before it is gone to, and refused in a sentence', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, 'overview');
  await page.keyboard.press('t');
  const field = page.getByLabel('Moment', { exact: true });
  await expect(field).toBeFocused();
  await field.fill('yesterday 14:00');
  await expect(page.getByText('Mon 21 Sep 2026 14:00:00 UTC')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(chip(page)).toHaveText('PAST Mon 21 Sep 14:00:00 UTC · paused');
  await expect(page.getByRole('button', { name: 'Go to a moment' })).toBeFocused();
  await page.getByRole('button', { name: 'Go to a moment' }).click();
  await field.fill('the other day');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/“the other day” is no moment\. Try /)).toBeVisible();
  await field.fill('2030-01-01');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That moment has not come yet.')).toBeVisible();
  await expect(chip(page)).toHaveText('PAST Mon 21 Sep 14:00:00 UTC · paused');
});

test('brackets go from incident to incident, and say when there is none', async ({ page, harness }) => {
  await openStory(page, harness, 'overview');
  await page.keyboard.press('[');
  await expect(chip(page)).toHaveText('PAST 13:42:00 UTC · paused');
  await page.keyboard.press('[');
  await expect(chip(page)).toHaveText('PAST 13:14:00 UTC · paused');
  await page.keyboard.press(']');
  await expect(chip(page)).toHaveText('PAST 13:42:00 UTC · paused');
  await page.keyboard.press(']');
  await expect(page.getByText('The log holds no later incident.')).toBeVisible();
});

test('an address opens its moment, and links to other views keep it', async ({ page, harness }) => {
  await openStory(page, harness, `services/checkout${AT}`);
  await expect(headline(page)).toHaveText('checkout');
  await expect(page.locator('main')).toContainText('down in eu-west-1 since 14:02:10');
  await expect(page.locator('main')).toContainText('1 firing at this moment');
  await expect(page.locator('main')).toContainText('not yet');
  await expect(line(page)).toContainText('You are looking at 14:06:30 UTC, 7 min');
  for (const view of ['overview', 'map', 'alerts', 'sla', 'services']) {
    await page.getByRole('navigation', { name: 'Views' }).locator(`a[href="#/${view}"]`).click();
    await expect(page).toHaveURL(new RegExp(`#/${view}\\?at=2026-09-22T14:06:30Z$`));
    await expect(chip(page)).toHaveText('PAST 14:06:30 UTC · paused');
    await expect(page.getByText(/^You are looking at 14:06:30 UTC/)).toBeVisible();
  }
  await page.goto(page.url().replace('14:06:30', '13:50:00'));
  await expect(chip(page)).toHaveText('PAST 13:50:00 UTC · paused');
});

test('the wall always shows the present', async ({ page, harness }) => {
  await openStory(page, harness, `overview${AT}`);
  await page.getByRole('navigation', { name: 'Views' }).locator('a[href="#/wall"]').click();
  await expect(page.locator('#root [data-mode="live"]').first()).toBeVisible();
  await expect(page.locator('[data-mode="past"]')).toHaveCount(0);
  await expect(page).toHaveURL(/#\/wall$/);
});

test('what changes things is not offered in the past', async ({ page, harness }) => {
  await openStory(page, harness, 'sources');
  const add = page.getByRole('link', { name: 'Add a source' });
  await expect(add).toBeVisible();
  await openStory(page, harness, `sources${AT}`);
  await expect(chip(page)).toHaveText(/^PAST/);
  await expect(add).toHaveCount(0);
  await expect(
    page.getByText('You are looking at the past. Sources are changed in the present'),
  ).toBeVisible();
  await page.goto(`${harness.url}#/sources/prometheus-eu/edit${AT}`);
  await expect(page.getByText('Sources cannot be changed from here')).toBeVisible();
});

test('a gap is said with its reason, in the line, on the strip and to those who hear it', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, 'overview?at=2026-09-22T13:32:00Z');
  await expect(line(page).locator('..')).toContainText(
    'Nothing was recorded from 13:31:00 to 13:34:00: the machine was asleep.',
  );
  await expect(headline(page)).not.toHaveText(/ok/);
  await expect(slider(page)).toHaveAttribute(
    'aria-valuetext',
    /not recorded 13:31 to 13:34, the machine was asleep/,
  );
  const bar = page.getByRole('contentinfo', { name: 'Time bar' });
  await expect(bar).toContainText('not recorded 11:28 to 11:34, Vigil was closed');
  await page.getByRole('radio', { name: '7 d' }).click();
  await expect(bar).toContainText('The log begins Sun 06:00');
});

test('what was filled in later is marked, and is not part of what was known then', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, 'services/checkout?at=2026-09-22T13:36:00Z&known=now');
  await page.getByLabel('Region of the charts').selectOption('us-west-2');
  const latency = page.getByRole('img', { name: /^Latency of checkout in us-west-2/ });
  await expect(latency).toHaveAttribute('aria-label', /filled in later from 13:31 to 13:34/);
  await page.getByRole('radio', { name: 'As known then' }).click();
  await expect(latency).toHaveAttribute(
    'aria-label',
    /not recorded from 13:31 to 13:34, the machine was asleep\./,
  );
  await expect(latency).not.toHaveAttribute('aria-label', /filled in later/);
  await expect(page).toHaveURL(/at=2026-09-22T13:36:00Z$/);
});

test('axe finds nothing serious on any view in the past', async ({ page, harness }) => {
  // One page for all: what axe is made of takes longer to load than to run.
  await openStory(page, harness, `overview${AT}`, 'still');
  await expect(chip(page)).toHaveText(/^PAST/);
  await page.keyboard.press('t');
  for (const view of ['overview', 'map', 'alerts', 'services/checkout', 'sla', 'sources'] as const)
    await test.step(view, async () => {
      await openStory(page, harness, `${view}${AT}`, 'still');
      await expect(chip(page)).toHaveText(/^PAST/);
      await auditThemes(page);
    });
});

test('the past and its transport fit every width', async ({ page, harness }) => {
  for (const view of [`overview${AT}`, 'services/checkout?at=2026-09-21T14:06:30Z']) {
    await openStory(page, harness, view);
    for (const width of [900, 390, 320])
      await test.step(`${view} at ${width} px`, async () => {
        await page.setViewportSize({ width, height: 844 });
        await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
        for (const name of ['Play', 'Go to a moment', 'Live L', 'Live'])
          for (const button of await page.getByRole('button', { name, exact: true }).all())
            await expect(button).toBeInViewport({ ratio: 1 });
      });
  }
});
