import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import type { BenchLine } from './bench-line.ts';
import { buildPages, launchBrowser, mainThreadMs, openMeter, openPage, servePages } from './browser.ts';
import { median } from './median.ts';

/** Each kind is loaded so often; the kinds take turns, so that a busy moment of the machine hits them all. */
const LOADS = 3;
const UPDATES = 60;
/** Of which so many are not counted: they compile what is drawn. */
const WARM_UP_UPDATES = 10;
/** The slowest libraries get through fewer updates. */
const BUDGET_MS = 3_000;

/** By the name in the page's address. */
const kinds = {
  canvas: 'plain canvas',
  vigil: 'tile made of Vigil’s drawing functions',
  uplot: 'uPlot',
  chartjs: 'Chart.js',
  echarts: 'ECharts',
  recharts: 'Recharts',
} as const;
type Kind = keyof typeof kinds;

interface Load {
  readonly paintedMs: number;
  readonly updateMs: number;
}

async function measure(browser: Browser, url: string): Promise<Load> {
  const page = await openPage(browser);
  await page.goto(url);
  await page.waitForFunction(() => window.chartWall !== undefined);
  const paintedMs = await page.evaluate(() => window.chartWall.paintedAtMs);
  const run = (updates: number): Promise<number> =>
    page.evaluate(([count, budgetMs]) => window.chartWall.run(count, budgetMs), [
      updates,
      BUDGET_MS,
    ] as const);
  await run(WARM_UP_UPDATES);
  const meter = await openMeter(page);
  const beforeMs = await mainThreadMs(meter);
  const updates = await run(UPDATES);
  const updateMs = ((await mainThreadMs(meter)) - beforeMs) / updates;
  await page.close();
  return { paintedMs, updateMs };
}

/** P1: main-thread time of one update of a wall of 60 charts, beside plain canvas and what people would pick. */
export async function benchWall(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  await buildPages('wall-page', ['index.html'], directory);
  const pages = await servePages(directory);
  const browser = await launchBrowser();
  const loads = new Map<Kind, Load[]>();
  try {
    for (let load = 0; load < LOADS; load += 1)
      for (const kind of Object.keys(kinds) as Kind[]) {
        const measured = await measure(browser, `${pages.url}/index.html?kind=${kind}`);
        loads.set(kind, [...(loads.get(kind) ?? []), measured]);
      }
  } finally {
    await browser.close();
    await pages.stop();
    await rm(directory, { recursive: true, force: true });
  }
  const of = (kind: Kind, what: keyof Load): number =>
    median((loads.get(kind) ?? []).map((load) => load[what]));
  const limitMs = of('canvas', 'updateMs');
  return (Object.keys(kinds) as Kind[])
    .filter((kind) => kind !== 'canvas')
    .map((kind) => ({
      name: `wall of 60 charts × 4 lines × 300 points, ${kinds[kind]}: main thread per update`,
      value: of(kind, 'updateMs'),
      unit: 'ms',
      limit: `${kind === 'vigil' ? 'of 1.5; ' : ''}plain canvas ${limitMs.toFixed(2)} ms. First paint ${of(kind, 'paintedMs').toFixed(0)} ms, plain canvas ${of('canvas', 'paintedMs').toFixed(0)} ms`,
      ratio: of(kind, 'updateMs') / limitMs,
    }));
}
