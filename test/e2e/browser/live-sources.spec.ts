/**
 * The promises as a person sees them: a real Prometheus with exporters and a real socket.io server behind a real
 * Vigil, in a real browser. The tests follow each other on one estate.
 */
import type { Page } from '@playwright/test';
import {
  DUBLIN,
  EDGE,
  type Estate,
  estateConfig,
  MACHINE,
  startEstate,
  VIRGINIA,
} from '../../fixtures/estate.ts';
import { textAnswer } from '../../fixtures/http-server.ts';
import { temporaryFolder } from '../../fixtures/machine.ts';
import { startVigil, type VigilProcess } from '../../fixtures/vigil-process.ts';
import { contentOf, expect, openView, test } from '../support/browser-test.ts';
import { greenPixels, readMatrix, type SpokenCell } from '../support/matrix.ts';
import { recordedMoments, recordMoments } from '../support/moments.ts';

const NOTICED_MS = 10_000;
const LIVE_AGAIN_MS = 30_000;
const ALIVE_MS = 5_000;
/** The page itself notices that Vigil is gone: five seconds of silence at most, then its next tick. */
const SILENCE_NOTICED_MS = 6_500;

test.describe.configure({ mode: 'serial' });

let estate: Estate;
let vigil: VigilProcess;
const dataDir = temporaryFolder('e2e');
const begin = (port = 0): Promise<VigilProcess> =>
  startVigil({
    config: { ...estateConfig(estate), wall: { dwell: '3s', scenes: ['map', 'matrix', 'alerts'] } },
    dataDir,
    port,
  });

test.beforeAll(async () => {
  estate = await startEstate();
  vigil = await begin();
});
test.afterAll(async () => {
  await vigil?.stop();
  await estate?.stop();
});

const live = (page: Page) => page.locator('header').getByText('LIVE', { exact: true });
const cached = (page: Page) => page.locator('header').getByText(/^CACHED/);

/** State by place, as spoken. */
async function states(page: Page): Promise<Readonly<Record<string, string>>> {
  const cells = await readMatrix(page);
  return Object.fromEntries(
    cells.map(({ service, region, state, past }) => [
      `${service} in ${region}`,
      past ? `was ${state}` : state,
    ]),
  );
}

const everyPlace = [DUBLIN, VIRGINIA, MACHINE, EDGE].map(({ service, region }) => `${service} in ${region}`);
const all = (state: string) => Object.fromEntries(everyPlace.map((place) => [place, state]));

async function expectAllOk(page: Page, timeout = LIVE_AGAIN_MS): Promise<void> {
  await expect(live(page)).toBeVisible({ timeout });
  await expect.poll(() => states(page), { timeout }).toEqual(all('ok'));
  await expect.poll(() => greenPixels(page), { message: 'healthy cells are green' }).toBeGreaterThan(0);
}

test.describe('numbers', () => {
  const metrics: Readonly<Record<string, string>> = {
    'p95 latency': 'probe_duration_seconds',
    'load 1m': 'node_load1',
    'memory available': 'node_memory_MemAvailable_bytes',
  };
  const inBaseUnit: Readonly<Record<string, number>> = { '': 1, ms: 0.001, s: 1, GB: 1e9, MB: 1e6 };

  /** What Prometheus has for the very second the page names, and what the page says, apart by more than its rounding. */
  async function disagreement({
    label,
    number,
    unit,
    service,
    region,
    sampledAt,
  }: SpokenCell): Promise<string | null> {
    const second = Date.parse(`${new Date().toISOString().slice(0, 10)}T${sampledAt}Z`);
    const selector = `${metrics[label]}{service="${service}",region="${region}"}`;
    const [sample] = await estate.prometheus.query(selector, second + 999);
    if (sample === undefined) return `${selector}: Prometheus knows nothing`;
    const scale = inBaseUnit[unit] ?? Number.NaN;
    const lastDigit = 10 ** -(number.split('.')[1]?.length ?? 0);
    const off = Math.abs(Number(number) - sample.value / scale);
    return off <= lastDigit * 0.500_001
      ? null
      : `${selector}: ${number} ${unit} on screen, ${sample.value} in Prometheus`;
  }

  test('on screen are those that Prometheus answers, and those the stream sent', async ({ page }) => {
    await openView(page, vigil, 'overview');
    await expectAllOk(page);
    await expect(async () => {
      const cells = await readMatrix(page);
      const ofPrometheus = cells.filter(({ sourceId }) => sourceId === 'prom');
      expect(ofPrometheus).toHaveLength(3);
      expect((await Promise.all(ofPrometheus.map(disagreement))).filter((words) => words !== null)).toEqual(
        [],
      );
      expect(cells.find(({ sourceId }) => sourceId === 'edge')).toMatchObject({
        ...EDGE,
        number: '84',
        unit: 'ms',
      });
    }).toPass({ timeout: 20_000 });
  });
});

