import { seriousFindings, sidewaysPx } from '../support/audit.ts';
import { expect } from '../support/browser-test.ts';
import { openStory, test } from '../support/harness.ts';

const FULL = 'full&still';

test('an estate of 200 × 30 is filtered and grouped, and the address says how', async ({ page, harness }) => {
  const names = page.locator('main ul a[href^="#/services/"]');
  const line = page.locator('main p[role="status"]');

  await test.step('healthy rows are counted, and only names in sight are in the page', async () => {
    await openStory(page, harness, 'overview', FULL);
    await expect(page.getByRole('button', { name: /more services are ok everywhere/ })).toBeVisible();
    await page.getByRole('button', { name: /more services are ok everywhere/ }).click();
    await expect(names.first()).toHaveAccessibleName(/down/);
    expect(await names.count()).toBeLessThan(120);
    const shown = page.locator('main li[aria-setsize="200"]');
    await expect.poll(async () => (await shown.count()) - (await names.count())).toBe(0);
  });
  await test.step('by key: words, tier, provider, groups', async () => {
    await page.keyboard.press('/');
    const panel = page.getByRole('dialog', { name: 'Filter and group' });
    await expect(panel.getByRole('textbox')).toBeFocused();
    expect(await seriousFindings(page, ['[role="dialog"]'])).toEqual([]);
    await page.keyboard.type('team');
    await panel.getByRole('button', { name: /^tier 1/ }).click();
    await panel.getByRole('button', { name: /^AWS/ }).click();
    await panel.getByRole('radio', { name: 'Owner' }).click();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    await expect(line).toHaveText('67 of 200 services in 10 of 30 regions shown');
    await expect(page.getByRole('heading', { name: 'Team Atlas' })).toBeVisible();
    await expect(page).toHaveURL(/words=team/);
    await expect(page).toHaveURL(/group=owner/);
  });
  await test.step('the address restores it', async () => {
    await page.reload();
    await expect(line).toHaveText('67 of 200 services in 10 of 30 regions shown');
    await expect(page.getByRole('heading', { name: 'Team Atlas' })).toBeVisible();
  });
  await test.step('chips take filters out; nothing left is said', async () => {
    const chips = page.getByRole('list', { name: 'Filters' });
    await chips.getByRole('button', { name: /AWS/ }).click();
    await expect(line).toHaveText('67 of 200 services shown');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(chips).toHaveCount(0);
    await page.evaluate(() => (location.hash = '#/overview?words=nobody-is-called-that'));
    await expect(page.getByText('No service matches')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('of 200 services');
  });
});

test('the numbers of a cell are a key away, with source, both clocks and age', async ({ page, harness }) => {
  await openStory(page, harness, 'overview?cell=checkout/eu-west-1', 'still');
  const card = page.getByRole('complementary', { name: 'Numbers of the cell' });
  await test.step('as the address asks', async () => {
    await expect(card).toContainText('checkout in eu-west-1, Dublin');
    await expect(card.getByRole('row', { name: /failing requests/ })).toContainText(
      /38\.2\s%\s*prometheus-eu\s*14:13:\d\d\s*14:13:\d\d\s*\d+\ss old/,
    );
    expect(await seriousFindings(page, ['aside'])).toEqual([]);
  });
  await test.step('it follows the keys, and Escape puts it away', async () => {
    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await expect(card).toContainText('eu-west-2, London');
    await expect(page).toHaveURL(/cell=checkout%2Feu-west-2/);
    await page.keyboard.press('Escape');
    await expect(card).toHaveCount(0);
    await page.keyboard.press('i');
    await expect(card).toContainText('eu-west-2, London');
    await page.keyboard.press('i');
    await expect(card).toHaveCount(0);
  });
  await test.step('and comes to a pointer that rests', async () => {
    const box = await page.getByRole('application').boundingBox();
    await page.mouse.move((box?.x ?? 0) + 330, (box?.y ?? 0) + 20);
    await expect(card).toContainText('checkout in');
    await page.mouse.move(5, 5);
    await expect(card).toHaveCount(0);
  });
  await test.step('390 px', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('application').focus();
    await page.keyboard.press('i');
    await expect(card).toBeVisible();
    const isWithin = async () => {
      const box = await card.boundingBox();
      return (box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 390;
    };
    await expect.poll(isWithin).toBe(true);
    await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
  });
});

test('trouble that folds under another service is quieter than its own, and says under which', async ({
  page,
  harness,
}) => {
  await openStory(page, harness, 'overview?cell=payments/eu-west-1', 'still&depends');
  const card = page.getByRole('complementary', { name: 'Numbers of the cell' });
  await expect(card).toContainText('degraded since 14:04, folded under ledger, which it depends on');
  await expect(page.getByRole('list', { name: 'Services per state' })).toContainText('1folded');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '2 of 24 services are down, 2 are degraded',
  );
  await page.goto('about:blank');
  await openStory(page, harness, 'services', 'fixed&depends');
  await expect(page.getByRole('row', { name: /billing/ })).toContainText('folded under ledger');
  for (const width of [1440, 1200, 900, 540]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => sidewaysPx(page), `at ${width} px`).toEqual([0, 0]);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await openStory(page, harness, 'services/payments', 'still&depends');
  await expect(page.getByText('Trouble in 1 of 13 regions is folded under ledger.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'eu-west-1' }).first()).toContainText(
    'folded under ledger, degraded 14:04:30',
  );
});

test('what changed since somebody looked is marked until it is cleared', async ({ page, harness }) => {
  await openStory(page, harness, 'overview', 'still');
  const note = page.getByText(/\d+ cells? changed since you looked/);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('vigil.look') !== null)).toBe(true);
  await expect(note).toHaveCount(0);
  // As if everything had been well when somebody last looked.
  await page.evaluate(() => {
    const look = JSON.parse(localStorage.getItem('vigil.look') ?? '') as { states: [string, number][] };
    localStorage.setItem(
      'vigil.look',
      JSON.stringify({ ...look, states: look.states.map(([name]) => [name, 0]) }),
    );
  });
  await page.reload();
  await expect(note).toBeVisible();
  await page.getByRole('button', { name: 'Show only these' }).click();
  await expect(page.getByText(/of 24 services shown/)).toBeVisible();
  await expect(page).toHaveURL(/changed=only/);
  await page.keyboard.press('c');
  await expect(note).toHaveCount(0);
  await expect(page).not.toHaveURL(/changed=only/);
  await page.reload();
  await expect(page.getByRole('application')).toBeVisible();
  await expect(note).toHaveCount(0);
});

test('a frozen picture says so and how old it is, and goes on by key', async ({ page, harness }) => {
  await openStory(page, harness, 'overview');
  await page.keyboard.press('f');
  await expect(page.getByText(/^FROZEN \d+\ss old$/)).toBeVisible();
  await expect(page.getByText(/You froze the picture at .* ago\. Nothing on it is newer\./)).toBeVisible();
  await expect(page.getByText('LIVE', { exact: true })).toHaveCount(0);
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  // Its age grows: the clock beside it is that of now.
  await expect(page.getByText(/^FROZEN (?:[2-9]|\d\d)\ss old$/)).toBeVisible();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(heading);
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('f');
  await expect(page.getByText('LIVE', { exact: true })).toBeVisible();
  await expect(page).not.toHaveURL(/at=/);
});
