/** Longest HTML that is looked at; what people read comes first. */
const MAX_HTML_CHARS = 20_000;

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
]);

/**
 * The words of a piece of HTML on one line, for a text that is shown as text: tags are dropped, entities read.
 * @param maxChars longer results are cut
 */
export function plainText(html: string, maxChars: number): string {
  const text = html
    .slice(0, MAX_HTML_CHARS)
    // Neither pattern can run over a second "<": the time stays proportional to the length.
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/gi, entityText)
    // oxlint-disable-next-line no-control-regex -- control characters are nothing to read
    .replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();
  return text.length > maxChars ? `${text.slice(0, maxChars - 1).trimEnd()}…` : text;
}

function entityText(whole: string, body: string): string {
  if (!body.startsWith('#')) return named.get(body.toLowerCase()) ?? whole;
  const code = body[1]?.toLowerCase() === 'x' ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
  const isCharacter = code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : '';
}
