import { test as base, expect, type Page } from '@playwright/test';
import { startVigil, type VigilProcess } from '../../fixtures/vigil-process.ts';

/** Every desk view, by its route. */
export const deskViews = ['overview', 'map', 'alerts', 'services', 'sla', 'sources'] as const;
export const allViews = [...deskViews, 'wall'] as const;

/** What a page complained about; a test that ends with complaints fails. */
export interface Complaints {
  /** Complaints a test brings about on purpose, for example by stopping the server. */
  forgive(pattern: RegExp): void;
}

/** Words that must never reach a screen. */
export const unspeakable = /\b(?:NaN|undefined|null|Infinity|N\/A)\b|\[object /;

export const test = base.extend<{ complaints: Complaints }, { demo: VigilProcess }>({
  demo: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter list and refuses a plain name
    async ({}, use) => {
      const vigil = await startVigil({ config: 'demo' });
      await use(vigil);
      await vigil.stop();
    },
    { scope: 'worker' },
  ],
  complaints: [
    async ({ context }, use) => {
      const heard: string[] = [];
      const forgiven: RegExp[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning')
          heard.push(`console ${message.type()}: ${message.text()}`);
      });
      context.on('weberror', (error) => heard.push(`uncaught: ${error.error().message}`));
      context.on('requestfailed', (request) => {
        const failure = request.failure()?.errorText ?? '';
        // Leaving a page cuts what it was still loading.
        if (failure !== 'net::ERR_ABORTED') heard.push(`request failed: ${request.url()} ${failure}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 400) heard.push(`${response.status()} for ${response.url()}`);
      });
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => {
          throw new Error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`);
        });
      });
      await use({ forgive: (pattern) => forgiven.push(pattern) });
      expect(heard.filter((line) => !forgiven.some((pattern) => pattern.test(line)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a view and waits until it shows a picture. */
export async function openView(page: Page, vigil: Pick<VigilProcess, 'url'>, path: string): Promise<void> {
  await page.goto(`${vigil.url}/#/${path}`);
  // The same document may already be open: a new hash alone navigates nothing.
  await page.waitForFunction((hash) => location.hash === hash, `#/${path}`);
  if (path.startsWith('wall')) await expect(page.locator('#root')).not.toBeEmpty();
  else await expect(page.locator('main')).not.toBeEmpty();
  await expect(page.getByText(/This view could not be shown|Connecting to Vigil/)).toHaveCount(0);
  // Lazy views come after the shell; what they all have is something to read.
  await expect
    .poll(async () => (await contentOf(page, path).innerText()).trim().length, {
      message: `${path} has content`,
    })
    .toBeGreaterThan(20);
}

/** Where a view's own content lives. */
export function contentOf(page: Page, path: string) {
  return path.startsWith('wall') ? page.locator('#root') : page.locator('main');
}
