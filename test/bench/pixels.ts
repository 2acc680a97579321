import { type ChildProcess, fork, spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium } from 'playwright';
import { build } from 'vite';
import type { BenchLine } from './bench-line.ts';
import { chromiumFlags } from './chromium-flags.ts';
import { median, quantile } from './median.ts';

const CELLS = 2_000;
const SECONDS = 25;
const COLD_STARTS = 5;
const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** A served Vigil whose page is the benchmark's build of the real application. */
async function stage(directory: string): Promise<void> {
  for (const file of ['serve.mjs', 'journal-worker.mjs']) await cp(join(dist, file), join(directory, file));
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('pixel-page', import.meta.url)),
    base: './',
    plugins: [react()],
    build: {
      outDir: join(directory, 'renderer'),
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: ['index.html', 'bare.html'].map((name) =>
          fileURLToPath(new URL(`pixel-page/${name}`, import.meta.url)),
        ),
      },
    },
  });
}

interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

async function serve(directory: string, config: string): Promise<Served> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(directory, 'serve.mjs'), '--config', config, '--port', '0', '--data-dir', join(directory, 'data')],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk) => {
      text += String(chunk);
      const match = /listening on (\S+)/.exec(text);
      if (match !== null) resolve(match[1]!);
    });
    child.once('exit', (code) => reject(new Error(`Vigil ended with ${code}.`)));
  });
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function configFor(senderUrl: string): string {
  const map = {
    service: '$.svc',
    region: '$.pop',
    signal: 'latency_p95',
    value: '$.ms',
    unit: 'ms',
    at: '$.at',
  };
  return JSON.stringify({
    sources: [
      {
        id: 'edge',
        type: 'socketio',
        url: senderUrl,
        events: { samples: { to: 'sample', each: '$.items', map } },
      },
    ],
  });
}

async function latenciesOf(browser: Browser, url: string): Promise<readonly number[]> {
  // The bare page speaks to the sender itself, which Vigil's own policy forbids.
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, bypassCSP: true });
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

/** Milliseconds from opening the page until the last snapshot stands on it, with no source answering. */
async function coldStartMs(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const startMs = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page
    .getByText(/CACHED/)
    .first()
    .waitFor();
  const tookMs = performance.now() - startMs;
  await page.close();
  return tookMs;
}

async function blankStartMs(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const startMs = performance.now();
  await page.goto(`${url}/bare.html`, { waitUntil: 'commit' });
  await page.locator('canvas').waitFor();
  const tookMs = performance.now() - startMs;
  await page.close();
  return tookMs;
}

/** P4 and P12: event to pixel through the whole of Vigil, and the first painted snapshot, both in Chromium. */
export async function benchPixels(): Promise<readonly BenchLine[]> {
  const directory = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  await stage(directory);
  const sender = fork(new URL('pixel-sender.ts', import.meta.url), [String(CELLS)]);
  const port = await new Promise<number>((resolve) =>
    sender.once('message', (message) => resolve(Number(message))),
  );
  const senderUrl = `http://127.0.0.1:${port}`;
  const config = join(directory, 'vigil.yaml');
  await writeFile(config, configFor(senderUrl));
  const browser = await chromium.launch({
    executablePath: process.env['VIGIL_CHROMIUM'] ?? '/usr/bin/chromium',
    args: chromiumFlags,
  });
  try {
    let vigil = await serve(directory, config);
    const whole = await latenciesOf(browser, vigil.url);
    const bare = await latenciesOf(browser, `${vigil.url}/bare.html?sender=${encodeURIComponent(senderUrl)}`);
    await vigil.stop();
    sender.kill();

    vigil = await serve(directory, config);
    const cold: number[] = [];
    const blank: number[] = [];
    for (let i = 0; i < COLD_STARTS; i++) {
      blank.push(await blankStartMs(browser, vigil.url));
      cold.push(await coldStartMs(browser, vigil.url));
    }
    await vigil.stop();
    const line = (name: string, valueMs: number, limitMs: number, limit: string): BenchLine => ({
      name,
      value: valueMs,
      unit: 'ms',
      limit: `${limit} ${limitMs.toFixed(0)} ms`,
      ratio: valueMs / limitMs,
    });
    return [
      line(
        `event to pixel, ${CELLS} cells at 1 Hz, p50`,
        median(whole),
        median(bare),
        'bare client and canvas',
      ),
      line(
        `event to pixel, ${CELLS} cells at 1 Hz, p99`,
        quantile(whole, 0.99),
        quantile(bare, 0.99),
        'bare client and canvas',
      ),
      line(
        'page opened to last snapshot painted, no source',
        median(cold),
        median(blank),
        'blank canvas page',
      ),
    ];
  } finally {
    sender.kill();
    await browser.close();
    await rm(directory, { recursive: true, force: true });
  }
}
