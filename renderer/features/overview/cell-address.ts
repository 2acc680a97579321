import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { Focus } from './matrix-places.ts';

/** How a cell is called in an address: `checkout/eu-west-1`, each name encoded for itself. Pure. */
export function textOfCell({ service, region }: Focus, { services, regions }: Catalogue): string | null {
  const [what, where] = [services[service]?.id, regions[region]?.id];
  return what === undefined || where === undefined
    ? null
    : `${encodeURIComponent(what)}/${encodeURIComponent(where)}`;
}

/** The cell an address names; null where there is none of that name. Pure. */
export function cellOfAddress(text: string | null, { services, regions }: Catalogue): Focus | null {
  if (text === null) return null;
  const [what = '', where = ''] = text.split('/').map(decoded);
  const service = services.findIndex(({ id }) => id === what);
  const region = regions.findIndex(({ id }) => id === where);
  return service < 0 || region < 0 ? null : { service, region };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
