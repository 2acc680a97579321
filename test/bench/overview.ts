import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags } from '../fixtures/chromium.ts';
import type { BenchLine } from './bench-line.ts';
import { traceTasks } from './main-thread.ts';
import { median, quantile } from './median.ts';

const SECONDS = 10;
const RUNS = 3;
/** What a screen of 60 Hz leaves between two frames. */
const FRAME_MS = 16.7;
const root = fileURLToPath(new URL('overview-page', import.meta.url));

interface Measured {
  /** Main-thread milliseconds per update: script, style, layout and paint. */
  readonly perUpdateMs: number;
  /** How long single tasks kept the main thread. */
  readonly taskMs: readonly number[];
}

async function measure(browser: Browser, url: string): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(url);
  await page.locator('canvas').first().waitFor();
  // The start of the page is not what is measured.
  await page.waitForTimeout(4_000);
  const taskMs = await traceTasks(browser, page, () => page.waitForTimeout(SECONDS * 1_000));
  await page.close();
  return { perUpdateMs: taskMs.reduce((sum, ms) => sum + ms, 0) / SECONDS, taskMs };
}

/** P2: the overview with 6,000 cells, all of them changed once a second, in a production build. */
export async function benchOverview(): Promise<readonly BenchLine[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  process.env['NODE_ENV'] = 'production';
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    base: './',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: ['index.html', 'bare.html'].map((name) => join(root, name)) },
    },
  });
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    root,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const browser = await chromium.launch({
    executablePath: process.env['VIGIL_CHROMIUM'] ?? '/usr/bin/chromium',
    args: chromiumFlags,
  });
  try {
    const url = server.resolvedUrls?.local[0] ?? '';
    const vigil: Measured[] = [];
    const bare: Measured[] = [];
    for (let run = 0; run < RUNS; run++) {
      bare.push(await measure(browser, `${url}bare.html`));
      vigil.push(await measure(browser, `${url}#/overview`));
    }
    const perUpdate = median(vigil.map(({ perUpdateMs }) => perUpdateMs));
    const limit = median(bare.map(({ perUpdateMs }) => perUpdateMs));
    const tasks = vigil.flatMap(({ taskMs }) => taskMs);
    const bareTasks = bare.flatMap(({ taskMs }) => taskMs);
    const longest = quantile(tasks, 1);
    return [
      {
        name: 'overview, 6,000 cells changed at 1 Hz, main thread per update',
        value: perUpdate,
        unit: 'ms',
        limit: `one bare canvas ${limit.toPrecision(3)} ms`,
        ratio: perUpdate / limit,
      },
      {
        name: `longest task of the main thread in ${SECONDS * RUNS} s`,
        value: longest,
        unit: 'ms',
        limit: `a frame of ${FRAME_MS} ms (bare canvas ${quantile(bareTasks, 1).toPrecision(3)} ms)`,
        ratio: longest / FRAME_MS,
      },
    ];
  } finally {
    await browser.close();
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  }
}
