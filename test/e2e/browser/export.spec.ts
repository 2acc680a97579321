/**
 * What is on screen, in a file: the built interface in a real browser under its strict policy. The numbers of a live
 * fleet move, so most is compared on a page whose Vigil is out of reach: its picture stands still, and the files must
 * come without it.
 */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import type { Unit } from '../../../shared/domain/signal.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { type FaultProxy, startFaultProxy } from '../../faults/fault-proxy.ts';
import { startSocketServer } from '../../fixtures/socket-server.ts';
import { startVigil } from '../../fixtures/vigil-process.ts';
import { seriousFindings, switchTheme } from '../support/audit.ts';
import { test as base, contentOf, expect, openView, unspeakable } from '../support/browser-test.ts';
import { readMatrix } from '../support/matrix.ts';
import { steadyStreams, streamConfig } from '../support/stream-config.ts';

type View = 'overview' | 'map' | 'alerts' | 'services' | 'sla' | 'sources';
type Row = Readonly<Record<string, string>>;

/** Nothing here is about how soon a page notices; a busy machine may take its time. */
const NOTICED_MS = 30_000;

/** The quiet button of a view, or of one of its tables. */
function exportButton(page: Page, name: string | RegExp): Locator {
  return page.locator('main').getByRole('button', { name, exact: true }).first();
}

