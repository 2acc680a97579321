import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import type { BenchLine } from './bench-line.ts';
import { buildPages, launchBrowser, mainThreadMs, openMeter, openPage, servePages } from './browser.ts';
import { median, quantile } from './median.ts';

const RUNS = 3;
const SCROLL_MS = 5_000;
/** A hard flick of the wheel, all the time: 76 rows a second. */
const PIXELS_PER_FRAME = 60;
/** On a machine that does much else, frames are long in the making. */
const START_MS = 90_000;
/** Above this somebody sees that a frame is missing. */
const LATE_FRAME_MS = 20;

interface Scrolled {
  /** From one frame to the next. */
  readonly frameMs: readonly number[];
  /** Processor time of the main thread for each frame. */
  readonly perFrameMs: number;
}

/** Goes to the view and back to back measures until its first row was painted. */
function openFeed(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const beganMs = performance.now();
        location.hash = '#/alerts';
        const look = (): void => {
          if (document.querySelector('[data-alert]') === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - beganMs)));
        };
        look();
      }),
  );
}

/** Scrolls the list that holds the rows, a step in every frame. */
async function scroll(page: Page): Promise<Scrolled> {
  const meter = await openMeter(page);
  const beganMs = await mainThreadMs(meter);
  const frameMs = await page.evaluate(
    ({ forMs, step }) =>
      new Promise<number[]>((resolve, reject) => {
        let list = document.querySelector('[data-alert]')?.parentElement ?? null;
        while (list !== null && getComputedStyle(list).overflowY !== 'auto') list = list.parentElement;
        if (list === null) {
          reject(new Error('There is no list that scrolls.'));
          return;
        }
        const scroller = list;
        const frames: number[] = [];
        const endMs = performance.now() + forMs;
        let lastMs: number | null = null;
        const next = (nowMs: number): void => {
          if (lastMs !== null) frames.push(nowMs - lastMs);
          lastMs = nowMs;
          scroller.scrollTop += step;
          if (performance.now() < endMs) requestAnimationFrame(next);
          else resolve(frames);
        };
        requestAnimationFrame(next);
      }),
    { forMs: SCROLL_MS, step: PIXELS_PER_FRAME },
  );
  return { frameMs, perFrameMs: ((await mainThreadMs(meter)) - beganMs) / frameMs.length };
}

async function measureVigil(browser: Browser, url: string): Promise<Scrolled & { readonly openMs: number }> {
  const page = await openPage(browser);
  await page.goto(`${url}/index.html#/services`, { waitUntil: 'commit' });
  await page.locator('main h1').first().waitFor({ timeout: START_MS });
  await page.waitForTimeout(2_000);
  const openMs = await openFeed(page);
  await page.waitForTimeout(1_500);
  const scrolled = await scroll(page);
  await page.close();
  return { ...scrolled, openMs };
}

async function measureBare(browser: Browser, url: string): Promise<Scrolled> {
  const page = await openPage(browser);
  await page.goto(`${url}/bare.html`, { waitUntil: 'commit' });
  await page.locator('[data-alert]').first().waitFor({ timeout: START_MS });
  await page.waitForTimeout(1_500);
  const scrolled = await scroll(page);
  await page.close();
  return scrolled;
}

/** D15: the feed with 10,000 alerts, of which some change once a second, opened and scrolled in a production build. */
export async function benchAlerts(): Promise<readonly BenchLine[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  await buildPages('alerts-page', ['index.html', 'bare.html'], outDir);
  const server = await servePages(outDir);
  const browser = await launchBrowser();
  try {
    const vigil: Awaited<ReturnType<typeof measureVigil>>[] = [];
    const bare: Scrolled[] = [];
    for (let run = 0; run < RUNS; run++) {
      bare.push(await measureBare(browser, server.url));
      vigil.push(await measureVigil(browser, server.url));
    }
    const frames = vigil.flatMap(({ frameMs }) => frameMs);
    const bareFrames = bare.flatMap(({ frameMs }) => frameMs);
    const fps = (list: readonly number[]): number =>
      (list.length * 1_000) / list.reduce((sum, ms) => sum + ms, 0);
    const late = (list: readonly number[]): number =>
      (list.filter((ms) => ms > LATE_FRAME_MS).length * 100) / list.length;
    const openMs = median(vigil.map((run) => run.openMs));
    const perFrame = median(vigil.map(({ perFrameMs }) => perFrameMs));
    const barePerFrame = median(bare.map(({ perFrameMs }) => perFrameMs));
    return [
      {
        name: 'feed of 10,000 alerts opened',
        value: openMs,
        unit: 'ms',
        limit: '2000 ms',
        ratio: openMs / 2_000,
      },
      {
        name: 'scrolled hard while alerts change at 1 Hz',
        value: fps(frames),
        unit: 'frames/s',
        limit: `plain list ${fps(bareFrames).toFixed(1)} frames/s, at least 50`,
        ratio: fps(frames) / fps(bareFrames),
      },
      {
        name: `frames over ${LATE_FRAME_MS} ms, longest ${quantile(frames, 1).toFixed(0)} ms`,
        value: late(frames),
        unit: '%',
        limit: `plain list ${late(bareFrames).toFixed(2)} %, longest ${quantile(bareFrames, 1).toFixed(0)} ms`,
      },
      {
        name: 'main thread per frame',
        value: perFrame,
        unit: 'ms',
        limit: `plain list ${barePerFrame.toPrecision(3)} ms`,
        ratio: perFrame / barePerFrame,
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
    await rm(outDir, { recursive: true, force: true });
  }
}
