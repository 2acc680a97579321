import { readFile } from 'node:fs/promises';
import { hostileLabels } from '../../builders/hostile-labels.ts';
import { expect } from '../support/browser-test.ts';
import { openStory, test } from '../support/harness.ts';
import { hostileFindings, watchCanvases } from '../support/hostile-sinks.ts';

/** Pages that have no heading of their own or open something first come in steps of their own. */
const views = ['overview', 'map', 'alerts', 'services', 'sla', 'sources'] as const;
/** Labels whose service page is opened: one of each kind of nastiness. */
const opened = [32, 43, 46, 73];

test('two hundred nasty labels come through every sink as text: nothing runs, overflows or turns around', async ({
  page,
  harness,
}) => {
  test.setTimeout(120_000);
  expect(new Set(hostileLabels).size).toBe(200);
  await watchCanvases(page);
  page.on('dialog', (dialog) => expect.soft(dialog.message()).toBe('no dialog'));

  for (const view of views)
    await test.step(view, async () => {
      await openStory(page, harness, view, 'hostile&still');
      expect.soft(await hostileFindings(page), view).toEqual([]);
    });

  await test.step('matrix and map under the pointer', async () => {
    await openStory(page, harness, 'map', 'hostile&still');
    const box = await page.locator('main canvas').first().boundingBox();
    if (box === null) throw new Error('The map has no place.');
    for (const share of [0.3, 0.6]) {
      await page.mouse.move(box.x + box.width * share, box.y + box.height * 0.45);
      expect.soft(await hostileFindings(page), `map at ${share}`).toEqual([]);
    }
  });

  await test.step('service pages, their charts, tables, read-outs and forms', async () => {
    for (const index of opened) {
      const label = hostileLabels[index] ?? '';
      await openStory(page, harness, `services/${encodeURIComponent(label.toWellFormed())}`, 'hostile&still');
      await expect(page.locator('section[aria-label="Latency"]')).toBeVisible();
      await page.getByRole('slider', { name: 'Moment to read the charts at' }).focus();
      await page.keyboard.press('ArrowLeft');
      await page.getByRole('button', { name: 'Latency as a table' }).click();
      expect.soft(await hostileFindings(page), label).toEqual([]);
    }
  });

  await test.step('the wall', async () => {
    await page.goto(`${harness.url}?hostile&still#/wall`);
    await expect(page.locator('#root')).not.toBeEmpty();
    expect.soft(await hostileFindings(page), 'wall').toEqual([]);
  });

  await test.step('the palette', async () => {
    await openStory(page, harness, 'overview', 'hostile&still');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /go to a service/i }).fill('script');
    await expect(page.locator('dialog').getByRole('option').first()).toBeVisible();
    expect.soft(await hostileFindings(page), 'palette').toEqual([]);
    await page.keyboard.press('Escape');
  });

  await test.step('CSV: no cell is a formula, and every label is there', async () => {
    await openStory(page, harness, 'services', 'hostile&still');
    await page.getByRole('button', { name: 'Export the services' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV', exact: true }).first().click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv.match(/(?:^|,)"[=+\-@\t\r＝＠]/gm)).toBeNull();
    expect(csv).toContain('<script>window.pwned=1</script>');
    expect(csv).toContain('שלום');
  });
});
