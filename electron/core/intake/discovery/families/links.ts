import { type Draft, type Family, type FamilySeen, grouped } from '../family.ts';
import type { MetricNames, NameMatch } from '../metric-names.ts';
import { matcher, quantile, selector, sumOfRates } from '../promql.ts';
import { smokepingDrafts } from './pings.ts';

/** Labels that name the two ends of a measured path, the most telling first. */
const pairs: readonly (readonly [from: string, to: string])[] = [
  ['from', 'to'],
  ['from_region', 'to_region'],
  ['source_region', 'destination_region'],
  ['source_region', 'target_region'],
  ['src_region', 'dst_region'],
  ['source', 'destination'],
  ['src', 'dst'],
  ['source', 'target'],
  ['source', 'host'],
  ['origin', 'destination'],
  ['vantage', 'target'],
  ['probe_location', 'target'],
  ['region', 'target_region'],
  ['region', 'destination_region'],
];

/** Paths between places: anything with a pair of labels that says from where to where. */
export function linkFamilies(names: MetricNames): readonly Family[] {
  const known = pairs.filter(([from, to]) => names.labels.has(from) && names.labels.has(to));
  if (known.length === 0) return [];
  const common = {
    words: 'round trips between places',
    kind: 'link' as const,
    standsBack: false,
    firstLabels: known.map(([from]) => from),
    secondLabels: known.map(([, to]) => to),
    valueLabels: [],
  };
  const family = (id: string, because: string, series: string, drafts: Family['drafts']): Family => ({
    ...common,
    id: `links/${id}`,
    because,
    series,
    drafts,
  });
  const timed = (match: NameMatch, unit: 's' | 'ms'): Family =>
    family(match.plain, `\`${match.name}\` is a time between two places`, selector(match.name), (seen) => [
      gauge('link_rtt', unit, match.name, seen),
    ]);
  const timedByHistogram = ({ name, plain }: NameMatch, unit: 's' | 'ms'): Family => {
    const base = name.slice(0, -'_bucket'.length);
    return family(
      plain,
      `the histogram \`${base}\` holds times between two places`,
      selector(name),
      (seen) => [
        {
          signal: 'link_rtt',
          unit: unit === 's' ? null : unit,
          query: (matchers) =>
            quantile(0.5, sumOfRates(['le', ...seen.group], selector(name, matchers), seen.window)),
        },
      ],
    );
  };
  const lost = (match: NameMatch, unit: 'ratio' | 'percent'): Family =>
    family(match.plain, `\`${match.name}\` is loss between two places`, selector(match.name), (seen) => [
      gauge('link_loss', unit, match.name, seen),
    ]);
  return [
    ...names.matching(new RegExp(`${timeName}_(?:seconds|s)$`)).map((match) => timed(match, 's')),
    ...names.matching(new RegExp(`${timeName}_(?:milliseconds|ms)$`)).map((match) => timed(match, 'ms')),
    ...names.matching(new RegExp(`${timeName}_seconds_bucket$`)).map((m) => timedByHistogram(m, 's')),
    ...smokepingLinks(names, family),
    ...names.matching(/loss_(?:ratio|rate)$/).map((match) => lost(match, 'ratio')),
    ...names.matching(/loss_percent(?:age)?$/).map((match) => lost(match, 'percent')),
    ...probePairs(names, family),
  ];
}

/** Mean round trips only: `_best` and `_worst` beside them would be several answers to one question. */
const timeName =
  '(?:^|_)(?:rtt|ping|round_?trip|round_trip_time|link_latency|network_latency)(?:_mean|_avg|_time|_duration)*';

function gauge(
  signal: 'link_rtt' | 'link_loss',
  unit: 's' | 'ms' | 'ratio' | 'percent',
  name: string,
  seen: FamilySeen,
): Draft {
  const needsNoUnit = unit === 's' || unit === 'ratio';
  return {
    signal,
    unit: needsNoUnit ? null : unit,
    query: (matchers) => grouped('avg', seen, selector(name, matchers)),
  };
}

/** Blackbox probes whose labels say from where to where. */
function probePairs(
  names: MetricNames,
  family: (id: string, because: string, series: string, drafts: Family['drafts']) => Family,
): readonly Family[] {
  if (!names.has('probe_success') || !names.has('probe_duration_seconds')) return [];
  return [
    family('blackbox', '`probe_success` is what the blackbox exporter writes', 'probe_success', (seen) => [
      { signal: 'link_rtt', unit: null, query: (matchers) => probeTime(names, seen, matchers) },
      {
        signal: 'link_loss',
        unit: null,
        query: (matchers) =>
          grouped('avg', seen, `1 - avg_over_time(${selector('probe_success', matchers)}[${seen.window}])`),
      },
    ]),
  ];
}

/** Of pings the time on the way, of all other probes the time they took in all. */
function probeTime(names: MetricNames, seen: FamilySeen, matchers: readonly string[]): string {
  const all = grouped('avg', seen, selector('probe_duration_seconds', matchers));
  if (!names.has('probe_icmp_duration_seconds')) return all;
  const onTheWay = selector('probe_icmp_duration_seconds', [matcher('phase', '=', 'rtt'), ...matchers]);
  return `${grouped('avg', seen, onTheWay)} or ${all}`;
}

function smokepingLinks(
  names: MetricNames,
  family: (id: string, because: string, series: string, drafts: Family['drafts']) => Family,
): readonly Family[] {
  const sent = 'smokeping_requests_total';
  if (!names.has(sent) || !names.has('smokeping_response_duration_seconds_bucket')) return [];
  return [
    family('smokeping', `\`${sent}\` is what smokeping_prober writes`, sent, (seen) =>
      smokepingDrafts(seen, 'link_loss', 'link_rtt'),
    ),
  ];
}
