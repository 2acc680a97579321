import type { Picture } from '../../shared/contract/picture.ts';
import { type EstateSummary, shownStates, summariseEstate } from '../../shared/format/estate-summary.ts';

let last: {
  readonly picture: Picture;
  readonly revision: number;
  readonly codes: Uint8Array;
  readonly summary: EstateSummary;
} | null = null;

/** The roll-up of a picture, made once per frame however many parts of a view ask for it. */
export function estateSummaryOf(picture: Picture, codes: Uint8Array = shownStates(picture)): EstateSummary {
  if (last?.picture === picture && last.revision === picture.revision && last.codes === codes)
    return last.summary;
  const summary = summariseEstate(picture, codes);
  last = { picture, revision: picture.revision, codes, summary };
  return summary;
}
