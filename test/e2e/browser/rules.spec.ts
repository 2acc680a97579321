/** Vigil's own rules through their page, on a real Vigil with a real Prometheus: how they stand, tried, edited, removed; and tried from a terminal. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { hostileLabels } from '../../builders/hostile-labels.ts';
import type { Estate } from '../../fixtures/estate.ts';
import { startSocketServer } from '../../fixtures/socket-server.ts';
import { startVigil, type VigilProcess } from '../../fixtures/vigil-process.ts';
import { auditThemes, sidewaysPx } from '../support/audit.ts';
import { expect, openView, test, unspeakable } from '../support/browser-test.ts';
import { hostileFindings } from '../support/hostile-sinks.ts';
import { startMeasuredEstate } from '../support/measured-estate.ts';
import { streamConfig } from '../support/stream-config.ts';

const serveFile = fileURLToPath(new URL('../../../dist/serve.mjs', import.meta.url));

let estate: Estate;
let vigil: VigilProcess;

test.beforeAll(async () => {
  estate = await startMeasuredEstate();
  vigil = await startVigil({
    config: `name: Shop
sources:
  - { id: prod, type: prometheus, url: "${estate.prometheus.url}" }
rules:
  # Always true: it shows how a rule fires
  - id: answers
    signal: availability
    below: 2
    severity: critical
    summary: Something answers
  - id: unmeasured # nothing measures it
    signal: queue_depth
    above: 1
`,
  });
});
test.afterAll(async () => {
  await vigil?.stop();
  await estate?.stop();
});

const fileText = (): string => readFileSync(vigil.configFile, 'utf8');

test('rules are listed with how they stand, tried over the log, and written into the file', async ({
  page,
}) => {
  const row = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
  const yaml = page.getByLabel(/^The rule, as it stands/);
  const report = page.getByRole('region', { name: 'What it would have done' });

  await test.step('they are reached from the alerts, and say how they stand', async () => {
    await openView(page, vigil, 'alerts');
    await page.getByRole('link', { name: 'Rules' }).click();
    await expect(row('answers')).toContainText(/firing since .*, in \d+ of \d+ places?/);
    await expect(row('answers')).toContainText('availability below 200');
    await expect(row('unmeasured')).toContainText('nothing it is about is measured');
    await expect(page.locator('main')).toContainText('1 of 2 rules fires, 1 without data');
    await expect(page.locator('main')).not.toContainText(unspeakable);
    await auditThemes(page, ['main']);
  });

  await test.step('one is tried: how often, when, where, for how long, and how far the log reaches', async () => {
    await page.getByRole('link', { name: 'answers', exact: true }).click();
    await expect(yaml).toHaveValue(/below: 2/);
    await page.getByRole('button', { name: 'Try over the last week' }).click();
    await expect(report).toContainText(/It would have fired .* in the last 7/);
    await expect(report).toContainText('The history goes back only');
    await expect(report.getByRole('row')).not.toHaveCount(1);
    await yaml.fill('id: answers\nsignal: availability\nbelow: -1\n');
    await expect(report).toContainText('of an earlier text');
    await page.getByRole('button', { name: 'Try over the last week' }).click();
    await expect(report).toContainText('It would not have fired');
    await auditThemes(page, ['main']);
  });

  await test.step('mistakes are shown where they stand, and nothing is written', async () => {
    const before = fileText();
    await yaml.fill('id: answers\nsignal: availability\nbelwo: 2\n');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('button', { name: /^line 3, column 1/ })).toBeVisible();
    await yaml.fill('id: unmeasured\nsignal: availability\nbelow: 2\n');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.locator('main')).toContainText("another rule is called 'unmeasured' already");
    expect(fileText()).toBe(before);
  });

  await test.step('what was begun outlives a look at another view, until it is started over', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('overview');
    await page.keyboard.press('Enter');
    await expect(yaml).toHaveCount(0);
    await page.goBack();
    await expect(yaml).toHaveValue(/^id: unmeasured/);
    await expect(page.getByText('This is what you had begun here; it is not saved yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect(yaml).toHaveValue(/below: 2/);
    await expect(page.getByText('This is what you had begun here')).toHaveCount(0);
  });

  await test.step('a change is written into its place, with the comments around it, and takes effect', async () => {
    await yaml.fill('id: answers\nsignal: availability\nbelow: -1 # never\nsummary: Nothing answers\n');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(row('answers')).toContainText(/quiet (?:since|for at least)/);
    expect(fileText()).toContain('  # Always true');
    expect(fileText()).toContain('below: -1 # never');
    expect(fileText()).toContain('- id: unmeasured # nothing measures it');
  });

  await test.step('a new one is added, found by the palette, and removed again', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('try a new rule');
    await page.keyboard.press('Enter');
    await yaml.fill('id: second\nsignal: availability\nbelow: 2\n');
    await page.getByRole('button', { name: 'Save and start' }).click();
    await expect(row('second')).toContainText('firing since');
    await page.getByRole('link', { name: 'second', exact: true }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await expect(row('unmeasured')).toBeVisible();
    await expect(row('second')).toHaveCount(0);
    expect(fileText()).not.toContain('second');
    const raised = async () => (await vigil.alerts()).alerts.filter(({ name }) => name === 'second');
    expect(await raised()).not.toEqual([]);
    // With the next look at the rules.
    await expect
      .poll(async () =>
        (await raised()).every(({ summary }) => summary.includes('no longer a rule of this Vigil')),
      )
      .toBe(true);
  });

  await test.step('nothing is wider than a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
    await openView(page, vigil, 'rules/answers');
    await expect(yaml).toBeVisible();
    await expect.poll(() => sidewaysPx(page)).toEqual([0, 0]);
  });
});

test('the rules of a file are tried from a terminal, over the log of the running Vigil', async () => {
  const told = await promisify(execFile)(process.execPath, [
    serveFile,
    'rules',
    'preview',
    vigil.configFile,
    '--rule',
    'answers',
    '--url',
    vigil.url,
  ]);
  expect(told.stdout).toMatch(/^answers: availability below .*\n {2}It would (?:not )?have fired/);
  const busy = await promisify(execFile)(process.execPath, [
    serveFile,
    'rules',
    'preview',
    vigil.configFile,
    '--data-dir',
    vigil.dataDir,
  ]).catch((error: { readonly stderr: string; readonly code: number }) => error);
  expect(busy.stderr).toContain('ask it, with --url');
});

test('nasty names come through rules and their preview as text: nothing runs, overflows or turns around', async ({
  page,
}) => {
  page.on('dialog', (dialog) => expect.soft(dialog.message()).toBe('no dialog'));
  // Words of a rule are short, and whole characters; every kind of nastiness is among them.
  const nasty = hostileLabels.filter((label) => label.length <= 200 && label.isWellFormed());
  const services = nasty.filter((_, index) => index % 3 === 0);
  const stream = await startSocketServer([
    {
      event: 'measurements',
      everyMs: 500,
      payload: () => ({ items: services.map((svc) => ({ svc, pop: 'eu-west-1', ms: 90, ts: Date.now() })) }),
    },
  ]);
  const told = await startVigil({
    config: {
      ...streamConfig(stream),
      objectives: [],
      rules: [
        { id: 'everywhere', signal: 'latency_p95', above: 0.01 },
        ...nasty
          .filter((_, index) => index % 2 === 0)
          .map((summary, index) => ({
            id: `rule-${index}`,
            signal: 'latency_p95',
            above: 0.01,
            services: [services[index % services.length]],
            labels: { team: summary },
            summary,
          })),
      ],
    },
  });
  await openView(page, told, 'rules');
  const everywhere = page.getByRole('listitem').filter({ hasText: 'everywhere' });
  await expect(everywhere).toContainText(new RegExp(`firing since .*, in ${services.length} of`));
  expect.soft(await hostileFindings(page), 'list').toEqual([]);

  await page.getByRole('link', { name: 'everywhere', exact: true }).click();
  await page.getByRole('button', { name: 'Try over the last week' }).click();
  const report = page.getByRole('region', { name: 'What it would have done' });
  await expect(report.getByRole('row')).toHaveCount(services.length + 1);
  expect.soft(await hostileFindings(page), 'preview').toEqual([]);

  await openView(page, told, 'rules/rule-0');
  await expect(page.getByLabel(/^The rule, as it stands/)).toHaveValue(/summary/);
  expect.soft(await hostileFindings(page), 'one rule').toEqual([]);
  await page.close();
  await Promise.all([told.stop(), stream.stop()]);
});
