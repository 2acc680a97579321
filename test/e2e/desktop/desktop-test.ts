import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { hasDisplay, installedElectron } from '../../../scripts/find-electron.ts';
import type { VigilBridge } from '../../../shared/contract/ipc-bridge.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const standIn = fileURLToPath(new URL('./stand-in/electron.ts', import.meta.url));
const LAUNCH_LIMIT_MS = 30_000;

/** A running desktop app and its window's page. */
export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
}

/** What ran to its end on its own. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** Starts the program under test: Electron itself in the project of that name, the stand-in in the other. */
export interface Driver {
  open(userData: string, ...args: readonly string[]): Promise<Desktop>;
  /** Runs a start that is expected to end by itself. */
  runToEnd(userData: string, ...args: readonly string[]): Promise<Ended>;
}

/** Why real Electron cannot run here; null when it can. */
function electronObstacle(): string | null {
  if (installedElectron() === null)
    return 'Electron’s binary is not installed (node node_modules/electron/install.js fetches it).';
  return hasDisplay(process.platform, process.env)
    ? null
    : 'There is no display for Electron (try xvfb-run).';
}

/** Rejects when the program ends, with its last words; a page of it would only time out. */
async function diesEarly(app: ElectronApplication): Promise<never> {
  const program = app.process();
  let words = '';
  program.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-4_000);
  });
  const [code] = (await once(program, 'exit')) as [number | null];
  throw new Error(`The program ended with ${code} before its window was ready:\n${words}`);
}

function driverOf(project: string): Driver {
  const executable = project === 'electron' ? (installedElectron() ?? 'electron') : standIn;
  const argsOf = (userData: string, args: readonly string[]): string[] => [
    '.',
    `--user-data-dir=${userData}`,
    ...args,
  ];
  return {
    async open(userData, ...args) {
      const app = await _electron.launch({
        executablePath: executable,
        args: argsOf(userData, args),
        cwd: repository,
        timeout: LAUNCH_LIMIT_MS,
      });
      const died = diesEarly(app);
      // Later, at the end of a test, it is meant to end.
      died.catch(() => undefined);
      const page = await Promise.race([app.firstWindow(), died]);
      await Promise.race([page.waitForURL((url) => url.protocol !== 'about:'), died]);
      return { app, page, userData };
    },
    async runToEnd(userData, ...args) {
      const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : [];
      const child = spawn(executable, [...sandbox, ...argsOf(userData, args)], {
        cwd: repository,
        stdio: ['ignore', 'ignore', 'pipe'],
        timeout: LAUNCH_LIMIT_MS,
      });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString();
      });
      const [exitCode] = (await once(child, 'exit')) as [number | null];
      return { exitCode, stderr };
    },
  };
}

interface TestFixtures {
  /** Skips, with the reason, where the project's program cannot run. */
  readonly available: undefined;
  /** An empty user folder of this test's own. */
  readonly userData: string;
}

interface WorkerFixtures {
  readonly driver: Driver;
  /** One app on the demo fleet, shared by the tests that only look. */
  readonly desktop: Desktop;
}

const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'vigil-desktop-'));

export const test = base.extend<TestFixtures, WorkerFixtures>({
  available: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter list and refuses a plain name
    async ({}, use, testInfo) => {
      const obstacle = testInfo.project.name === 'electron' ? electronObstacle() : null;
      testInfo.skip(obstacle !== null, obstacle ?? '');
      if (!existsSync(join(repository, 'dist/main.mjs'))) throw new Error('Run npm run build first.');
      await use(undefined);
    },
    { auto: true },
  ],
  // oxlint-disable-next-line no-empty-pattern -- see above
  userData: async ({}, use) => {
    const folder = temporaryFolder();
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  driver: [
    // oxlint-disable-next-line no-empty-pattern -- see above
    async ({}, use, workerInfo) => use(driverOf(workerInfo.project.name)),
    { scope: 'worker' },
  ],
  desktop: [
    async ({ driver }, use) => {
      const folder = temporaryFolder();
      const desktop = await driver.open(folder, '--demo');
      await use(desktop);
      await desktop.app.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker' },
  ],
});

export { expect };

declare global {
  interface Window {
    /** The preload's bridge, as the page sees it. */
    readonly vigil?: VigilBridge;
  }
}

/** Waits until the page shows a picture and not only its frame. */
export async function expectPainted(page: Page): Promise<void> {
  await expect(page.locator('main')).toBeVisible();
  await expect(page.getByText(/This view could not be shown|Connecting to Vigil/)).toHaveCount(0);
  await expect.poll(async () => (await page.locator('main').innerText()).trim().length).toBeGreaterThan(20);
}
