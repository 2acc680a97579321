/** A page whose Vigil goes away: what it has fetched by then shows every view, and what it has not comes by itself afterwards. */
import { startFaultProxy } from '../../faults/fault-proxy.ts';
import { deskViews, expect, openView, test } from '../support/browser-test.ts';

test.beforeEach(({ complaints }) => {
  complaints.forgive(/WebSocket|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|preload CSS/);
});

const portOf = ({ url }: { readonly url: string }): number => Number(new URL(url).port);

test('every view of a page that has been open for a while is there without Vigil', async ({ page, demo }) => {
  const wire = await startFaultProxy({ kind: 'pass', port: portOf(demo) });
  // The last of them: what is fetched goes through them one after the other.
  const last = page.waitForResponse(/\/BudgetChart-[\w-]+\.js$/);
  await openView(page, { url: `http://127.0.0.1:${wire.port}` }, 'overview');
  await (await last).finished();
  await expect
    .poll(() =>
      page.evaluate(() =>
        ['AlertChart', 'DigestDialog', 'LatencyMapView', 'ServiceCharts', 'SlaView', 'WallView'].filter(
          (name) => !performance.getEntriesByType('resource').some((one) => one.name.includes(`/${name}-`)),
        ),
      ),
    )
    .toEqual([]);
  await wire.become({ kind: 'refuse' });
  await expect(page.locator('header').getByText(/^CACHED/)).toBeVisible();
  for (const view of [...deskViews.filter((one) => one !== 'overview'), 'services/checkout']) {
    await page.evaluate((hash) => location.assign(hash), `#/${view}`);
    await expect(page.locator('main h1').first(), view).toBeVisible();
    await expect(page.getByText(/This view (is not here yet|could not be)/), view).toHaveCount(0);
  }
  await wire.stop();
});

test('a view that was not fetched says so, and comes when Vigil is back', async ({ page, demo }) => {
  // However long the page takes to open: the map is not fetched by then.
  let isAway = true;
  await page.route(/\/LatencyMapView-/, (route) =>
    isAway ? route.abort('connectionrefused') : route.continue(),
  );
  const wire = await startFaultProxy({ kind: 'pass', port: portOf(demo) });
  await openView(page, { url: `http://127.0.0.1:${wire.port}` }, 'sources');
  await wire.become({ kind: 'refuse' });
  await expect(page.locator('header').getByText(/^CACHED/)).toBeVisible();
  await page.evaluate(() => location.assign('#/map'));
  await expect(page.getByText('This view is not here yet')).toBeVisible();
  isAway = false;
  await wire.become({ kind: 'pass', port: portOf(demo) });
  await expect(page.getByRole('group', { name: 'Zoom' })).toBeVisible();
  await expect(page.locator('header').getByText('LIVE', { exact: true })).toBeVisible();
  await wire.stop();
});

test('a view that Vigil does not have any more asks for a reload, which brings it', async ({
  page,
  demo,
  complaints,
}) => {
  // As after an update: pieces of the page that was opened before have other names now.
  complaints.forgive(/404|dynamically imported module|PieceMissing/);
  const piece = /\/LatencyMapView-[\w-]+\.js$/;
  await page.route(piece, (route) => route.fulfill({ status: 404, body: '' }));
  await openView(page, demo, 'sources');
  await page.evaluate(() => location.assign('#/map'));
  await expect(page.getByText('This view could not be fetched')).toBeVisible();
  await expect(page.locator('header').getByText('LIVE', { exact: true })).toBeVisible();
  await page.unroute(piece);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByRole('group', { name: 'Zoom' })).toBeVisible();
});
