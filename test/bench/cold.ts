import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import type { HealthView } from '../../electron/core/publish/json-views.ts';
import type { BenchLine } from './bench-line.ts';
import { buildPages, launchBrowser, openPage, type Served } from './browser.ts';
import { median } from './median.ts';
import { pixelConfig, startPixelSender } from './pixel-source.ts';
import { serveVigil, stageWhole } from './staged-vigil.ts';

const CELLS = 2_000;
/** The first load of each page warms the files and the hub, and does not count. */
const LOADS = 8;

declare global {
  interface Window {
    /** When a canvas with something on it had been painted, milliseconds since the page was asked for. */
    paintedAtMs?: number;
  }
}

/** Runs in the page: notes the frame after the one that puts the first pixel on a canvas. */
function notePainted(): void {
  const probe = new OffscreenCanvas(64, 64);
  const brush = probe.getContext('2d', { willReadFrequently: true });
  const look = (): void => {
    const canvas = document.querySelector('canvas');
    if (canvas !== null && canvas.width > 0 && canvas.height > 0) {
      // Shrunk to a stamp: a context of their own must not be made before the page makes it.
      brush?.drawImage(canvas, 0, 0, probe.width, probe.height);
      if (brush?.getImageData(0, 0, probe.width, probe.height).data.some((channel) => channel > 0)) {
        requestAnimationFrame(() => {
          window.paintedAtMs = performance.now();
        });
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function paintedMs(browser: Browser, url: string, says: RegExp | null): Promise<number> {
  const page = await openPage(browser);
  await page.addInitScript(notePainted);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.paintedAtMs !== undefined);
  const atMs = await page.evaluate(() => window.paintedAtMs ?? Number.NaN);
  // What was painted was the snapshot, and said so.
  if (says !== null) await page.getByText(says).first().waitFor();
  await page.close();
  return atMs;
}

/** Lets Vigil record until a full second of cells has arrived; what it leaves is its last snapshot. */
async function recordSnapshot(directory: string, config: string): Promise<void> {
  const vigil = await serveVigil(directory, config);
  for (let seen = 0; seen < CELLS; ) {
    const answer = await fetch(`${vigil.url}/api/v1/health`);
    const { services } = (await answer.json()) as HealthView;
    seen = services.reduce((sum, { regions }) => sum + regions.length, 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await vigil.stop();
}

/** P12: page opened → last snapshot painted with no source answering, beside a bare canvas that paints the same. */
export async function benchCold(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  await stageWhole(directory);
  await buildPages('cold-page', ['bare.html'], join(directory, 'renderer'));
  const config = join(directory, 'vigil.yaml');
  const sender = await startPixelSender(CELLS);
  const browser = await launchBrowser();
  let vigil: Served | undefined;
  try {
    await writeFile(config, pixelConfig(sender.url));
    await recordSnapshot(directory, config);
    await sender.stop();
    vigil = await serveVigil(directory, config);
    const cold: number[] = [];
    const bare: number[] = [];
    for (let load = 0; load < LOADS; load += 1) {
      bare.push(await paintedMs(browser, `${vigil.url}/bare.html`, null));
      cold.push(await paintedMs(browser, vigil.url, /CACHED/));
    }
    const [coldMs, bareMs] = [median(cold.slice(1)), median(bare.slice(1))];
    return [
      {
        name: `page opened → last snapshot of ${CELLS} cells painted, no source answering`,
        value: coldMs,
        unit: 'ms',
        limit: `of 1.2; bare canvas painted from the same snapshot ${bareMs.toFixed(0)} ms`,
        ratio: coldMs / bareMs,
      },
    ];
  } finally {
    await sender.stop();
    await vigil?.stop();
    await browser.close();
    await rm(directory, { recursive: true, force: true });
  }
}
