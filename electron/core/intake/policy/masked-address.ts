/**
 * An address as it may be shown and logged: no user name, no password, no fragment, and only the names of
 * query parameters, because their values are where tokens hide.
 */
export function maskedAddress(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return '(not an address)';
  }
  const names = [...new Set(url.searchParams.keys())];
  const query = names.length === 0 ? '' : `?${names.map((name) => `${name}=…`).join('&')}`;
  const path = url.pathname === '/' ? '' : url.pathname.replace(/\/$/, '');
  return `${url.protocol}//${url.host}${path}${query}`;
}

/** The address without user name and password, and the Basic authorization they stood for, if any. */
export function withoutUserInfo(address: string): {
  readonly url: URL;
  readonly authorization: string | null;
} {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return { url, authorization: null };
  const pair = `${safeDecode(url.username)}:${safeDecode(url.password)}`;
  url.username = '';
  url.password = '';
  return { url, authorization: basicAuthorization(pair) };
}

/** The Authorization header for `user:password`. */
export function basicAuthorization(pair: string): string {
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
