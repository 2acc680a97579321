/** An address that may be opened, with the host for people to read before they click. */
export interface WebLink {
  readonly href: string;
  readonly host: string;
}

/** Longer addresses are nothing a person could read, and may have been cut. */
const MAX_LINK_CHARS = 2_048;

/**
 * The only way from a text that came from outside to a link: http and https, nothing else.
 * `javascript:`, `data:`, `file:` and relative addresses are null and stay text.
 */
export function webLink(address: string | null): WebLink | null {
  if (address === null || address.length > MAX_LINK_CHARS || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'http:' || url.protocol === 'https:' ? { href: url.href, host: url.host } : null;
}
