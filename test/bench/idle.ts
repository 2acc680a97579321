import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storyFrame } from '../builders/story.ts';
import type { BenchLine } from './bench-line.ts';
import { buildPages, launchBrowser, openPage, processesOf, type Served, servePages } from './browser.ts';
import { serveFrames } from './frame-server.ts';
import { cpuSeconds } from './process-usage.ts';

/** Long enough that a stray second of the browser's own housekeeping does not decide. */
const SECONDS = 40;
/** What opening the page set going is over by then. */
const SETTLE_MS = 8_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens each page in a browser of its own and says what share of a core all its processes used, all at the same time. */
async function idleShares(urls: readonly string[]): Promise<readonly number[]> {
  const browsers = await Promise.all(urls.map(launchBrowser));
  try {
    for (const [index, browser] of browsers.entries()) {
      const page = await openPage(browser);
      await page.goto(urls[index]!);
    }
    await wait(SETTLE_MS);
    const processes = await Promise.all(browsers.map(processesOf));
    const used = (): readonly number[] =>
      processes.map((list) => list.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0));
    const before = used();
    const startMs = performance.now();
    await wait(SECONDS * 1_000);
    const after = used();
    const seconds = (performance.now() - startMs) / 1_000;
    return after.map((value, index) => (value - before[index]!) / seconds);
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
  }
}

/** P14: processor time of walls that are only looked at, updated once a second, beside the wall of plain canvases. */
export async function benchIdle(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const [walls, live] = [join(directory, 'walls'), join(directory, 'live')];
  await buildPages('wall-page', ['index.html'], walls);
  await buildPages('live-page', ['index.html', 'blank.html'], live);
  const servers: Served[] = [];
  try {
    const pages = await servePages(walls);
    servers.push(pages);
    const hub = await serveFrames(live, storyFrame());
    servers.push(hub);
    hub.play();
    const wall = (kind: string): string => `${pages.url}/index.html?kind=${kind}&every=1000`;
    const [blank = 0, canvas = 0, tiles = 0, real = 0] = await idleShares([
      `${hub.url}/blank.html`,
      wall('canvas'),
      wall('vigil'),
      `${hub.url}/index.html#/wall`,
    ]);
    const line = (name: string, share: number): BenchLine => ({
      name: `${name}, updated at 1 Hz and otherwise left alone: all processes of its browser`,
      value: share * 100,
      unit: '% of a core',
      limit: `of 2; 60 charts on plain canvas ${(canvas * 100).toFixed(2)} %, a page without anything ${(blank * 100).toFixed(2)} %`,
      ratio: share / canvas,
    });
    return [
      line('60 tiles made of Vigil’s drawing functions', tiles),
      line('Vigil’s own wall (24 × 14 cells, map, alerts) over the real client', real),
    ];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(directory, { recursive: true, force: true });
  }
}
