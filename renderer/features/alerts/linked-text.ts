import { type WebLink, webLink } from '../../ui/web-link.ts';

/** A part of a text: words, or an address that may be opened. */
export type TextPart = { readonly text: string; readonly link: WebLink | null };

/** An address in running text, without the punctuation that ends a sentence. */
const ADDRESS = /https?:\/\/[^\s<>"'`…]*[^\s<>"'`….,;:!?)\]}]/g;
/** Text that was cut goes on like this: an address before it would lead elsewhere. */
const CUT = /^[.,;:!?)\]}]*…/;

/** Cuts a text from outside into words and the addresses in it. Pure. */
export function linkedParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const link = webLink(found[0]);
    const end = found.index + found[0].length;
    if (link === null || CUT.test(text.slice(end))) continue;
    if (found.index > at) parts.push({ text: text.slice(at, found.index), link: null });
    parts.push({ text: found[0], link });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at), link: null });
  return parts;
}
