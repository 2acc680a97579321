import { useSyncExternalStore } from 'react';

/** Where in the application a person is. Lives in the address, so that it can be sent to a colleague. */
export type Route =
  | { readonly name: 'overview' }
  | { readonly name: 'map' }
  | { readonly name: 'alerts' }
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

const plainNames = ['overview', 'map', 'alerts', 'services', 'sla', 'sources', 'first-run', 'wall'] as const;

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
  if (first === 'sources' && rest.length > 0 && rest[0] !== '') return sourceRoute(rest);
  const name = plainNames.find((known) => known === first);
  return name === undefined ? { name: 'overview' } : { name };
}

/** The hash of a route; the inverse of `parseRoute`. */
export function hashOf(route: Route): string {
  switch (route.name) {
    case 'service':
      return `#/services/${encodeURIComponent(route.id)}`;
    case 'source':
      return `#/sources/${sourceSegment(route.id)}`;
    case 'edit-source':
      return `#/sources/${sourceSegment(route.id)}/edit`;
    case 'new-source':
      return '#/sources/new';
    default:
      return `#/${route.name}`;
  }
}

/** The word `new` is a page of its own: a source of that name is written differently. */
function sourceSegment(id: string): string {
  return id === 'new' ? '%6Eew' : encodeURIComponent(id);
}

function sourceRoute([id = '', action]: readonly string[]): Route {
  if (id === 'new') return { name: 'new-source' };
  try {
    return { name: action === 'edit' ? 'edit-source' : 'source', id: decodeURIComponent(id) };
  } catch {
    return { name: 'sources' };
  }
}

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
