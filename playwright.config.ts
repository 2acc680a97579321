import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './test/fixtures/chromium.ts';
import { withoutFeatures } from './test/fixtures/chromium-features.ts';

const launchOptions = {
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
  // Without windows letters are hinted fully by default, and their gaps torn: nobody's Chromium draws them like that.
  args: [...chromiumFlags, '--font-render-hinting=slight', withoutFeatures],
  env: {
    ...process.env,
    FONTCONFIG_FILE: fileURLToPath(new URL('test/fixtures/fonts.conf', import.meta.url)),
  },
};

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  // A whole Vigil and a Chromium per worker, which wait for each other most of the time.
  workers: 2,
  retries: 0,
  // How fast a machine is, is no question of these: both are when waiting is given up.
  timeout: 120_000,
  expect: {
    timeout: 20_000,
    toHaveScreenshot: {
      // One set for every machine: the letters are bundled and the browser draws in software.
      pathTemplate: '{testDir}/visual/{arg}{ext}',
      // Another build of Chromium may soften the edge of a shape: never this many pixels, and edges are not counted as such.
      maxDiffPixelRatio: 0.001,
      // Six levels of lightness: a panel differs from the page by eight, `visual:update` rounds away four at most.
      threshold: 0.025,
    },
  },
  // A picture that is missing is a failure. `npm run visual:update` makes them anew, to be looked at before they are kept.
  updateSnapshots: 'none',
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
