import { useSyncExternalStore } from 'react';

/** Names and values to write into the query of the address; an empty list takes a name out. */
export type QueryChanges = Readonly<Record<string, readonly string[]>>;

/** What stands behind the question mark of a hash. Pure. */
export function queryOf(hash: string): string {
  const start = hash.indexOf('?');
  return start < 0 ? '' : hash.slice(start + 1);
}

/** The same hash with other values; whatever else it asks stays as it is written. Pure. */
export function withQuery(hash: string, changes: QueryChanges): string {
  const [path = ''] = hash.split('?');
  const kept = queryOf(hash)
    .split('&')
    .filter((part) => part !== '' && !Object.hasOwn(changes, nameOf(part)));
  const added = Object.entries(changes).flatMap(([name, values]) =>
    values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  const query = [...added, ...kept].join('&');
  return query === '' ? path : `${path}?${query}`;
}

/** The name of a part of a query; its text as it stands when it cannot be decoded. */
function nameOf(part: string): string {
  const [name = ''] = part.split('=');
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A hand that types or steps on writes when it rests: browsers refuse to have the address written more often. */
const REST_MS = 250;

const listeners = new Set<() => void>();

/** Somebody goes elsewhere before the hand has rested: what was about to be written is not written over it. */
function forget(): void {
  if (waiting === null) return;
  clearTimeout(waiting.timer);
  waiting = null;
  for (const listener of listeners) listener();
}
/** What is chosen and not in the address yet, and on which view. */
let waiting: { readonly path: string; readonly changes: QueryChanges; readonly timer: number } | null = null;

/** Writes what is chosen into the address, in place: it can be sent to a colleague, and the back button leaves the view. */
export function writeQuery(changes: QueryChanges): void {
  const path = pathOf(location.hash);
  const kept = waiting?.path === path ? waiting.changes : {};
  clearTimeout(waiting?.timer);
  addEventListener('hashchange', forget, { once: true });
  waiting = { path, changes: { ...kept, ...changes }, timer: window.setTimeout(flush, REST_MS) };
  for (const listener of listeners) listener();
}

/** The query of the address with what is about to be written into it. */
export function addressQuery(): string {
  return queryOf(comingHash());
}

/** The query of the address with what is about to be written into it, followed. Read it with `URLSearchParams`. */
export function useAddressQuery(): string {
  return useSyncExternalStore(subscribe, addressQuery);
}

function comingHash(): string {
  const isHere = waiting !== null && waiting.path === pathOf(location.hash);
  return isHere && waiting !== null ? withQuery(location.hash, waiting.changes) : location.hash;
}

function flush(): void {
  const hash = comingHash();
  waiting = null;
  if (hash !== location.hash) history.replaceState(history.state, '', hash === '' ? location.pathname : hash);
}

function pathOf(hash: string): string {
  return hash.split('?')[0] ?? '';
}

/** One value of the address, and how to change it; null for none. */
export function useAddressValue(name: string): readonly [string | null, (value: string | null) => void] {
  const value = new URLSearchParams(useAddressQuery()).get(name);
  return [value, (next) => writeQuery({ [name]: next === null ? [] : [next] })];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('hashchange', listener);
  };
}
