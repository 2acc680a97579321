/** The feed on the story with people in it: who has what, a storm, filters by keyboard, details, the past. */
import { readFile } from 'node:fs/promises';
import { findingsIn, switchTheme } from '../support/audit.ts';
import { expect } from '../support/browser-test.ts';
import { openStory, test } from '../support/harness.ts';

test('an engineer on call works through the feed', async ({ page, harness }) => {
  await page.setViewportSize({ width: 1600, height: 1000 });
  await openStory(page, harness, 'alerts', 'hands');
  const heading = page.locator('main h1');
  const feed = page.getByRole('list', { name: 'Firing alerts' });
  const rowOf = (title: string) => feed.getByRole('listitem').filter({ hasText: title });
  const type = async (text: string): Promise<void> => {
    await page.keyboard.press('/');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  await test.step('it says who has what, what flaps and what is a storm', async () => {
    await expect(heading).toHaveText('6 alerts need somebody, 4 are in hand, 183 are one storm');
    await expect(rowOf('Ledger cannot write')).toContainText('Mara Okafor');
    await expect(rowOf('Ledger cannot write')).toContainText('failing back now');
    await expect(rowOf('Checkout errors are rising')).toContainText('nobody yet');
    await expect(rowOf('Search keeps crossing')).toContainText('9 changes in 30 min');
    await expect(page.getByRole('tab', { name: /Acknowledged/ })).toHaveText(/4$/);
    await expect(page.getByRole('tab', { name: /Silenced/ })).toHaveText(/12$/);
  });

  await test.step('everybody can read it', async () => {
    for (const theme of ['dark', 'light'] as const) {
      await switchTheme(page, theme);
      expect(await findingsIn(theme, page)).toEqual([]);
    }
    await switchTheme(page, 'dark');
  });

  await test.step('U unfolds the storm and folds it again, the rest stays', async () => {
    const storm = page.getByRole('region', { name: 'Storm of alerts' });
    await expect(storm).toContainText('214 alerts in 5 min, folded into one');
    await expect(storm).toContainText('cluster=pay-eu-b');
    await page.keyboard.press('u');
    await expect(storm).toContainText('listed below');
    await expect(rowOf('Replica').first()).toBeVisible();
    await page.keyboard.press('u');
    await expect(rowOf('Replica')).toHaveCount(0);
    await expect(rowOf('Checkout errors are rising')).toBeVisible();
  });

  await test.step('conditions are typed, refused in words, changed and taken away by keyboard', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('region=~eu-west-(');
    await expect(page.getByRole('status').filter({ hasText: 'A ( is not closed.' })).toBeVisible();
    await page.keyboard.type('1|2)');
    await page.keyboard.press('Enter');
    await type('service!=ledger');
    await expect(page).toHaveURL(/match=region/);
    await expect(rowOf('Payments is slow')).toHaveCount(2);
    await expect(rowOf('Ledger answers slowly')).toHaveCount(0);
    await page.getByRole('button', { name: 'service != ledger', exact: true }).press('Enter');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('service=payments');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^2 of 10 alerts match, and \d+ in the storm/)).toBeVisible();
  });

  await test.step('a filter is saved under a name, and found again', async () => {
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByLabel('Name for the filter on screen').fill('Payments in Europe');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    for (let chips = 0; chips < 2; chips += 1) {
      await page.keyboard.press('Backspace');
      await page.keyboard.press('/');
    }
    await page.keyboard.press('Escape');
    await expect(page.getByText('alerts match')).toHaveCount(0);
    await page.reload();
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByLabel('New name of Payments in Europe').fill('Money');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Money', exact: true }).click();
    await expect(page.getByText(/^2 of 10 alerts match, and \d+ in the storm/)).toBeVisible();
    await page.getByRole('button', { name: 'Show all' }).click();
  });

  await test.step('the chosen alert tells its value, its turns and what was changed; a label filters', async () => {
    await rowOf('Checkout is failing').getByRole('link').focus();
    const detail = page.getByRole('complementary', { name: 'Chosen alert' });
    await expect(detail).toContainText('taken in hand by Mara Okafor');
    await expect(
      detail.getByRole('img', { name: /failing requests of checkout in eu-west-1/ }),
    ).toBeVisible();
    await expect(detail).toContainText('ledger 3.18.0 released');
    await detail.getByRole('button', { name: 'pay-eu-b' }).click();
    await expect(page.getByRole('button', { name: 'Take away cluster pay-eu-b' })).toBeVisible();
    await page.getByRole('button', { name: 'Take away cluster pay-eu-b' }).click();
  });

  await test.step('annotations are texts: lines as written, long ones folded, only addresses of the web are links', async () => {
    const detail = page.getByRole('complementary', { name: 'Chosen alert' });
    await rowOf('Checkout is failing').getByRole('link').focus();
    await expect(detail.getByRole('heading', { name: /^Annotations/ })).toContainText('as told');
    const text = (name: string) => detail.getByRole('definition').filter({ hasText: name });
    const board = text('last hour').getByRole('link');
    await expect(board).toHaveText(/\(at grafana\.example\)$/);
    await expect(board).toHaveAttribute('rel', 'noopener noreferrer');
    await expect(text('javascript:alert')).toBeVisible();
    await expect(text('javascript:alert').getByRole('link')).toHaveCount(0);
    const description = text('First look whether');
    await expect(description).not.toContainText('Tell support');
    await description.getByRole('button', { name: 'Show all of it' }).click();
    await expect(description).toContainText('Tell support before anything is switched over.');
    await expect(detail).toContainText('at pager');
    await expect(detail).toContainText('2 more annotations than Vigil keeps');
    await rowOf('Ledger cannot write').getByRole('link').focus();
    await expect(detail).toContainText('Its sources tell none.');
    await rowOf('Ledger answers slowly').getByRole('link').focus();
    await expect(detail).toContainText('No source has told them yet.');
    expect(await findingsIn('dark', page, ['aside'])).toEqual([]);
  });

  await test.step('the past is searched over 90 days and exported whole', async () => {
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('radio', { name: '90 d' }).click();
    const history = page.getByRole('list', { name: 'Alert history' });
    await expect(page.getByText('190 alerts', { exact: true })).toBeVisible();
    await type('alertname=WebhooksFailing');
    await expect(page.getByText('90 alerts', { exact: true })).toBeVisible();
    await expect(history.getByRole('listitem').first()).toContainText('Webhooks fail');
    await page.getByRole('button', { name: 'Export the history' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'JSON' }).click(),
    ]);
    const { rows } = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(rows).toHaveLength(90);
  });
});
