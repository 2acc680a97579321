import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright';
import { build, type InlineConfig, preview } from 'vite';
import { chromiumFlags } from '../fixtures/chromium.ts';
import type { BenchLine } from './bench-line.ts';

const root = fileURLToPath(new URL('map-page', import.meta.url));
/** Updates come once a second. */
const WARM_UP_SECONDS = 4;
const SECONDS = 20;
const viewport = { width: 1600, height: 1000 };

interface MainThread {
  /** Everything the main thread did, and the part of it that was JavaScript; milliseconds per update. */
  readonly taskMs: number;
  readonly scriptMs: number;
}

/** What the main thread of a page spends per second, after it has settled. */
async function mainThreadOf(page: Page): Promise<MainThread> {
  const session = await page.context().newCDPSession(page);
  // Processor time of the thread: what else the machine does in the meantime does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async (): Promise<ReadonlyMap<string, number>> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return new Map(metrics.map(({ name, value }) => [name, value]));
  };
  await page.waitForTimeout(WARM_UP_SECONDS * 1_000);
  const before = await read();
  await page.waitForTimeout(SECONDS * 1_000);
  const after = await read();
  const spent = (name: string): number =>
    (((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1_000) / SECONDS;
  return { taskMs: spent('TaskDuration'), scriptMs: spent('ScriptDuration') };
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

/** P3: 60 regions and 600 arcs at 1 Hz, all drawn, beside a bare canvas that strokes as many arcs in the same run. */
export async function benchMap(): Promise<readonly BenchLine[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'vigil-bench-map-'));
  const inputs = ['index.html', 'bare.html'].map((name) => join(root, name));
  const config: InlineConfig = { configFile: false, logLevel: 'error', root, plugins: [react()] };
  await build({ ...config, build: { outDir, emptyOutDir: true, rolldownOptions: { input: inputs } } });
  const server = await preview({ ...config, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const url = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch({
    executablePath: process.env['VIGIL_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...chromiumFlags],
  });
  try {
    const page = await browser.newPage({ viewport });
    const landFills = await countLand(page);
    await page.goto(`${url}?network#/map`);
    await page.getByRole('button', { name: 'All routes' }).click();
    await page.mouse.move(5, 5);
    const settled = page.waitForTimeout(WARM_UP_SECONDS * 1_000).then(landFills);
    const map = await mainThreadOf(page);
    const drawnAgain = (await landFills()) - (await settled);
    await page.close();
    const barePage = await browser.newPage({ viewport });
    await barePage.goto(`${url}bare.html`);
    const bare = await mainThreadOf(barePage);
    const line = (name: string, value: number, limit: number): BenchLine => ({
      name: `map, 60 regions and 600 arcs at 1 Hz, ${name}`,
      value,
      unit: 'ms per update',
      limit: `bare canvas ${limit.toFixed(2)} ms`,
      ratio: value / limit,
    });
    return [
      line('whole main thread', map.taskMs, bare.taskMs),
      line('JavaScript', map.scriptMs, bare.scriptMs),
      { name: `geography drawn again in ${SECONDS} updates`, value: drawnAgain, unit: 'times' },
    ];
  } finally {
    await browser.close();
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
}