test('the promise is reported with what was observed of it', async ({ page }) => {
  await openView(page, vigil, 'sla');
  const main = page.locator('main');
  await expect(main).toContainText(/1 promise/);
  const row = main.getByRole('row').filter({ hasText: 'checkout' });
  await expect(row).toContainText('99.90');
  // Vigil has only just begun to watch: it must not claim a month that was kept.
  await expect(row).toContainText(/too little observed/);
  await expect(row).not.toContainText(/\bmet\b/);
});

test.describe('alerts', () => {
  const alarm = { name: 'EdgeErrors', severity: 'critical', svc: EDGE.service, pop: EDGE.region };

  test('of a Prometheus rule and of the stream stand in one feed, and resolve', async ({ page }) => {
    await openView(page, vigil, 'alerts');
    const feed = page.locator('main').getByLabel('Firing alerts');
    const rule = feed.getByText('checkout does not answer in us-east-1').first();
    const streamed = feed.getByText('One request in ten fails.').first();
    estate.virginia.answerWith(textAnswer(503, 'closed'));
    estate.stream.send('alarm', { ...alarm, state: 'firing', text: 'One request in ten fails.' });
    await expect(rule).toBeVisible({ timeout: 20_000 });
    await expect(streamed).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('2');
    await expect(page.getByRole('navigation', { name: 'Views' })).toContainText(/2\s*firing/);

    estate.virginia.answerWith(textAnswer(200, 'open'));
    estate.stream.send('alarm', { ...alarm, state: 'resolved' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^No alert is firing/, {
      timeout: 20_000,
    });
    await expect(rule).toHaveCount(0);
    await expect(streamed).toHaveCount(0);
    await page.getByText('History', { exact: true }).click();
    const history = page.locator('main').getByRole('list', { name: 'Alert history' });
    // The newest of each: a busy machine may have missed a probe before, and then that stands here as well.
    for (const words of ['checkout does not answer in us-east-1', 'One request in ten fails.'])
      await expect(history.getByRole('listitem').filter({ hasText: words }).first()).toHaveText(
        /to \d\d:\d\d/,
      );
  });

  test('with hostile words stay words', async ({ page }) => {
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await openView(page, vigil, 'alerts');
    const hostile = '<img src=x onerror=alert(1)>';
    const text = `${hostile} \u202Egnp.exe`;
    estate.stream.send('alarm', { ...alarm, state: 'firing', text });
    await expect(page.locator('main').getByText(hostile).first()).toBeVisible();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(dialogs).toBe(0);
    estate.stream.send('alarm', { ...alarm, state: 'resolved' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^No alert is firing/);
  });
});

test.describe('a source whose plug is pulled', () => {
  for (const { id, plug, gone, kept } of [
    {
      id: 'prom',
      plug: () => estate.prometheus,
      gone: [DUBLIN, VIRGINIA, MACHINE],
      kept: [EDGE],
    },
    {
      id: 'edge',
      plug: () => ({ kill: () => estate.stream.stop(), start: () => estate.stream.start() }),
      gone: [EDGE],
      kept: [DUBLIN, VIRGINIA, MACHINE],
    },
  ]) {
    test(`${id} is named, its cells lose their green, the other stays live; plugged in it comes back by itself`, async ({
      page,
      context,
    }) => {
      await openView(page, vigil, 'overview');
      await expectAllOk(page);
      const greenBefore = await greenPixels(page);
      const sources = await context.newPage();
      await openView(sources, vigil, 'sources');
      const row = contentOf(sources, 'sources').getByRole('listitem').filter({ hasText: id }).first();
      await expect(row).toContainText(/live since/);

      await plug().kill();
      const pulledAtMs = performance.now();
      // A source that was one region is told as that region, with the source's name in the reason.
      const named = new RegExp(`${id} does not answer|unreachable ?${id}: `);
      const left = (): number => Math.max(1, NOTICED_MS - (performance.now() - pulledAtMs));
      await Promise.all([
        expect(row).toContainText(/unreachable/, { timeout: left() }),
        expect(page.locator('main')).toContainText(named, { timeout: left() }),
        expect(page.locator('header')).toContainText('1 of 2 sources live', { timeout: left() }),
        expect
          .poll(() => states(page), { timeout: left() })
          .toEqual({
            ...Object.fromEntries(
              gone.map(({ service, region }) => [`${service} in ${region}`, 'unreachable']),
            ),
            ...Object.fromEntries(kept.map(({ service, region }) => [`${service} in ${region}`, 'ok'])),
          }),
      ]);
      const cells = await readMatrix(page);
      for (const cell of cells.filter(({ sourceId }) => sourceId === id))
        expect(cell).toMatchObject({
          last: true,
          number: expect.stringMatching(/\d/),
          age: expect.stringMatching(/\d+\s\S+ old/),
        });
      await openView(sources, vigil, 'services');
      for (const { service } of gone)
        await expect(
          contentOf(sources, 'services').getByRole('row').filter({ hasText: service }),
        ).toContainText('unreachable');
      await openView(sources, vigil, 'sources');
      // The rest of the picture is still live, and still green.
      await expect(live(page)).toBeVisible();
      const green = await greenPixels(page);
      expect(green).toBeGreaterThan(0);
      expect(green).toBeLessThan(greenBefore);

      await plug().start();
      await expect(row).toContainText(/live since/, { timeout: LIVE_AGAIN_MS });
      await expectAllOk(page);
      await sources.close();
    });
  }
});

test.describe('Vigil itself', () => {
  test.beforeEach(({ complaints }) =>
    complaints.forgive(/WebSocket|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/),
  );

  async function expectMemory(page: Page): Promise<void> {
    await expect(cached(page)).toBeVisible({ timeout: SILENCE_NOTICED_MS });
    await expect(live(page)).toHaveCount(0);
    await expect(page.locator('header')).toContainText('Vigil does not answer');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('All 3 services were ok');
    expect(await states(page)).toEqual(all('was ok'));
    await expect.poll(() => greenPixels(page), { message: 'nothing is green any more' }).toBe(0);
  }

  test('killed: an open page says CACHED, dims, and is live again by itself', async ({ page }) => {
    await openView(page, vigil, 'overview');
    await expectAllOk(page);
    const { port } = vigil;
    await vigil.kill();
    await expectMemory(page);
    vigil = await begin(port);
    await expectAllOk(page);
  });

  test('hanging: silence counts as gone although the connection stands', async ({ page }) => {
    await openView(page, vigil, 'overview');
    await expectAllOk(page);
    process.kill(vigil.pid, 'SIGSTOP');
    try {
      await expectMemory(page);
    } finally {
      process.kill(vigil.pid, 'SIGCONT');
    }
    await expectAllOk(page);
  });
});

test('a start without network paints the last picture first, CACHED and dimmed, and goes live by itself', async ({
  page,
}) => {
  await openView(page, vigil, 'overview');
  await expectAllOk(page);
  const before = await readMatrix(page);
  await page.goto('about:blank');
  await vigil.stop();
  await Promise.all([estate.prometheus.kill(), estate.stream.stop()]);
  vigil = await begin();

  await recordMoments(page);
  await page.goto(`${vigil.url}/#/overview`);
  await expect(cached(page)).toHaveText(/^CACHED \d+\s(?:s|min) old$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All 3 services were ok');
  const said = await recordedMoments(page);
  expect(said.map(({ moment }) => moment)).not.toContain('LIVE');
  const first = said.find(({ headline }) => headline !== '');
  expect(first).toMatchObject({ moment: 'CACHED', headline: 'All 3 services were ok' });
  expect(first?.atMs).toBeLessThan(ALIVE_MS);
  await expect(page.locator('main')).toContainText(/Nothing has been seen since \d\d:\d\d:\d\d/);
  await expect(page.locator('header')).toContainText('0 of 2 sources live');
  const remembered = await readMatrix(page);
  const place = ({ service, region, label, sourceId }: SpokenCell) => ({ service, region, label, sourceId });
  expect(remembered.map(place)).toEqual(before.map(place));
  for (const cell of remembered) expect(cell).toMatchObject({ state: 'ok', past: true, last: true });
  expect(remembered.find(({ sourceId }) => sourceId === 'edge')).toMatchObject({ number: '84', unit: 'ms' });
  expect(await greenPixels(page)).toBe(0);
  for (const view of ['map', 'alerts', 'services', 'sources', 'wall']) {
    await openView(page, vigil, view);
    await expect(page.getByText(/^CACHED/).first()).toBeVisible();
    await expect(page.getByText('LIVE', { exact: true })).toHaveCount(0);
  }

  await openView(page, vigil, 'overview');
  await Promise.all([estate.prometheus.start(), estate.stream.start()]);
  await expectAllOk(page);
});

test('the wall turns its scenes by itself', async ({ page }) => {
  await openView(page, vigil, 'wall');
  const wall = page.locator('#root');
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        seen.add((await wall.locator('[data-scene]').first().getAttribute('data-scene')) ?? '');
        return seen.size;
      },
      { timeout: 20_000 },
    )
    .toBe(3);
});
