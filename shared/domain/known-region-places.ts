import { americasPlaces } from './known-region-americas.ts';
import { asiaPacificPlaces } from './known-region-asia-pacific.ts';
import { europePlaces } from './known-region-europe.ts';
import { gulfAndAfricaPlaces } from './known-region-gulf-and-africa.ts';
import type { RegionGroup } from './known-region-order.ts';

/** A place clouds, content networks and airports name. */
export interface KnownPlace {
  readonly group: RegionGroup;
  readonly city: string;
  /** Degrees, about the metropolitan area the provider names. */
  readonly latitude: number;
  readonly longitude: number;
  /** IANA zone. */
  readonly timeZone: string;
  /** In lower case: region codes of clouds, and the IATA codes of airports that points of presence are named by. */
  readonly codes: readonly string[];
}

/**
 * Every place Vigil knows by itself. One line a place, so that all codes of a city lie in one spot:
 * `city|latitude|longitude|zone|codes`.
 *
 * Region codes as the providers document them: AWS (with the short forms of its zone ids, `use1`), Google Cloud,
 * Azure, Oracle, Alibaba, Tencent, Huawei, Open Telekom, IBM, DigitalOcean, Akamai (Linode), Hetzner, OVHcloud,
 * Scaleway, Vultr and Fly. Where two clouds mean different places by one code, AWS is meant (`eu-west-1`), or no
 * place is (`us-east`, `me-east-1`). Airports: OurAirports and OpenFlights (public domain).
 */
export const knownPlaces: readonly KnownPlace[] = [
  ...placesOf('Americas', americasPlaces),
  ...placesOf('Europe', europePlaces),
  ...placesOf('Gulf and Africa', gulfAndAfricaPlaces),
  ...placesOf('Asia Pacific', asiaPacificPlaces),
];

function placesOf(group: RegionGroup, table: string): readonly KnownPlace[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [city = '', latitude, longitude, timeZone = '', codes = ''] = line.split('|');
      return {
        group,
        city,
        latitude: Number(latitude),
        longitude: Number(longitude),
        timeZone,
        codes: codes.split(' '),
      };
    });
}
