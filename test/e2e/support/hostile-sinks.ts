/** What a page shows to a person in any way, looked at for what nasty labels would do to it. */
import type { Page } from '@playwright/test';

/** Notes every text that is drawn on a canvas: they are no part of the document. Call it before the page is opened. */
export async function watchCanvases(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const drawn = new Set<string>();
    Object.assign(window, { drawnTexts: drawn });
    for (const name of ['fillText', 'strokeText'] as const) {
      const original = CanvasRenderingContext2D.prototype[name];
      CanvasRenderingContext2D.prototype[name] = function (text: string, ...rest: [number, number, number?]) {
        drawn.add(text);
        original.call(this, text, ...rest);
      };
    }
  });
}

/** What is wrong with the page as it stands, in words; empty when nothing is. */
export async function hostileFindings(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    // Everything that turns text around or cannot be seen; the isolates Vigil itself puts around a text come in pairs.
    const hidden =
      // oxlint-disable-next-line no-control-regex -- they are what is looked for
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066\u2067\ufeff]/;
    const flood = /\p{M}{5}/u;
    const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
    const tell = (where: string, text: string): void => {
      found.push(`${where}: ${JSON.stringify(text.slice(0, 120))}`);
    };
    const look = (where: string, text: string, isIsolated: boolean, whole = text): void => {
      if (hidden.test(text) || flood.test(text)) tell(where, text);
      const outside = whole.replace(/\u2068[^\u2068\u2069]*\u2069/g, '');
      if (/[\u2068\u2069]/.test(outside)) tell(`${where}, isolates that do not match`, text);
      if (!isIsolated && rightToLeft.test(outside)) tell(`${where}, not isolated`, text);
    };
    const state = window as unknown as { pwned?: unknown; drawnTexts?: Set<string> };
    if (state.pwned !== undefined) tell('executed', String(state.pwned));
    look('title', document.title, false);
    for (const text of state.drawnTexts ?? []) look('canvas', text, false);
    const isolates = new Set(['isolate', 'isolate-override', 'plaintext']);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      let isIsolated = false;
      let whole = text;
      if (rightToLeft.test(text) || /[\u2068\u2069]/.test(text))
        for (let at = node.parentElement; at !== null && !isIsolated; at = at.parentElement) {
          const { unicodeBidi, display } = getComputedStyle(at);
          isIsolated = isolates.has(unicodeBidi);
          whole = at.textContent ?? '';
          // A box of its own is a paragraph: its isolates may stand in several elements of it.
          if (!display.startsWith('inline')) break;
        }
      look(`<${node.parentElement?.localName}>`, text, isIsolated, whole);
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of [
        'title',
        'aria-label',
        'aria-valuetext',
        'aria-description',
        'alt',
        'placeholder',
      ]) {
        const value = element.getAttribute(name);
        if (value !== null) look(`${element.localName}[${name}]`, value, false);
      }
      for (const name of ['href', 'src', 'action', 'srcdoc', 'xlink:href']) {
        const value = element.getAttribute(name);
        if (value === null || value.startsWith('#') || value.startsWith('url(#')) continue;
        if (!/^(https?:\/\/|\.{0,2}\/|blob:)/.test(value) && name !== 'src')
          tell(`${element.localName}[${name}]`, value);
      }
      if (element.attributes.length > 0)
        for (const { name } of element.attributes)
          if (name.startsWith('on')) tell(`${element.localName}[${name}]`, name);
    }
    const wide = [document.documentElement, document.querySelector('main')].filter(
      (element) => element !== null && element.scrollWidth > element.clientWidth,
    );
    for (const element of wide) tell('wider than the window', element?.localName ?? '');
    return [...new Set(found)];
  });
}
