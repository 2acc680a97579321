import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import type { BenchLine } from './bench-line.ts';
import { median, quantile } from './median.ts';

const UPDATES = 20;
const MOMENTS = 15;
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const pageFolder = fileURLToPath(new URL('service-page', import.meta.url));
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];

/** Milliseconds the main thread was busy in each of several seconds, one update in each. */
async function busyMs(browser: Browser, url: string): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1700 } });
  await page.goto(url);
  await page.waitForFunction(() => document.querySelectorAll('.recharts-wrapper').length >= 6);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const taskMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  };
  // The first updates warm the page up.
  await page.waitForTimeout(3_000);
  const found: number[] = [];
  let before = await taskMs();
  for (let update = 0; update < UPDATES; update++) {
    await page.waitForTimeout(1_000);
    const after = await taskMs();
    found.push(after - before);
    before = after;
  }
  await page.close();
  return found;
}

/** Milliseconds from a key until another moment stands on the service page and is painted. */
async function momentMs(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const words = (): string => document.querySelector('main header')?.textContent ?? '';
    const before = words();
    const startMs = performance.now();
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowLeft', shiftKey: true, bubbles: true, cancelable: true }),
    );
    const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
    while (words() === before) await frame();
    // What is in the document now is on screen when the frame after the next begins.
    await frame();
    await frame();
    return performance.now() - startMs;
  });
}

async function momentsOfDemo(browser: Browser, directory: string): Promise<readonly number[]> {
  const child = spawn(
    process.execPath,
    [join(dist, 'serve.mjs'), '--demo', '--port', '0', '--data-dir', join(directory, 'data')],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += String(chunk);
        const match = /listening on (\S+)/.exec(text);
        if (match?.[1] !== undefined) resolve(match[1]);
      });
      child.once('exit', (code) => reject(new Error(`Vigil ended with ${code}.`)));
    });
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    await page.goto(`${url}/#/services/checkout`);
    await page.locator('.recharts-wrapper').first().waitFor();
    await page.waitForTimeout(3_000);
    const found: number[] = [];
    for (let moment = 0; moment < MOMENTS; moment++) {
      found.push(await momentMs(page));
      await page.waitForTimeout(300);
    }
    await page.close();
    return found;
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
}

/** The service page with six charts at 1 Hz beside six bare charts, and opening moments on it; all in Chromium. */
export async function benchService(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const outDir = join(directory, 'page');
  await build({
    configFile: false,
    logLevel: 'error',
    root: pageFolder,
    base: './',
    plugins: [react()],
    build: {
      outDir,
      rolldownOptions: { input: ['index.html', 'bare.html'].map((name) => join(pageFolder, name)) },
    },
  });
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    root: pageFolder,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const url = server.resolvedUrls?.local[0] ?? '';
  const browser = await chromium.launch({
    executablePath: process.env['VIGIL_CHROMIUM'] ?? '/usr/bin/chromium',
    args: flags,
  });
  try {
    const [first, bare, second] = [
      await busyMs(browser, `${url}index.html`),
      await busyMs(browser, `${url}bare.html`),
      await busyMs(browser, `${url}index.html`),
    ];
    const whole = [...first, ...second];
    const moments = await momentsOfDemo(browser, directory);
    const line = (name: string, q: number): BenchLine => ({
      name: `service page, six charts, main thread per update, ${name}`,
      value: quantile(whole, q),
      unit: 'ms',
      limit: `six bare charts ${quantile(bare, q).toFixed(1)} ms`,
      ratio: quantile(whole, q) / quantile(bare, q),
    });
    return [
      line('p50', 0.5),
      line('p95', 0.95),
      {
        name: 'service page, opening a moment, from key to painted, p50',
        value: median(moments),
        unit: 'ms',
      },
      { name: 'the same, slowest', value: Math.max(...moments), unit: 'ms' },
    ];
  } finally {
    await browser.close();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}
