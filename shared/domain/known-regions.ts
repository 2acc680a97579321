import type { Region } from './catalogue.ts';
import { providerOf } from './cloud-provider.ts';
import { shortRegionCode } from './known-region-code.ts';
import { type KnownPlace, knownPlaces } from './known-region-places.ts';

const known: ReadonlyMap<string, KnownPlace> = new Map(
  knownPlaces.flatMap((place) => place.codes.map((code) => [code, place] as const)),
);

/**
 * Airport codes that people more often mean otherwise: countries (`can` is Canada before Guangzhou, `per` Peru
 * before Perth), parts of the world (`sea`) and words (`nas`). They name a place only as a numbered site does: `can1`, `sea19-c2`.
 */
const ambiguousCodes: ReadonlySet<string> = new Set(
  'aus bel bgr brn can for ind nas per phl sea sub tun'.split(' '),
);

/** Forms of an airport code with the number of a site behind it: fra1, fra03, lhr50-c1, cdg-2, iad-a, nyc3. */
const siteForm = /^([a-z]{3})(?:-?\d{1,3}(?:-?[a-z]{1,2}\d{0,2})?|-[a-z]\d{0,2})$/;

/** A local zone or wavelength zone lies where its airport is: us-west-2-lax-1a, us-east-1-wl1-bos-wlz-1. */
const localZoneForm = /^([a-z]+(?:-[a-z]+)+-\d)-(?:wl\d-)?([a-z]{3})-(?:wlz-)?\d[a-z]?$/;

/** Parts of a region: eu-west-1b, us-central1-a, use1-az4, fsn1-dc14, ap-guangzhou-3, europe-west4-ai1a. */
const partForm = /(?<=\d)[a-z]$|(?<=\d)-[a-z]$|-az\d$|-dc\d{1,2}$|-\d{1,2}$|-[a-z]{2}\d[a-z]$/;

function placeOf(id: string): KnownPlace | undefined {
  const code = id.trim().toLowerCase();
  const exact = ambiguousCodes.has(code) ? undefined : known.get(code);
  if (exact !== undefined) return exact;
  const [, parent = '', airport = ''] = localZoneForm.exec(code) ?? [];
  if (known.has(parent)) return known.get(airport) ?? known.get(parent);
  const region = code.replace(partForm, '');
  if (region !== code && region.length > MAX_AIRPORT_CHARS && known.has(region)) return known.get(region);
  return known.get(siteForm.exec(code)?.[1] ?? '') ?? known.get(siteForm.exec(region)?.[1] ?? '');
}

/** Shorter codes are read as sites, so that `can-2` and `can2` are judged alike. */
const MAX_AIRPORT_CHARS = 3;

/**
 * The place a region id names, from the built-in table of cloud regions and airports. Upper case, availability
 * zones and numbered sites are understood; the id itself is kept as the source wrote it. Unknown ids come back in
 * group `Elsewhere`, without a city and with null coordinates: nothing is guessed.
 */
export function lookupRegion(id: string): Region {
  const place = placeOf(id);
  // A code that names no known place may only look like one of a cloud.
  const provider = place === undefined ? null : providerOf(id);
  return {
    id,
    ...(provider === null ? {} : { provider }),
    shortCode: shortRegionCode(id),
    city: place?.city ?? '',
    group: place?.group ?? 'Elsewhere',
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    timeZone: place?.timeZone ?? null,
  };
}
