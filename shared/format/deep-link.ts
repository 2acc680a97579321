/*
 * Links from outside, `vigil://service/checkout?at=2026-09-22T14:06:30Z`, and the addresses inside that they mean,
 * `#/services/checkout?at=…`. A link only ever names a view, what is chosen in it and a moment: it can start nothing.
 */

export const DEEP_LINK_SCHEME = 'vigil';
/** Longer links are nobody's. */
export const MAX_DEEP_LINK_CHARS = 4_096;

const form = /^vigil:\/\/([a-z]+)(?:\/([^?#\s]*))?(?:\?([^#\s]*))?(?:#\S*)?$/i;

/** Views that take no name. */
const views = ['overview', 'map', 'alerts', 'services', 'sla', 'sources', 'wall'] as const;

/**
 * The address inside Vigil a link means; null for what is no link of Vigil's. Never throws. Pure.
 * @returns a hash such as `#/services/checkout?at=2026-09-22T14:06:30Z`; what the query asks is passed on
 */
export function hashOfDeepLink(link: string): string | null {
  if (link.length > MAX_DEEP_LINK_CHARS) return null;
  const match = form.exec(link.trim());
  if (match === null) return null;
  const [, head = '', path = '', query = ''] = match;
  const view = head.toLowerCase();
  const name = decoded(path.replace(/\/$/, ''));
  if (name === null || !isWellFormed(query)) return null;
  const written = encodeURIComponent(name);
  if (name === '') return views.some((known) => known === view) ? withQuery(`#/${view}`, query) : null;
  switch (view) {
    case 'service':
      return withQuery(`#/services/${written}`, query);
    case 'source':
      // The word `new` is a page of its own.
      return withQuery(`#/sources/${name === 'new' ? '%6Eew' : written}`, query);
    case 'alert':
      return withQuery('#/alerts', joined(`alert=${written}`, query));
    case 'region':
      return withQuery('#/overview', joined(`region=${written}`, query));
    default:
      return null;
  }
}

/** The link to an address inside Vigil, to be sent to a colleague; null where there is none. The inverse. Pure. */
export function deepLinkOfHash(hash: string): string | null {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [view = '', name, ...rest] = path.split('/');
  if (rest.length > 0) return null;
  const head = name === undefined || name === '' ? view : { services: 'service', sources: 'source' }[view];
  if (head === undefined) return null;
  const link = withQuery(
    `${DEEP_LINK_SCHEME}://${head}${name === undefined || name === '' ? '' : `/${name}`}`,
    query,
  );
  return hashOfDeepLink(link) === null ? null : link;
}

/** The first link among the words of a command line, as the address it means. */
export function deepLinkAmong(words: readonly string[]): string | null {
  for (const word of words) {
    const hash = hashOfDeepLink(word);
    if (hash !== null) return hash;
  }
  return null;
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

function joined(first: string, rest: string): string {
  return rest === '' ? first : `${first}&${rest}`;
}

function isWellFormed(query: string): boolean {
  return decoded(query) !== null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