/** Chooses a format of a table and returns what was downloaded. */
async function download(
  page: Page,
  button: string,
  format: 'CSV' | 'CSV for Excel' | 'JSON',
  table?: string,
): Promise<{ readonly name: string; readonly text: string }> {
  await exportButton(page, button).click();
  const menu = page.getByRole('menu', { name: button });
  const group = table === undefined ? menu : menu.getByRole('group', { name: table });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    group.getByRole('menuitem', { name: format, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

/** Another program's reading of a CSV file, by the titles of its columns. */
function read(csv: string): readonly Row[] {
  expect(csv).not.toMatch(unspeakable);
  return parse(csv, { columns: true, record_delimiter: '\r\n', bom: true });
}

async function table(page: Page, button: string, name?: string): Promise<readonly Row[]> {
  return read((await download(page, button, 'CSV', name)).text);
}

function said(row: Row, value: string, unit: Unit): string {
  return formatQuantity(Number(row[value]), unit);
}

/** A demo that has only just begun is still making up its past, and learns from it what is usual. */
const BEGUN_MS = 60_000;

/**
 * Opens a view of the demo and, once it has rows to show, cuts its wire: from then on it shows what it remembers, and does
 * not move.
 */
const test = base.extend<{ still: (view: View, rows: (page: Page) => Locator) => Promise<Page> }>({
  still: async ({ context, demo, complaints }, use) => {
    complaints.forgive(/WebSocket|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
    const wires: FaultProxy[] = [];
    await use(async (view, rows) => {
      const wire = await startFaultProxy({ kind: 'pass', port: Number(new URL(demo.url).port) });
      wires.push(wire);
      const page = await context.newPage();
      const writers = page.waitForResponse(/\/export-file-[\w-]+\.js$/);
      await openView(page, { url: `http://127.0.0.1:${wire.port}` }, view);
      await expect(exportButton(page, /^Export/)).toBeVisible();
      // The page fetches what writes files while Vigil still answers: a moment after the view.
      await (await writers).finished();
      await expect(rows(page)).not.toHaveCount(0, { timeout: BEGUN_MS });
      await wire.become({ kind: 'refuse' });
      await expect(page.locator('header').getByText(/^CACHED/)).toBeVisible({ timeout: NOTICED_MS });
      return page;
    });
    await Promise.all(wires.map((wire) => wire.stop()));
  },
});

const linesOf = (page: Page) => page.locator('main tbody tr');
const alertsOf = (page: Page) => page.locator('main [data-alert]');
const worstOf = (page: Page) => page.getByRole('complementary').locator('li button > [aria-label]');
const sourcesOf = (page: Page) => page.locator('main li');
const matrixOf = (page: Page) => page.getByRole('application');

test.describe('a picture that stands still', () => {
  test('every cell of the matrix is in the file with its state, number, source and clock', async ({
    still,
  }) => {
    const page = await still('overview', matrixOf);
    const { name, text } = await download(page, 'Export the matrix', 'CSV');
    expect(name).toMatch(/^vigil-overview-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.csv$/);
    const shown = read(text).filter((row) => row['Shown in the cell'] === 'yes');
    const byPlace = new Map(shown.map((row) => [`${row['Service name']} in ${row['Region']}`, row]));
    const cells = await readMatrix(page);
    const numbers = cells.filter(({ number }) => number !== '');
    expect(numbers.length).toBeGreaterThan(100);
    for (const cell of numbers) {
      const row = byPlace.get(`${cell.service} in ${cell.region}`) ?? {};
      expect({
        state: row['State'],
        number: said(row, 'Value', (row['Unit'] ?? 'none') as Unit),
        source: row['Source'],
        clock: row['Sampled at']?.slice(11, 19),
      }).toEqual({
        state: cell.state,
        number: cell.unit === '' ? cell.number : `${cell.number}\u00a0${cell.unit}`,
        source: cell.sourceId,
        clock: cell.sampledAt,
      });
    }
  });

  test('the alerts that the filter lets through are in the file, with their labels', async ({ still }) => {
    const page = await still('alerts', alertsOf);
    const firing = await table(page, 'Export the alerts');
    const tab = page.getByRole('tab', { name: /^Firing/ });
    expect(`Firing${firing.length}`).toBe((await tab.innerText()).replaceAll(/\s/g, ''));
    await page.getByRole('button', { name: 'Add filter' }).click();
    await page.keyboard.type('critical');
    await page.keyboard.press('Enter');
    const critical = await table(page, 'Export the alerts');
    expect(critical.map((row) => row['Id']).toSorted()).toEqual(
      firing
        .filter((row) => row['Severity'] === 'critical')
        .map((row) => row['Id'])
        .toSorted(),
    );
    const titles = await page.locator('main [data-alert] bdi').allInnerTexts();
    expect(titles.length).toBeGreaterThan(0);
    expect(critical.map((row) => row['What happened'])).toEqual(expect.arrayContaining(titles));
    await page.getByRole('button', { name: /^Take away severity/ }).click();
    const { notes } = JSON.parse((await download(page, 'Export the alerts', 'JSON')).text);
    expect(notes[0]).toContain('Nothing is known of what happened since.');
  });

  test('the services are in the file in their order, with the numbers of the list', async ({ still }) => {
    const page = await still('services', linesOf);
    const rows = await table(page, 'Export the services');
    const lines = await contentOf(page, 'services').locator('tbody tr').all();
    expect(rows).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) {
      const row = rows[index] ?? {};
      const words = await line.innerText();
      for (const text of [row['Service name'], row['State'], row['Slowest region']])
        expect(words).toContain(text);
      if (row['Slowest p95 (seconds)'] !== '')
        expect(words.replaceAll(/\s/g, '')).toContain(
          said(row, 'Slowest p95 (seconds)', 'seconds').replaceAll(/\s/g, ''),
        );
      expect(row['Slowest p95: sampled at']).toMatch(/^\d{4}-.*Z$/);
    }
  });

  test('the promises are in the file with all digits of what the screen cuts', async ({ still }) => {
    const page = await still('sla', linesOf);
    const rows = await table(page, 'Export all promises');
    const lines = await page.getByRole('region', { name: 'All promises' }).locator('tbody tr').all();
    expect(rows).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) {
      const row = rows[index] ?? {};
      const [number = ''] = /\d+\.\d+(?=\u00a0%)/.exec(await line.locator('td').nth(1).innerText()) ?? [];
      expect(await line.locator('th').innerText()).toBe(row['Service']);
      expect(number).toBe(
        formatPercentCut(Number(row['Availability (ratio)']), number.split('.')[1]?.length ?? 0),
      );
    }
    expect(await table(page, 'Export the days')).toHaveLength(90);
    const months = await table(page, 'Export the months');
    expect(months).toHaveLength(
      await page.getByRole('complementary').locator('tbody tr', { hasText: '%' }).count(),
    );
  });

  test('the sources are in the file, and so is the map', async ({ still }) => {
    const list = await still('sources', sourcesOf);
    const sources = await table(list, 'Export the sources');
    const words = await contentOf(list, 'sources').innerText();
    expect(sources.length).toBeGreaterThan(2);
    for (const row of sources) {
      expect(words).toContain(row['Source']);
      expect(words).toContain(row['Address']);
    }
    const map = await still('map', worstOf);
    const worst = await worstOf(map).all();
    const names = await Promise.all(worst.map((one) => one.getAttribute('aria-label')));
    const routes = await table(map, 'Export the map', 'Routes, furthest from normal first');
    expect(names.length).toBeGreaterThan(0);
    expect(routes.slice(0, names.length).map((row) => `${row['From']} to ${row['To']}`)).toEqual(names);
    const regions = await table(map, 'Export the map', 'Regions');
    const pairs = await table(map, 'Export the map', 'Region to region, all pairs');
    expect(pairs).toHaveLength(regions.length * (regions.length - 1));
  });

  test('JSON says that the picture is remembered, since when, and how exact its numbers are', async ({
    still,
  }) => {
    const page = await still('overview', matrixOf);
    // Its clock goes on by the second.
    await expect(page.locator('header').getByText(/^CACHED [1-9]\d*\ss old$/)).toBeVisible();
    const { name, text } = await download(page, 'Export the matrix', 'JSON');
    const file = JSON.parse(text);
    expect(file.moment.mode).toBe('cached');
    expect(Date.parse(file.moment.agesCountedTo)).toBeGreaterThan(Date.parse(file.moment.at));
    expect(name).toBe(`vigil-overview-${file.moment.at.replace(/\.\d+/, '').replaceAll(':', '-')}.json`);
    expect(file.source).toMatchObject({ program: 'Vigil', demo: true });
    const excel = await download(page, 'Export the matrix', 'CSV for Excel');
    expect(excel.text.startsWith('\ufeff"Service"')).toBe(true);
    const rows = read(excel.text);
    expect(rows).toHaveLength(file.rows.length);
    expect(rows.map((row) => (row['Value'] === '' ? null : Number(row['Value'])))).toEqual(
      file.rows.map(({ value }: { value: number | null }) => value),
    );
  });
});

test.describe('a live service page', () => {
  const SERVICE = 'checkout';

  test('has every sample behind its charts in the file, more than it draws', async ({ page, demo }) => {
    await openView(page, demo, `services/${SERVICE}`);
    const region = await page.getByLabel('Region of the charts').inputValue();
    await page.getByRole('radio', { name: 'Table' }).click();
    const lines = contentOf(page, 'services')
      .locator('table', { hasText: 'p50 latency' })
      .locator('tbody tr');
    // A demo that has only just begun is still making up its past.
    await expect
      .poll(() => lines.filter({ hasNotText: 'not recorded' }).count(), { timeout: NOTICED_MS })
      .toBeGreaterThan(10);
    const drawn = await lines.evaluateAll((all) =>
      all.map((line) => [...line.children].slice(0, 2).map((cell) => (cell as HTMLElement).innerText)),
    );
    const { name, text } = await download(page, 'Export this page', 'CSV', 'Samples of the charts');
    expect(name).toMatch(new RegExp(`^vigil-service-${SERVICE}-${region}-samples-\\d.*Z\\.csv$`));
    const rows = read(text);
    expect(rows.length).toBeGreaterThan(drawn.length);
    const samples = new Set(
      rows.map(
        (row) => `${row['Sampled at']?.slice(11, 19)} ${said(row, 'p50 latency (seconds)', 'seconds')}`,
      ),
    );
    const values = drawn.filter(([, value]) => value !== 'not recorded');
    expect(values.length).toBeGreaterThan(10);
    expect(values.map((one) => one.join(' ')).filter((one) => !samples.has(one))).toEqual([]);
    const times = rows.map((row) => Date.parse(row['Sampled at'] ?? ''));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('has the states of all its regions in the file', async ({ page, demo }) => {
    await openView(page, demo, `services/${SERVICE}`);
    const rows = await table(page, 'Export this page', 'States by region');
    const { services } = await demo.health();
    const regions = services.find(({ id }) => id === SERVICE)?.regions ?? [];
    const recorded = rows.filter((row) => row['State'] !== 'not recorded');
    expect(new Set(recorded.map((row) => row['Region']))).toEqual(new Set(regions.map(({ id }) => id)));
    for (const row of rows)
      expect(Number(row['Lasted (seconds)'])).toBe(
        (Date.parse(row['To'] ?? '') - Date.parse(row['From'] ?? '')) / 1_000,
      );
  });

  test('says in words why an export is not possible, and offers it again', async ({ page, complaints }) => {
    complaints.forgive(/WebSocket|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/);
    const stream = await startSocketServer(steadyStreams);
    const vigil = await startVigil({ config: streamConfig(stream) });
    await openView(page, vigil, `services/${SERVICE}`);
    // The charts come in a piece of their own; without it there is no page to export from.
    await expect(page.locator('main svg.recharts-surface').first()).toBeVisible();
    await Promise.all([vigil.kill(), stream.stop()]);
    await expect(page.locator('header').getByText(/^CACHED/)).toBeVisible({ timeout: NOTICED_MS });
    await exportButton(page, 'Export this page').click();
    await page
      .getByRole('group', { name: 'Samples of the charts' })
      .getByText('CSV', { exact: true })
      .click();
    await expect(page.locator('main').getByRole('status').filter({ hasText: /Vigil/ })).toHaveCount(1);
    await expect(exportButton(page, 'Export this page')).toBeEnabled();
  });
});

test.describe('the menu', () => {
  test('is reached and left by keyboard alone', async ({ page, demo }) => {
    await openView(page, demo, 'overview');
    const button = exportButton(page, 'Export the matrix');
    const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(item('CSV')).toBeFocused();
    await expect(button).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowUp');
    await expect(item('JSON')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(item('CSV')).toBeFocused();
    await page.keyboard.press('End');
    await expect(item('JSON')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(button).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(item('CSV')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await button.focus();
    await page.keyboard.press('Space');
    await expect(item('CSV')).toBeFocused();
    await page.keyboard.press('Home');
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    await expect(page.locator('main').getByRole('status').filter({ hasText: 'exported' })).toHaveCount(1);
    await expect(button).toBeFocused();
  });

  for (const view of ['map', 'sla'] as const) {
    const theme = view === 'map' ? 'dark' : 'light';
    test(`axe finds nothing serious in the open menu of ${view}, ${theme}`, async ({ page, demo }) => {
      await openView(page, demo, view);
      await switchTheme(page, theme);
      await page
        .locator('main')
        .getByRole('button', { name: /^Export/ })
        .first()
        .click();
      await expect(page.getByRole('menu')).toBeVisible();
      expect(await seriousFindings(page, ['[role="menu"]', '[aria-haspopup="menu"]'])).toEqual([]);
    });
  }

  test('stays inside a narrow window, and off paper', async ({ page, demo }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    for (const view of ['overview', 'map', 'alerts', 'services', 'sla', 'sources'] as const) {
      await openView(page, demo, view);
      const button = page
        .locator('main')
        .getByRole('button', { name: /^Export/ })
        .first();
      await button.click();
      const box = await page.getByRole('menu').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
      await page.keyboard.press('Escape');
      await page.emulateMedia({ media: 'print' });
      await expect(page.locator('main').getByRole('button', { name: /^Export/ })).toHaveCount(0);
      await page.emulateMedia({ media: 'screen' });
    }
  });
});
