/** Which letters of a page come from fonts of the machine: on the next machine they look different. */
import type { Page } from '@playwright/test';

/**
 * Letters on screen that no bundled font has, each with the font it was drawn with; empty when all is well. What was drawn
 * on canvases counts too where `watchCanvases` was called before the page was opened.
 */
export async function strangeLetters(page: Page): Promise<readonly string[]> {
  await page.evaluate(async () => {
    const letters = new Map<string, Set<string>>();
    const note = (family: string, text: string): void => {
      const known = letters.get(family) ?? new Set();
      for (const letter of text) if (letter.trim() !== '') known.add(letter);
      letters.set(family, known);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if (node.parentElement?.checkVisibility() === true)
        note(getComputedStyle(node.parentElement).fontFamily, node.nodeValue ?? '');
    const { drawnTexts } = window as { readonly drawnTexts?: ReadonlySet<string> };
    for (const text of drawnTexts ?? []) note(getComputedStyle(document.body).fontFamily, text);
    // One element a letter: the browser tells fonts by element.
    const sheet = document.createElement('div');
    sheet.id = 'letters';
    for (const [family, known] of letters)
      for (const letter of known) {
        const element = document.createElement('span');
        element.style.fontFamily = family;
        element.textContent = letter;
        sheet.append(element);
      }
    document.body.append(sheet);
    sheet.getBoundingClientRect();
    await document.fonts.ready;
  });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('DOM.enable');
  await cdp.send('CSS.enable');
  const { root } = await cdp.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await cdp.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '#letters > *',
  });
  const drawn = await Promise.all(
    nodeIds.map(async (nodeId) => {
      const { fonts } = await cdp.send('CSS.getPlatformFontsForNode', { nodeId });
      return fonts.find(({ isCustomFont }) => !isCustomFont)?.familyName ?? null;
    }),
  );
  await cdp.detach();
  return page.evaluate((families) => {
    const sheet = document.getElementById('letters');
    const strange = [...(sheet?.children ?? [])].flatMap(({ textContent }, at) =>
      families[at] === null ? [] : [`${textContent} in ${families[at]}`],
    );
    sheet?.remove();
    return strange;
  }, drawn);
}
