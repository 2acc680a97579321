/** Longer addresses are nothing a person could read. */
const MAX_LINK_CHARS = 2_048;

/** An address from outside as it may be offered to a person: http or https, without a login. Null for anything else. */
export function safeLink(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > MAX_LINK_CHARS || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '' ? href : null;
}
