import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { chromiumFlags } from '../fixtures/chromium.ts';
import { cpuSeconds } from './process-usage.ts';

/** The size of every page that is measured. */
export const VIEWPORT = { width: 1600, height: 1000 };

/** Something that answers on loopback until it is told to stop. */
export interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** The browser of every bench: the same flags, drawn in software, so that figures of two benches compare. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['VIGIL_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...chromiumFlags],
  });
}

/** Opens a page in a context of its own: nothing is cached from the one before. */
export function openPage(browser: Browser, options: { readonly bypassCSP?: boolean } = {}): Promise<Page> {
  return browser.newPage({ viewport: VIEWPORT, ...options });
}

/** Waits until a page has fetched what it fetches once its first view stands: what is measured afterwards is the view alone. */
export async function piecesFetched(page: Page): Promise<void> {
  const isLastThere = () =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/BudgetChart-'));
  await page.waitForFunction(isLastThere, undefined, { timeout: 60_000 });
}

/**
 * Builds pages of a folder beside this file as they are shipped: React's production build, minified.
 * @param outDir keeps what is in it already
 */
export async function buildPages(
  folder: string,
  names: readonly string[],
  outDir: string,
  define: Readonly<Record<string, string>> = {},
): Promise<void> {
  process.env['NODE_ENV'] = 'production';
  const root = fileURLToPath(new URL(folder, import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    base: './',
    define,
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'chrome140',
      // Vigil's own policy knows no data: addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: names.map((name) => `${root}/${name}`) },
    },
  });
}

/** Serves built pages as files, with nothing behind them. */
export async function servePages(directory: string): Promise<Served> {
  const server = await preview({
    configFile: false,
    logLevel: 'error',
    build: { outDir: directory },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('The server of the pages does not say where it listens.');
  return { url: url.replace(/\/$/, ''), stop: () => server.close() };
}

/** A session in which a page's main thread can be asked what it used. */
export async function openMeter(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  // Processor time of the thread: what other programs take of the machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** Milliseconds of processor that the page's main thread used in tasks since it began. */
export async function mainThreadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
  if (seconds === undefined) throw new Error('Chromium does not say how long its tasks took.');
  return seconds * 1_000;
}

/** One process of a browser. */
export interface BrowserProcess {
  readonly pid: number;
  /** As Chromium calls it: `browser`, `renderer`, `GPU`, … */
  readonly type: string;
}

/** All processes of a browser that were started for work; zygotes, which only fork, do not count. */
export async function processesOf(browser: Browser): Promise<readonly BrowserProcess[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.map(({ id, type }) => ({ pid: id, type }));
}

/** Long enough to tell a page that works from the renderers a browser keeps for itself and in reserve. */
const BUSY_MS = 300;

/** The process that runs a page: the one that works while the page does. */
export async function rendererOf(browser: Browser, page: Page): Promise<number> {
  const renderers = (await processesOf(browser)).filter(({ type }) => type === 'renderer');
  const before = new Map(renderers.map(({ pid }) => [pid, cpuSeconds(pid)]));
  await page.evaluate((busyMs) => {
    const endMs = performance.now() + busyMs;
    while (performance.now() < endMs);
  }, BUSY_MS);
  const grown = (pid: number): number => cpuSeconds(pid) - (before.get(pid) ?? 0);
  const [renderer] = renderers.toSorted((a, b) => grown(b.pid) - grown(a.pid));
  if (renderer === undefined) throw new Error('The page has no process.');
  return renderer.pid;
}
