import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build, preview } from 'vite';
import { temporaryFolder } from '../../fixtures/machine.ts';
import { test as base, expect } from './browser-test.ts';

const configFile = fileURLToPath(new URL('../../harness/vite.config.ts', import.meta.url));

/** Vigil's interface on the story of the pictures, from memory: the same past at every run. */
export interface Harness {
  readonly url: string;
}

export const test = base.extend<object, { harness: Harness }>({
  harness: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter list and refuses a plain name
    async ({}, use) => {
      const outDir = temporaryFolder('harness');
      await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
      const server = await preview({
        configFile,
        logLevel: 'error',
        build: { outDir },
        preview: { host: '127.0.0.1', port: 0 },
      });
      const url = server.resolvedUrls?.local[0];
      if (url === undefined) throw new Error('The harness does not say where it listens.');
      await use({ url });
      await server.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** Opens a view of the story; `options` as the harness reads them, such as `theme=light`. */
export async function openStory(page: Page, harness: Harness, path: string, options = ''): Promise<void> {
  await page.goto(`${harness.url}?${options}#/${path}`);
  await expect(page.locator('main h1').first()).toBeVisible();
}
