import { expect, openView, test } from '../support/browser-test.ts';

/** "Within 5 s the page is alive." */
const ALIVE_MS = 5_000;

test('opens on the overview, says it is live and that the data is invented', async ({ page, demo }) => {
  await page.goto(demo.url);
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible({ timeout: ALIVE_MS });
  await expect(page.getByText('Demo data').first()).toBeVisible();
  await expect(page).toHaveTitle(/Vigil/);
  const nav = page.getByRole('navigation', { name: 'Views' });
  await expect(nav.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page');
});

test('gives a verdict in words that the API agrees with', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  const verdict = page.getByRole('heading', { level: 1 });
  await expect(verdict).toBeVisible();
  await expect(verdict).toContainText(/service|ok|quiet|nothing/i);
  // The fleet changes while we look: words and API are compared until they meet.
  await expect
    .poll(async () => {
      const { services } = await demo.health();
      const down = services.filter(({ state }) => state === 'down').length;
      const words = (await verdict.innerText()).toLowerCase();
      return down === 0
        ? !/\b[1-9]\d* of \d+ services? (?:is|are )?down\b/.test(words)
        : words.includes('down');
    })
    .toBe(true);
});

test('says what the canvas draws to people who cannot see it', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  const { services } = await demo.health();
  const main = page.locator('main');
  const words = (await main.innerText()).toLowerCase();
  for (const { id } of services) expect(words).toContain(id.toLowerCase());
  await main.getByRole('application').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(
    main.locator('[aria-live="polite"]', { hasText: /\w+ in .*(?:ok|degraded|down|no data|conflict)/i }),
  ).toHaveCount(1);
});

test('goes on changing: the clock and the picture move', async ({ page, demo }) => {
  await openView(page, demo, 'overview');
  const clock = page.locator('header time').first();
  const first = await clock.innerText();
  await expect(clock).not.toHaveText(first);
  const main = page.locator('main');
  const before = await main.screenshot();
  await expect.poll(async () => (await main.screenshot()).equals(before)).toBe(false);
});

test('leads from a service to its page', async ({ page, demo }) => {
  await openView(page, demo, 'services');
  const { services } = await demo.health();
  const service = services[0]?.id ?? '';
  await openView(page, demo, `services/${service}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(new RegExp(service, 'i'));
  await page.goBack();
  await expect(page).toHaveURL(/#\/services$/);
});
