import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import type { BenchLine } from './bench-line.ts';
import { buildPages, launchBrowser, openPage, type Served } from './browser.ts';
import { median, quantile } from './median.ts';
import { pixelConfig, startPixelSender } from './pixel-source.ts';
import { serveVigil, stageHub } from './staged-vigil.ts';

const CELLS = 2_000;
const SECONDS = 25;

async function latenciesOf(browser: Browser, url: string): Promise<readonly number[]> {
  // The bare page speaks to the sender itself, which Vigil's own policy forbids.
  const page = await openPage(browser, { bypassCSP: true });
  await page.goto(url);
  await page.waitForFunction((count) => window.eventToPixelMs?.length >= count, SECONDS, {
    timeout: 120_000,
    polling: 500,
  });
  const latencies = await page.evaluate(() => window.eventToPixelMs);
  await page.close();
  // The first seconds carry the start of the page, not the path.
  return latencies.slice(5);
}

/** P4: event to pixel through the whole of Vigil, in Chromium, beside a bare client that draws on a canvas. */
export async function benchPixels(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  await stageHub(directory);
  await buildPages('pixel-page', ['index.html', 'bare.html'], join(directory, 'renderer'));
  const sender = await startPixelSender(CELLS);
  const config = join(directory, 'vigil.yaml');
  await writeFile(config, pixelConfig(sender.url));
  const browser = await launchBrowser();
  let vigil: Served | undefined;
  try {
    vigil = await serveVigil(directory, config);
    const whole = await latenciesOf(browser, vigil.url);
    const bareUrl = `${vigil.url}/bare.html?sender=${encodeURIComponent(sender.url)}`;
    const bare = await latenciesOf(browser, bareUrl);
    const line = (name: string, valueMs: number, limitMs: number): BenchLine => ({
      name: `event to pixel, ${CELLS} cells at 1 Hz, ${name}`,
      value: valueMs,
      unit: 'ms',
      limit: `bare client and canvas ${limitMs.toFixed(0)} ms`,
      ratio: valueMs / limitMs,
    });
    return [
      line('p50', median(whole), median(bare)),
      line('p99', quantile(whole, 0.99), quantile(bare, 0.99)),
    ];
  } finally {
    await sender.stop();
    await vigil?.stop();
    await browser.close();
    await rm(directory, { recursive: true, force: true });
  }
}
