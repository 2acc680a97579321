/** Sources through their page, on a real Vigil with a real Prometheus: added, tested, edited, paused, peeked at, removed. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Estate } from '../../fixtures/estate.ts';
import { startVigil, type VigilProcess } from '../../fixtures/vigil-process.ts';
import { auditThemes, seriousFindings, sidewaysPx } from '../support/audit.ts';
import { expect, openView, test, unspeakable } from '../support/browser-test.ts';
import { startMeasuredEstate } from '../support/measured-estate.ts';

const HEAD = `# Kept by the platform team
name: Shop # the small one
sources:
  # The first one
  - id: edge
    type: prometheus
    url: http://127.0.0.1:1
`;

let estate: Estate;
let vigil: VigilProcess;

test.beforeAll(async () => {
  estate = await startMeasuredEstate();
  vigil = await startVigil({ config: HEAD });
});
test.afterAll(async () => {
  await vigil?.stop();
  await estate?.stop();
});

const fileText = (): string => readFileSync(vigil.configFile, 'utf8');
const text = (page: Page) => page.getByLabel(/^The same as text/);

test.describe
  .serial('a source', () => {
    test('a source that does not answer says why and when it is tried again', async ({ page }) => {
      await openView(page, vigil, 'sources');
      const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'edge' }) });
      await expect(row).toContainText(/unreachable for/);
      await expect(row).toContainText(/refused/);
      await expect(row).toContainText(/tries again|Last tried/);
    });

    test('mistakes are shown where they stand, with a suggestion', async ({ page }) => {
      await openView(page, vigil, 'sources/new');
      await page.getByLabel('Address').fill('prometheus');
      await expect(page.getByLabel('Address')).toHaveAccessibleDescription(
        /expected an http:\/\/ or https:\/\/ address/,
      );
      await text(page).fill(`id: prod\ntype: prometheus\nurl: ${estate.prometheus.url}\nevry: 5s\n`);
      const mark = page.getByRole('button', { name: /^line 4, column 1/ });
      await expect(mark).toBeVisible();
      await expect(page.locator('main')).toContainText(/every/);
      await mark.click();
      await expect(text(page)).toBeFocused();
      await expect(page.getByRole('button', { name: 'Save and start' })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
      await expect(page.locator('main')).toContainText('1 place to mend first');
    });

    test('one is added by its address, tested, saved, and answers', async ({ page }) => {
      await openView(page, vigil, 'sources');
      await page.getByRole('link', { name: 'Add a source' }).click();
      await page.getByLabel('Address').fill(estate.prometheus.url);
      await page.getByLabel('Name', { exact: true }).fill('prod');
      await expect(text(page)).toHaveValue(`id: prod\ntype: prometheus\nurl: ${estate.prometheus.url}\n`);
      await expect(page.locator('main')).toContainText('Not tried yet');
      await page.getByRole('button', { name: 'Test connection' }).click();
      const found = page.getByRole('region', { name: 'What the test found' });
      await expect(found).toContainText(/answered/, { timeout: 40_000 });
      await expect(found).toContainText('checkout');
      await expect(page.locator('main')).toContainText('Tried as it stands: it answers.');
      // A test has no effect on the picture.
      expect(fileText()).toBe(HEAD);
      await page.getByRole('button', { name: 'Save and start' }).click();
      await expect(page).toHaveURL(/#\/sources\/prod$/);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(/prod\s*live since/, {
        timeout: 20_000,
      });
      expect(fileText().startsWith(HEAD.trimEnd())).toBe(true);
      expect(fileText()).toContain(`url: ${estate.prometheus.url}`);
    });

    test('its page shows what it last said, what was recognised, and its text', async ({ page }) => {
      await openView(page, vigil, 'sources/prod');
      const main = page.locator('main');
      await expect(main).toContainText('What was recognised');
      await expect(main.getByRole('checkbox').first()).toBeVisible({ timeout: 20_000 });
      await expect(main).toContainText('probe_success');
      await main.getByRole('button', { name: 'Look again' }).last().click();
      await expect(main.locator('pre').first()).toContainText('success');
      await expect(main.getByRole('region', { name: 'Its YAML' })).toContainText('type: prometheus');
      expect(await main.innerText()).not.toMatch(unspeakable);
      expect(await seriousFindings(page)).toEqual([]);
    });

    test('what was recognised is changed in place and written into the file', async ({ page }) => {
      await openView(page, vigil, 'sources/prod');
      const boxes = page.getByRole('checkbox');
      await expect(boxes.first()).toBeVisible({ timeout: 20_000 });
      for (const box of await boxes.all()) await box.uncheck();
      await expect(page.getByRole('button', { name: /^Write queries/ })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
      const item = page
        .getByRole('listitem')
        .filter({ hasText: /^availability from/ })
        .first();
      await item.getByRole('button', { name: 'Change availability' }).click();
      await item.getByLabel('Query').fill('min by (service, region) (probe_success)');
      await page.getByRole('button', { name: 'Write 1 query into vigil.yaml' }).click();
      await expect(page.locator('main')).toContainText('1 query written into the file.');
      expect(fileText()).toContain('min by (service, region) (probe_success)');
      expect(fileText()).toContain('# The first one');
    });

    test('it is edited; what the form does not touch stays letter by letter', async ({ page }) => {
      await openView(page, vigil, 'sources/prod/edit');
      await text(page).fill(
        `id: prod # in the runbook\ntype: prometheus\nurl: ${estate.prometheus.url} # the VIP\n`,
      );
      await page.getByLabel('Asked every').fill('1s');
      await page.getByLabel('Group').fill('main');
      const wanted = `id: prod # in the runbook\ntype: prometheus\nurl: ${estate.prometheus.url} # the VIP\nevery: 1s\ngroup: main\n`;
      await expect(text(page)).toHaveValue(wanted);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page).toHaveURL(/#\/sources\/prod$/);
      await expect(page.locator('main')).toContainText('in group main');
      for (const line of wanted.trimEnd().split('\n')) expect(fileText()).toContain(line);
    });

    test('a look at another view does not cost what was begun', async ({ page }) => {
      await openView(page, vigil, 'sources/new');
      await page.getByLabel('Address').fill('http://half.typed');
      await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'SLA' }).click();
      await expect(page).toHaveURL(/#\/sla$/);
      await page.goBack();
      await expect(page.getByLabel('Address')).toHaveValue('http://half.typed');
      await expect(page.locator('main')).toContainText('what you had begun');
      await page.getByRole('button', { name: 'Start over' }).click();
      await expect(page.getByLabel('Address')).toHaveValue('');
    });

    test('a change by somebody else meanwhile is said, and neither text is lost', async ({ page }) => {
      await openView(page, vigil, 'sources/prod/edit');
      await page.getByLabel('Asked every').fill('2s');
      writeFileSync(vigil.configFile, fileText().replace('every: 1s', 'every: 3s'));
      await expect(page.locator('main')).toContainText('was changed in the file while you were writing', {
        timeout: 15_000,
      });
      await expect(text(page)).toHaveValue(/every: 2s/);
      await page.getByRole('button', { name: 'Keep mine' }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page).toHaveURL(/#\/sources\/prod$/);
      expect(fileText()).toContain('every: 2s');
    });

    test('a bad edit of the file is shown with its line while the last good one runs', async ({ page }) => {
      await openView(page, vigil, 'sources');
      const good = fileText();
      writeFileSync(vigil.configFile, good.replace('every: 2s', 'every: 2 sec'));
      const faults = page.getByRole('region', { name: 'Faults in the file' });
      await expect(faults).toContainText(/line \d+, column \d+/, { timeout: 15_000 });
      await expect(faults).toContainText('last good one');
      await expect(page.getByRole('link', { name: 'prod' })).toBeVisible();
      expect(await seriousFindings(page)).toEqual([]);
      writeFileSync(vigil.configFile, good);
      await expect(faults).toHaveCount(0, { timeout: 15_000 });
    });

    test('it is paused and resumed, and the file says so', async ({ page }) => {
      await openView(page, vigil, 'sources/prod');
      await page.getByRole('button', { name: 'Pause' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('paused', { timeout: 15_000 });
      expect(fileText()).toMatch(/paused: true/);
      await page.getByRole('button', { name: 'Resume' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('live since', { timeout: 20_000 });
      expect(fileText()).not.toMatch(/paused: true/);
    });

    test('removing asks in place, by keyboard too, and takes out only its own lines', async ({ page }) => {
      await openView(page, vigil, 'sources/edge');
      await page.getByRole('button', { name: 'Remove' }).press('Enter');
      const question = page.getByRole('group', { name: 'Remove edge' });
      await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(question).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Remove' })).toBeFocused();
      await page.getByRole('button', { name: 'Remove' }).press('Enter');
      await question.getByRole('button', { name: 'Remove edge' }).click();
      await expect(page).toHaveURL(/#\/sources$/);
      await expect(page.getByRole('link', { name: 'edge' })).toHaveCount(0, { timeout: 15_000 });
      expect(fileText()).toContain('# Kept by the platform team');
      expect(fileText()).toContain('id: prod');
      expect(fileText()).not.toContain('id: edge');
    });
  });

for (const path of ['sources', 'sources/new', 'sources/prod/edit', 'first-run'] as const)
  test(`${path} can be read by all, in every theme and at every width`, async ({ page }) => {
    await openView(page, vigil, path);
    await auditThemes(page);
    if (path === 'sources/prod/edit') await openView(page, vigil, 'sources/prod');
    for (const width of [900, 390, 320])
      await test.step(`${width} px`, async () => {
        await page.setViewportSize({ width, height: 800 });
        await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
      });
  });
