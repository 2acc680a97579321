import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { withoutFeatures } from './test/fixtures/chromium-features.ts';

/**
 * Debian's Chromium where it is installed, without the windows that nobody sees here: a third less work for each page.
 * Elsewhere Playwright looks for its own, which is the same.
 */
const chromium = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync);

/** Root in a container has no sandbox, loopback needs no QUIC, and a test browser talks to nobody else. */
const launchOptions = {
  ...(chromium === undefined ? {} : { executablePath: chromium }),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    withoutFeatures,
  ],
};

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  // A whole Vigil and a Chromium per worker, which wait for each other most of the time.
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    launchOptions,
    viewport: { width: 1440, height: 900 },
    colorScheme: 'dark',
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', testDir: 'test/e2e/browser' },
    { name: 'desktop-stand-in', testDir: 'test/e2e/desktop' },
    { name: 'electron', testDir: 'test/e2e/desktop' },
  ],
});
