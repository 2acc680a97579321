import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { estateFrame } from '../builders/estate.ts';
import { storyFrame } from '../builders/story.ts';
import type { BenchLine } from './bench-line.ts';
import { buildPages, launchBrowser, openPage, rendererOf } from './browser.ts';
import { serveFrames } from './frame-server.ts';
import { proportionalBytes } from './process-usage.ts';
import { slopeOf } from './slope.ts';

/** 30 minutes at 1 Hz, as fast as they can be painted. */
const UPDATES = 1_800;
const POINTS = 6;
const UPDATES_PER_HOUR = 3_600;
const MEBIBYTE = 1_048_576;
/** The allocator gives back what a collection freed within this time. */
const SETTLE_MS = 1_000;

interface MemoryPoint {
  readonly updates: number;
  readonly heapBytes: number;
  /** Of the page's own process. */
  readonly processBytes: number;
}

/** A page that is open, and how it is asked what it holds. */
interface Watched {
  readonly page: Page;
  measure(updates: number): Promise<MemoryPoint>;
  close(): Promise<void>;
}

async function watch(url: string): Promise<Watched> {
  const browser = await launchBrowser();
  const page = await openPage(browser);
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  const session = await page.context().newCDPSession(page);
  const renderer = await rendererOf(browser, page);
  return {
    page,
    async measure(updates) {
      await collect(session);
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return { updates, heapBytes: usedSize, processBytes: proportionalBytes(renderer) };
    },
    close: () => browser.close(),
  };
}

async function collect(session: CDPSession): Promise<void> {
  // What finalizers of the first collection let go is found by the second.
  for (let i = 0; i < 2; i += 1) await session.send('HeapProfiler.collectGarbage');
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

/** Opens a view over a hub of its own and lets half an hour of updates pass through it. */
async function passHalfHour(
  directory: string,
  frame: Parameters<typeof serveFrames>[1],
  route: string,
): Promise<readonly MemoryPoint[]> {
  const hub = await serveFrames(directory, frame);
  const watched = await watch(`${hub.url}/index.html?driven#/${route}`);
  try {
    await watched.page.locator('canvas').first().waitFor();
    const points = [await watched.measure(0)];
    for (let point = 1; point <= POINTS; point += 1) {
      await hub.advance(UPDATES / POINTS);
      points.push(await watched.measure((point * UPDATES) / POINTS));
    }
    return points;
  } finally {
    await watched.close();
    await hub.stop();
  }
}

function linesOf(name: string, points: readonly MemoryPoint[], blank: MemoryPoint): readonly BenchLine[] {
  const line = (what: string, of: (point: MemoryPoint) => number): BenchLine => {
    const settled = points.filter(({ updates }) => updates >= UPDATES / 3);
    const slope = slopeOf(
      settled.map(({ updates }) => updates),
      settled.map(of),
    );
    const mib = (bytes: number): string => (bytes / MEBIBYTE).toFixed(1);
    return {
      name: `${name}, ${UPDATES} updates: ${what}`,
      value: of(points.at(-1)!) / MEBIBYTE,
      unit: 'MiB',
      limit: `a blank page ${mib(of(blank))} MiB. After the first third it grows by ${mib(slope * UPDATES_PER_HOUR)} MiB an hour; on the way ${points.map((point) => mib(of(point))).join(' · ')}`,
      ratio: of(points.at(-1)!) / of(blank),
    };
  };
  return [
    line('JS heap after collection', (point) => point.heapBytes),
    line('process', (point) => point.processBytes),
  ];
}

/** P15 as far as a bench can see it: what half an hour of updates leaves behind in the page's process. */
export async function benchMemory(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  await buildPages('live-page', ['index.html', 'blank.html'], directory);
  const story = storyFrame();
  const hub = await serveFrames(directory, story);
  const blank = await watch(`${hub.url}/blank.html`);
  try {
    // Both at once: the machine is not idle while one of them waits for its frames.
    const [overview, wall] = await Promise.all([
      passHalfHour(directory, estateFrame(100, 20), 'overview'),
      passHalfHour(directory, story, 'wall'),
    ]);
    const blankPoint = await blank.measure(0);
    return [
      ...linesOf('overview of 100 × 20 cells', overview, blankPoint),
      ...linesOf('wall of 24 × 14 cells with map and alerts', wall, blankPoint),
    ];
  } finally {
    await blank.close();
    await hub.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
