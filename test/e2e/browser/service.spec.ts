import type { Page } from '@playwright/test';
import { auditThemes, seriousFindings, sidewaysPx } from '../support/audit.ts';
import { expect, openView, unspeakable } from '../support/browser-test.ts';
import { openStory, test } from '../support/harness.ts';

const AT = '?at=2026-09-22T14:06:30Z';
const crosshair = (page: Page) => page.getByRole('slider', { name: 'Moment to read the charts at' });
const chart = (page: Page, title: string) => page.locator(`section[aria-label="${title}"]`);

test('one crosshair points at a moment of every chart, by pointer and by keyboard, and says it in words', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, `services/checkout${AT}`);
  await expect(chart(page, 'Latency').locator('.recharts-line-curve').first()).toBeVisible();
  const box = await crosshair(page).boundingBox();
  if (box === null) throw new Error('The crosshair has no place.');

  await test.step('the pointer: every chart shows the same moment', async () => {
    await page.mouse.move(box.x + box.width / 2, box.y + 300);
    const moments = page.locator('section p').filter({ hasText: /^at \d\d:\d\d:\d\d$/ });
    await expect.poll(() => moments.count()).toBeGreaterThanOrEqual(4);
    expect(new Set(await moments.allTextContents()).size).toBe(1);
    await page.mouse.move(box.x - 60, box.y + 300);
    await expect(moments).toHaveCount(0);
  });

  await test.step('the keyboard: steps from value to value, reads all charts out, time stays where it is', async () => {
    const address = page.url();
    await crosshair(page).focus();
    await page.keyboard.press('End');
    const words = () => crosshair(page).getAttribute('aria-valuetext');
    await expect
      .poll(words)
      .toMatch(
        /^14:0[56]:\d\d UTC: eu-west-1 down 14:02:10 to 14:06:30; latency: p50 .*p95 .*p99 .*failing requests: failing .*traffic: rate /,
      );
    const last = await words();
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(words).not.toBe(last);
    await page.keyboard.press('Home');
    await expect.poll(words).toMatch(/^13:\d\d:\d\d UTC: eu-west-1 ok /);
    expect(await words()).not.toMatch(unspeakable);
    expect(page.url()).toBe(address);
  });

  await test.step('Enter goes there, Escape lets go', async () => {
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/at=2026-09-22T13:/);
    await page.keyboard.press('Escape');
    await expect(crosshair(page)).toHaveAttribute('aria-valuetext', /none/);
  });
});

test('a chart turns into a table of the same rows, last week is dashed or said to be missing, in every theme', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, `services/checkout${AT}`);
  await test.step('one chart as a table, the others stay', async () => {
    await page.getByRole('button', { name: 'Latency as a table' }).click();
    const table = page.getByRole('region', { name: 'Latency, as a table' });
    await expect(table.getByRole('columnheader')).toHaveText(['Time', 'p50', 'p95', 'p99']);
    expect(await table.getByRole('row').count()).toBeGreaterThan(100);
    await expect(chart(page, 'Traffic').locator('.recharts-line-curve').first()).toBeVisible();
    await page.getByRole('button', { name: 'Latency as a table' }).click();
    await expect(chart(page, 'Latency').locator('.recharts-line-curve').first()).toBeVisible();
  });
  await test.step('changes run through every chart', async () => {
    for (const title of ['Latency', 'Failing requests', 'Traffic'])
      await expect(chart(page, title).locator('[data-mark="pipeline:ledger-318"]')).toHaveCount(1);
  });
  await test.step('last week', async () => {
    await page.getByRole('button', { name: 'Last week' }).click();
    await expect(chart(page, 'Latency').locator('path[class*="ghost"]')).toHaveCount(1);
    await expect(chart(page, 'Latency').getByRole('img').first()).toHaveAccessibleName(
      /7 days before: it \d+\sms at/,
    );
  });
  await test.step('every theme', async () => {
    await auditThemes(page, ['main']);
    await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
  });
  await test.step('where sources disagree, each claim stands with its source, clocks and age', async () => {
    await openStory(page, harness, 'services/auth', 'still');
    const claims = page.getByRole('region', { name: 'What each source claims' });
    await expect(claims).toContainText('Sources disagree about ap-northeast-1 since 14:05: failing requests');
    await expect(claims.getByRole('row')).toHaveText([
      /^Signal/,
      /^failing requests100\s%failingprobes14:13:\d\d14:13:\d\d\d+\ss old$/,
      /^failing requests0\.\d+\s%fineprometheus-apac14:13:\d\d14:13:\d\d\d+\ss old$/,
    ]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
    // However narrow, the source of a claim is in sight.
    await expect(claims.getByText('prometheus-apac')).toBeInViewport({ ratio: 1 });
    expect(await seriousFindings(page, ['main'])).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
  await test.step('a seat that only looks is offered no mark', async () => {
    await openStory(page, harness, 'services/checkout', 'fixed');
    await expect(page.getByRole('heading', { name: 'Recent changes' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add a mark' })).toHaveCount(0);
  });
});

test('a mark typed by hand stands on charts, map and budget at once, on every seat, and only its author takes it back', async ({
  page,
  demo,
  browser,
}) => {
  await openView(page, demo, 'services/checkout');
  const title = 'feature flag <b>turned</b> off';

  await test.step('the form says what is missing, and then writes it', async () => {
    await page.getByRole('button', { name: 'Add a mark' }).click();
    await page.getByRole('button', { name: 'Mark it' }).click();
    await expect(page.getByText('Write what happened')).toBeVisible();
    await page.getByLabel('What happened').fill(title);
    await page.getByLabel('When').fill('3 min ago');
    await page.getByLabel('Your name').fill('Mara');
    await page.getByRole('button', { name: 'Mark it' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText(title)).toHaveCount(1);
    await expect(page.locator('aside').getByText('typed by Mara')).toBeVisible();
    const reply = await demo.get('/api/v1/annotations');
    const { annotations } = (await reply.json()) as {
      annotations: { title: string; typed?: { by: string } }[];
    };
    expect(annotations.filter((one) => one.title === title)).toMatchObject([{ typed: { by: 'Mara' } }]);
  });

  await test.step('charts', async () => {
    for (const name of ['Latency', 'Failing requests', 'Traffic', 'p95 by region']) {
      await chart(page, name).scrollIntoViewIfNeeded();
      await expect(chart(page, name).locator('line[data-mark^="by hand:"]')).toHaveCount(1);
    }
  });

  const other = await browser.newContext();
  const seat = await other.newPage();
  await test.step('another seat sees it on map and budget, and cannot take it back', async () => {
    await openView(seat, demo, 'map');
    await expect(seat.getByText(title)).toBeVisible();
    await expect(seat.getByRole('button', { name: /^Take back/ })).toHaveCount(0);
    await openView(seat, demo, 'sla');
    await seat
      .getByRole('button', { name: /checkout/ })
      .first()
      .click();
    await expect(seat.getByRole('list', { name: 'Changes in the window' }).getByText(title)).toBeVisible();
  });

  await test.step('its author takes it back, and it is gone everywhere', async () => {
    await page.getByRole('button', { name: /^Take back/ }).click();
    await expect(page.getByText(title)).toHaveCount(0);
    await expect(page.locator('line[data-mark^="by hand:"]')).toHaveCount(0);
    await expect(seat.getByText(title)).toHaveCount(0);
  });
  await other.close();
});
