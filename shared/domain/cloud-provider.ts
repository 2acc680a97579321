/*
 * Whose region a code names, told by its form. Forms that several providers use are nobody's: nothing is guessed,
 * and a configuration can say it. Codes such as `eu-west-1` and `us-east-1` mean AWS, as in the table of places.
 */

const compass = '(?:(?:north|south|east|west)(?:east|west)?|central)';

const forms: readonly (readonly [provider: string, form: RegExp])[] = [
  // us-east-1, ap-southeast-2b, us-gov-west-1, eusc-de-east-1; local zones such as us-west-2-lax-1a.
  [
    'AWS',
    new RegExp(
      `^(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)(?:-(?:gov|iso[a-z]?|de))?-${compass}-\\d[a-z]?(?:-[a-z0-9-]+)?$`,
    ),
  ],
  // use1-az4
  ['AWS', /^[a-z]{2,4}\d-az\d$/],
  // europe-west1, us-central1-a
  [
    'Google Cloud',
    new RegExp(
      `^(?:africa|asia|australia|europe|me|northamerica|southamerica|us)-${compass}\\d{1,2}(?:-[a-z])?$`,
    ),
  ],
  // westeurope, eastus2, uksouth, germanywestcentral
  [
    'Azure',
    /^(?:(?:north|south|east|west|central|northcentral|southcentral|westcentral)(?:us|europe|asia|india)|southeastasia|(?:australia|austria|belgium|brazil|canada|chile|denmark|france|germany|indonesia|israel|italy|japan|jio(?:india)?|korea|malaysia|mexico|newzealand|norway|poland|qatar|southafrica|spain|sweden|switzerland|taiwan|uae|uk)(?:north|south|east|west|central|northeast|southeast|westcentral|northwest))\d?$/,
  ],
  ['Hetzner', /^(?:fsn|nbg|hel)1(?:-dc\d{1,2})?$/],
  ['Scaleway', /^(?:fr-par|nl-ams|pl-waw)(?:-\d)?$/],
];

/** The provider of a region code; null where its form does not say. Upper case is understood. Pure. */
export function providerOf(id: string): string | null {
  const code = id.trim().toLowerCase();
  return forms.find(([, form]) => form.test(code))?.[0] ?? null;
}
