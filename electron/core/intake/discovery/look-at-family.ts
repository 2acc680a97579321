import type { Family, FamilySeen } from './family.ts';
import {
  areEndsOfLinks,
  type ChosenLabel,
  chooseRegionLabel,
  chooseServiceLabel,
  labelSeen,
} from './label-choice.ts';
import { rateWindow, type ScrapeIntervals } from './scrape-intervals.ts';
import type { VectorRow } from './vector-rows.ts';

/** What was asked about one family. */
export interface FamilyEvidence {
  readonly family: Family;
  /** One row per combination of naming labels. */
  readonly rows: readonly VectorRow[];
  /** One row per combination of the family's value labels. */
  readonly valueRows: readonly VectorRow[];
}

export interface LookedAt {
  readonly seen: FamilySeen;
  /** Sentences about the labels, for the reason of every guess of the family. */
  readonly why: string;
  /** One row per combination of naming labels. */
  readonly rows: readonly VectorRow[];
}

/** What the choice depends on besides the family itself. */
export interface LookContext {
  readonly region: string | null;
  readonly intervals: ScrapeIntervals;
  /** Services other families named. */
  readonly services: ReadonlySet<string>;
}

/** Chooses labels and window by what the series show; null when nothing names the services or ends of links. */
export function lookAtFamily(evidence: FamilyEvidence, context: LookContext): LookedAt | null {
  const { family, rows, valueRows } = evidence;
  if (rows.length === 0) return null;
  const jobs = labelSeen('job', rows).values;
  const rest = {
    window: rateWindow(context.intervals, jobs),
    values: new Map(
      family.valueLabels
        .map((label) => [label, labelSeen(label, valueRows).values] as const)
        .filter(([, values]) => values.length > 0),
    ),
  };
  if (family.kind === 'link') return lookAtLink(family, rows, rest);

  const candidates = (labels: readonly string[]) =>
    [...new Set(labels)].map((label) => labelSeen(label, rows)).filter(({ coverage }) => coverage > 0);
  const region = chooseRegionLabel(candidates(family.secondLabels));
  const service = chooseServiceLabel(
    candidates(family.firstLabels).filter(({ label }) => label !== region?.label),
    context.services,
  );
  if (service === null) return null;
  return {
    seen: {
      ...rest,
      first: service.label,
      second: region?.label ?? null,
      group: region === null ? [service.label] : [service.label, region.label],
      fillRegion: context.region === null && (region === null || region.partial),
    },
    why: `${regionWords(region, context.region)}; ${service.why}`,
    rows: rows.filter(({ labels }) => labels.has(service.label)),
  };
}

function regionWords(region: ChosenLabel | null, configured: string | null): string {
  if (region !== null) return region.why;
  return configured === null ? 'no label names a region' : `no label names a region, so it is ${configured}`;
}

function lookAtLink(
  family: Family,
  rows: readonly VectorRow[],
  rest: Pick<FamilySeen, 'window' | 'values'>,
): LookedAt | null {
  for (const [index, first] of family.firstLabels.entries()) {
    const second = family.secondLabels[index];
    if (second === undefined) continue;
    const both = rows.filter(({ labels }) => labels.has(first) && labels.has(second));
    // One end only is no pair: `from` alone may be anything.
    if (both.length * 2 < rows.length) continue;
    if (!areEndsOfLinks(labelSeen(first, both), labelSeen(second, both))) continue;
    return {
      seen: { ...rest, first, second, group: [first, second], fillRegion: false },
      why: `\`${first}\` and \`${second}\` name its two ends`,
      rows: both,
    };
  }
  return null;
}
