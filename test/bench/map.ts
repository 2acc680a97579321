import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { frameBaselineAnswers } from '../builders/frame-baselines.ts';
import { networkFrame } from '../builders/wall-trials.ts';
import type { BenchLine } from './bench-line.ts';
import {
  buildPages,
  launchBrowser,
  openPage,
  piecesFetched,
  processesOf,
  type Served,
  servePages,
} from './browser.ts';
import { serveFrames } from './frame-server.ts';
import { traceTasks } from './main-thread.ts';
import { median } from './median.ts';
import { cpuSeconds } from './process-usage.ts';

const REGIONS = 60;
const ROUTES = 600;
/** Updates come once a second. */
const WARM_UP_SECONDS = 4;
const SECONDS = 10;
/** The two pages take turns, so that a busy moment of the machine hits both. */
const RUNS = 3;

interface Spent {
  /** Everything the main thread did, milliseconds per update: script, style, layout, paint and the pixels of canvases. */
  readonly mainMs: number;
  /** The part of it that was JavaScript. */
  readonly scriptMs: number;
  /** All threads of the page's process, without what a trace costs; no other page is open. */
  readonly processMs: number;
}

/** What a page spends per second, after it has settled. */
async function measure(browser: Browser, page: Page): Promise<Spent> {
  const pass = (): Promise<void> => page.waitForTimeout(SECONDS * 1_000);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const scriptSeconds = async (): Promise<number> =>
    (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')
      ?.value ?? Number.NaN;
  const renderers = (await processesOf(browser)).filter(({ type }) => type === 'renderer');
  const usedSeconds = (): number => renderers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);
  await page.waitForTimeout(WARM_UP_SECONDS * 1_000);
  const [script, process] = [await scriptSeconds(), usedSeconds()];
  await pass();
  const [scriptAfter, processAfter] = [await scriptSeconds(), usedSeconds()];
  const tasks = await traceTasks(browser, page, pass);
  return {
    mainMs: tasks.reduce((sum, ms) => sum + ms, 0) / SECONDS,
    scriptMs: ((scriptAfter - script) * 1_000) / SECONDS,
    processMs: ((processAfter - process) * 1_000) / SECONDS,
  };
}

/** Counts how often land is filled: the only thing on the map that fills a path made beforehand. */
async function countLand(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const fill = CanvasRenderingContext2D.prototype.fill;
    let count = 0;
    Object.defineProperty(window, 'landFills', { get: () => count });
    CanvasRenderingContext2D.prototype.fill = function (this: CanvasRenderingContext2D, ...given: unknown[]) {
      if (given[0] instanceof Path2D) count += 1;
      return Reflect.apply(fill, this, given);
    } as typeof fill;
  });
  return () => page.evaluate(() => Number(Reflect.get(window, 'landFills')));
}

/** P3: 60 regions and 600 arcs at 1 Hz, all drawn, beside a bare canvas that strokes the same arcs in the same run. */
export async function benchMap(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-map-'));
  const [live, bare] = [join(directory, 'live'), join(directory, 'bare')];
  await buildPages('live-page', ['index.html'], live);
  await buildPages('map-page', ['bare.html'], bare);
  const network = networkFrame(REGIONS, ROUTES);
  const hub = await serveFrames(live, network, frameBaselineAnswers(network));
  const servers: Served[] = [hub];
  const browser = await launchBrowser();
  const [maps, bares]: [Spent[], Spent[]] = [[], []];
  let drawnAgain = 0;
  try {
    const pages = await servePages(bare);
    servers.push(pages);
    hub.play();
    for (let run = 0; run < RUNS; run++) {
      const barePage = await openPage(browser);
      await barePage.goto(`${pages.url}/bare.html`);
      bares.push(await measure(browser, barePage));
      await barePage.close();
      const page = await openPage(browser);
      const landFills = await countLand(page);
      await page.goto(`${hub.url}/index.html#/map`);
      await page.getByRole('button', { name: 'All routes' }).click();
      await page.mouse.move(5, 5);
      await piecesFetched(page);
      const settled = await landFills();
      maps.push(await measure(browser, page));
      drawnAgain += (await landFills()) - settled;
      await page.close();
    }
  } finally {
    await browser.close();
    await Promise.all(servers.map((server) => server.stop()));
    await rm(directory, { recursive: true, force: true });
  }
  const line = (name: string, what: keyof Spent): BenchLine => {
    const [value, limit] = [maps, bares].map((all) => median(all.map((spent) => spent[what]))) as [
      number,
      number,
    ];
    return {
      name: `map, ${REGIONS} regions and ${ROUTES} arcs at 1 Hz, ${name}`,
      value,
      unit: 'ms per update',
      limit: `bare canvas ${limit.toFixed(2)} ms`,
      ratio: value / limit,
    };
  };
  return [
    line('whole main thread', 'mainMs'),
    line('JavaScript', 'scriptMs'),
    line('all threads of the page', 'processMs'),
    { name: `geography drawn again in ${SECONDS * 2 * RUNS} updates`, value: drawnAgain, unit: 'times' },
  ];
}
