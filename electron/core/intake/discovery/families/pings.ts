import { type Draft, type Family, type FamilySeen, grouped } from '../family.ts';
import { regionLabels, serviceLabels } from '../label-choice.ts';
import type { MetricNames } from '../metric-names.ts';
import { quantile, selector, share, sumOfRates } from '../promql.ts';

/** Labels ping exporters name what they ping by, before those a scrape configuration may add. */
const targetLabels = [
  ...serviceLabels.slice(0, serviceLabels.indexOf('exported_job')),
  'target',
  'host',
  'url',
];

function pingFamily(id: string, series: string, drafts: (seen: FamilySeen) => readonly Draft[]): Family {
  return {
    id,
    words: 'pings',
    because: `\`${series}\` is what a ping exporter writes`,
    kind: 'cell',
    standsBack: false,
    series,
    firstLabels: targetLabels,
    secondLabels: [...regionLabels, 'source'],
    valueLabels: [],
    drafts,
  };
}

/** Ping exporters: how much gets lost on the way, and the usual round trip. */
export function pingFamilies(names: MetricNames): readonly Family[] {
  const losses = [
    { metric: 'ping_loss_ratio', unit: null },
    { metric: 'ping_loss_percent', unit: 'percent' },
    { metric: 'ping_percent_packet_loss', unit: 'percent' },
  ] as const;
  return [
    ...losses
      .filter(({ metric }) => names.has(metric))
      .map(({ metric, unit }) =>
        pingFamily(metric, metric, (seen) => [
          {
            signal: 'packet_loss',
            unit,
            query: (without) => grouped('avg', seen, selector(metric, without)),
          },
        ]),
      ),
    ...smokeping(names),
  ];
}

const SENT = 'smokeping_requests_total';
const ANSWERED = 'smokeping_response_duration_seconds';

/** smokeping_prober counts what it sends, and answers in a histogram. */
function smokeping(names: MetricNames): readonly Family[] {
  if (!names.has(SENT) || !names.has(`${ANSWERED}_bucket`)) return [];
  return [pingFamily('smokeping', SENT, (seen) => smokepingDrafts(seen, 'packet_loss', 'latency_p50'))];
}

/** Loss and median round trip of smokeping_prober, whatever its labels name. */
export function smokepingDrafts(seen: FamilySeen, loss: string, time: string): readonly Draft[] {
  return [
    {
      signal: loss,
      unit: null,
      query: (without) => {
        const sent = sumOfRates(seen.group, selector(SENT, without), seen.window);
        const answered = sumOfRates(seen.group, selector(`${ANSWERED}_count`, without), seen.window);
        // An answer may be counted a scrape after its question: never less than nothing is lost.
        return `clamp_min(1 - ${share(answered, sent)}, 0)`;
      },
    },
    {
      signal: time,
      unit: null,
      query: (without) => {
        const buckets = selector(`${ANSWERED}_bucket`, without);
        return quantile(0.5, sumOfRates(['le', ...seen.group], buckets, seen.window));
      },
    },
  ];
}
