import type { Picture } from '../../shared/contract/picture.ts';
import { assertNever } from '../../shared/domain/assert-never.ts';
import type { Knowledge, Moment } from '../../shared/domain/moment.ts';
import { formatRfc3339 } from '../../shared/format/rfc3339.ts';

/** What is on screen when somebody exports it. */
export interface ExportView {
  readonly picture: Picture;
  /** The moment every age on screen is measured from. */
  readonly nowMs: number;
}

/** Which moment an export shows, and who says so. Times are RFC 3339. */
export interface ExportOrigin {
  readonly moment: {
    readonly mode: Moment['mode'];
    readonly at: string | null;
    /** The moment ages are counted to: for a remembered picture later than the one it shows. */
    readonly agesCountedTo: string | null;
    /** Of a past moment only: what counts as known, and the gap in the log it lies in. */
    readonly knowledge?: Knowledge;
    readonly gap?: {
      readonly from: string | null;
      readonly to: string | null;
      readonly reason: string;
    } | null;
  };
  readonly source: {
    readonly program: 'Vigil';
    /** What the configuration calls this estate; may be empty. */
    readonly estate: string;
    /** Invented by the demo fleet. */
    readonly demo: boolean;
    /** Ids of all sources. */
    readonly sources: readonly string[];
  };
}

/** The moment a picture shows. */
export function shownMs({ picture, nowMs }: ExportView): number {
  const { moment } = picture.sections;
  switch (moment.mode) {
    case 'live':
      return nowMs;
    case 'past':
      return moment.atMs;
    case 'cached':
      return moment.asOfMs;
    default:
      return assertNever(moment);
  }
}

export function originOf(view: ExportView): ExportOrigin {
  const { moment, catalogue, sources } = view.picture.sections;
  return {
    moment: {
      mode: moment.mode,
      at: formatRfc3339(shownMs(view)),
      agesCountedTo: formatRfc3339(view.nowMs),
      ...(moment.mode === 'past' ? pastFacts(moment) : {}),
    },
    source: {
      program: 'Vigil',
      estate: catalogue.name,
      demo: catalogue.demo,
      sources: sources.map(({ id }) => id),
    },
  };
}

function pastFacts({
  knowledge,
  gap,
}: Extract<Moment, { mode: 'past' }>): Pick<ExportOrigin['moment'], 'knowledge' | 'gap'> {
  return {
    knowledge,
    gap:
      gap === null
        ? null
        : { from: formatRfc3339(gap.fromMs), to: formatRfc3339(gap.toMs), reason: gap.reason },
  };
}
