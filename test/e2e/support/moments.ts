import type { Page } from '@playwright/test';

/** What a page said about its moment and its world, each time one of the two changed. */
export interface Said {
  /** LIVE, CACHED or CONNECTING; empty before the frame of the app is there. */
  readonly moment: string;
  readonly headline: string;
  /** Milliseconds since the page began to open. */
  readonly atMs: number;
}

declare global {
  interface Window {
    readonly saidByVigil?: Said[];
  }
}

/** Writes down from the very first paint what every document opened in this page says. Comes before `goto`. */
export async function recordMoments(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const said: { moment: string; headline: string; atMs: number }[] = [];
    Object.defineProperty(window, 'saidByVigil', { value: said });
    const look = (): void => {
      const header = document.querySelector('header')?.textContent ?? '';
      const moment = /LIVE|CACHED|CONNECTING/.exec(header)?.[0] ?? '';
      const headline = document.querySelector('main h1')?.textContent ?? '';
      const before = said.at(-1);
      if (before?.moment === moment && before.headline === headline) return;
      said.push({ moment, headline, atMs: performance.now() });
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

/** What was recorded so far, in order. */
export function recordedMoments(page: Page): Promise<readonly Said[]> {
  return page.evaluate(() => window.saidByVigil ?? []);
}
