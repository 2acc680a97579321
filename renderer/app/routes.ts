import { useSyncExternalStore } from 'react';
import type { Knowledge } from '../../shared/domain/moment.ts';
import { queryOf } from './address-query.ts';

/** Where in the application a person is. Lives in the address, so that it can be sent to a colleague. */
export type Route =
  | { readonly name: 'overview' }
  | { readonly name: 'map' }
  | { readonly name: 'alerts' }
  | { readonly name: 'rules' }
  | { readonly name: 'rule'; readonly id: string }
  | { readonly name: 'new-rule' }
  | { readonly name: 'services' }
  | { readonly name: 'service'; readonly id: string }
  | { readonly name: 'sla' }
  | { readonly name: 'sources' }
  | { readonly name: 'source'; readonly id: string }
  | { readonly name: 'edit-source'; readonly id: string }
  | { readonly name: 'new-source' }
  | { readonly name: 'first-run' }
  | { readonly name: 'wall' };

export type RouteName = Route['name'];

const plainNames = [
  'overview',
  'map',
  'alerts',
  'rules',
  'services',
  'sla',
  'sources',
  'first-run',
  'wall',
] as const;

/** Reads a location hash (`#/services/checkout`). Whatever it does not know is the overview. Pure. */
export function parseRoute(hash: string): Route {
  const [path = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first = '', ...rest] = path.split('/');
  if (first === 'services' && rest.length > 0 && rest[0] !== '') {
    try {
      return { name: 'service', id: decodeURIComponent(rest.join('/')) };
    } catch {
      return { name: 'services' };
    }
  }
  if (first === 'rules' && rest.length > 0 && rest[0] !== '') return ruleRoute(rest.join('/'));
  if (first === 'sources' && rest.length > 0 && rest[0] !== '') return sourceRoute(rest);
  const name = plainNames.find((known) => known === first);
  return name === undefined ? { name: 'overview' } : { name };
}

/** The hash of a route; the inverse of `parseRoute`. */
export function hashOf(route: Route): string {
  switch (route.name) {
    case 'service':
      // Half a pair, as a stream may send one, has no place in an address.
      return `#/services/${encodeURIComponent(route.id.toWellFormed())}`;
    case 'source':
      return `#/sources/${entrySegment(route.id)}`;
    case 'edit-source':
      return `#/sources/${entrySegment(route.id)}/edit`;
    case 'new-source':
      return '#/sources/new';
    case 'rule':
      return `#/rules/${entrySegment(route.id)}`;
    case 'new-rule':
      return '#/rules/new';
    default:
      return `#/${route.name}`;
  }
}

/** The word `new` is a page of its own: a source or rule of that name is written differently. */
function entrySegment(id: string): string {
  return id === 'new' ? '%6Eew' : encodeURIComponent(id.toWellFormed());
}

function sourceRoute([id = '', action]: readonly string[]): Route {
  if (id === 'new') return { name: 'new-source' };
  try {
    return { name: action === 'edit' ? 'edit-source' : 'source', id: decodeURIComponent(id) };
  } catch {
    return { name: 'sources' };
  }
}

function ruleRoute(id: string): Route {
  if (id === 'new') return { name: 'new-rule' };
  try {
    return { name: 'rule', id: decodeURIComponent(id) };
  } catch {
    return { name: 'rules' };
  }
}

/** Where in time an address leads. */
export interface AddressedMoment {
  readonly atMs: number;
  readonly knowledge: Knowledge;
}

/** Reads the moment of a hash, `#/services/checkout?at=2026-09-22T14:06:30Z`; null for the present. Pure. */
export function parseMomentOf(hash: string): AddressedMoment | null {
  const query = new URLSearchParams(queryOf(hash));
  const text = query.get('at') ?? '';
  // RFC 3339 or milliseconds, as everywhere else a moment is asked for.
  const atMs = /^\d{12,14}$/.test(text) ? Number(text) : rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isFinite(atMs) ? { atMs, knowledge: query.get('known') === 'now' ? 'now' : 'then' } : null;
}

/** The same hash with another moment; whatever else it asks stays. Pure. */
export function withMoment(hash: string, moment: AddressedMoment | null): string {
  const [path = ''] = hash.split('?');
  const rest = queryOf(hash)
    .split('&')
    .filter((part) => part !== '' && !/^(?:at|known)=/.test(part));
  if (moment !== null) {
    rest.push(`at=${new Date(moment.atMs).toISOString().replace('.000', '')}`);
    if (moment.knowledge === 'now') rest.push('known=now');
  }
  return rest.length === 0 ? path : `${path}?${rest.join('&')}`;
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** Goes to a path such as `/services/checkout` or `#/map`; the back button returns. */
export function navigate(path: string): void {
  location.hash = `#/${path.replace(/^#?\/?/, '')}`;
}

/** The route in the address bar. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return parseRoute(hash);
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
