import type { Family, FamilySeen } from './family.ts';
import {
  areEndsOfLinks,
  type ChosenLabel,
  chooseRegionLabel,
  chooseServiceLabel,
  type LabelSeen,
  labelSeen,
} from './label-choice.ts';
import { matcher } from './promql.ts';
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
  /** Take the part out of the family's series that has these labels. */
  readonly matchers: readonly string[];
}

/** What the choice depends on besides the family itself. */
export interface LookContext {
  readonly region: string | null;
  readonly intervals: ScrapeIntervals;
  /** Services other families named. */
  readonly services: ReadonlySet<string>;
}

/** Labels a family's services are told by, one after the other, where no label is on all its series. */
const MAX_PARTS = 3;

/**
 * Chooses labels and window by what the series show. Series that lack the label most of them have are a part of
 * their own, with the next label; empty when nothing names the services or the ends of links.
 */
export function lookAtFamily(evidence: FamilyEvidence, context: LookContext): readonly LookedAt[] {
  const { family, valueRows } = evidence;
  const jobs = labelSeen('job', evidence.rows).values;
  const rest = {
    window: rateWindow(context.intervals, jobs),
    values: new Map(
      family.valueLabels
        .map((label) => [label, labelSeen(label, valueRows).values] as const)
        .filter(([, values]) => values.length > 0),
    ),
  };
  if (family.kind === 'link') return lookAtLink(family, evidence.rows, rest);

  const parts: LookedAt[] = [];
  let { rows } = evidence;
  let matchers: readonly string[] = [];
  while (rows.length > 0 && parts.length < MAX_PARTS) {
    const region = chooseRegionLabel(candidates(family.secondLabels, rows));
    const service = chooseServiceLabel(
      candidates(family.firstLabels, rows).filter(({ label }) => label !== region?.label),
      context.services,
    );
    if (service === null) break;
    const named = rows.filter(({ labels }) => labels.has(service.label));
    parts.push({
      seen: {
        ...rest,
        first: service.label,
        second: region?.label ?? null,
        group: region === null ? [service.label] : [service.label, region.label],
        fillRegion: context.region === null && (region === null || region.partial),
      },
      why: `${regionWords(region, context.region)}; ${service.why}`,
      rows: named,
      matchers: service.partial ? [...matchers, matcher(service.label, '!=', '')] : matchers,
    });
    matchers = [...matchers, matcher(service.label, '=', '')];
    rows = rows.filter(({ labels }) => !labels.has(service.label));
  }
  return parts;
}

function candidates(labels: readonly string[], rows: readonly VectorRow[]): readonly LabelSeen[] {
  return [...new Set(labels)].map((label) => labelSeen(label, rows)).filter(({ coverage }) => coverage > 0);
}

function regionWords(region: ChosenLabel | null, configured: string | null): string {
  if (region !== null) return region.why;
  return configured === null ? 'no label names a region' : `no label names a region, so it is ${configured}`;
}

function lookAtLink(
  family: Family,
  rows: readonly VectorRow[],
  rest: Pick<FamilySeen, 'window' | 'values'>,
): readonly LookedAt[] {
  for (const [index, first] of family.firstLabels.entries()) {
    const second = family.secondLabels[index];
    if (second === undefined) continue;
    // One end only is no pair: `from` alone may be anything.
    const both = rows.filter(({ labels }) => labels.has(first) && labels.has(second));
    if (both.length === 0 || !areEndsOfLinks(labelSeen(first, both), labelSeen(second, both))) continue;
    return [
      {
        seen: { ...rest, first, second, group: [first, second], fillRegion: false },
        why: `\`${first}\` and \`${second}\` name its two ends`,
        rows: both,
        matchers: both.length === rows.length ? [] : [first, second].map((label) => matcher(label, '!=', '')),
      },
    ];
  }
  return [];
}
