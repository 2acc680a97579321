/** How much of a page is looked at: announcements stand in its head. */
const MAX_HEAD_CHARS = 200_000;

/**
 * The feed a web page announces in a `<link rel="alternate">`; null when there is none on the same host: the login
 * of this source was meant for that host alone.
 */
export function findFeed(html: string, page: URL): URL | null {
  for (const [tag] of html.slice(0, MAX_HEAD_CHARS).matchAll(/<link\b[^<>]{0,2000}>/gi)) {
    if (!/\brel\s*=\s*["']?alternate\b/i.test(tag)) continue;
    if (!/\btype\s*=\s*["']?application\/(rss|atom)\+xml\b/i.test(tag)) continue;
    const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag);
    const target = (href?.[1] ?? href?.[2] ?? href?.[3])?.replaceAll('&amp;', '&');
    if (target === undefined || !URL.canParse(target, page.href)) continue;
    const url = new URL(target, page);
    if (url.origin === page.origin) return url;
  }
  return null;
}
