const FRAGMENT = '#token=';

/**
 * A Vigil that other machines may open demands a token. It comes in the fragment of the address, which browsers
 * never send, is exchanged for a cookie that scripts cannot read, and disappears from the address at once.
 */
export async function presentToken(location: Location, history: History, ask: typeof fetch): Promise<void> {
  if (!location.hash.startsWith(FRAGMENT)) return;
  const token = decodeURIComponent(location.hash.slice(FRAGMENT.length));
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  // A refusal shows by itself: the connection is then refused in words.
  await ask('session', { method: 'POST', body: token }).catch(() => undefined);
}
