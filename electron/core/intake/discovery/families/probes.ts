import { type Draft, type Family, type FamilySeen, grouped } from '../family.ts';
import { regionLabels, serviceLabels } from '../label-choice.ts';
import type { MetricNames } from '../metric-names.ts';
import { selector } from '../promql.ts';

/** Probes of the blackbox exporter: does it answer, and how long does that take. */
export function probeFamilies(names: MetricNames): readonly Family[] {
  if (!names.has('probe_success')) return [];
  return [
    {
      id: 'blackbox',
      words: 'blackbox probes',
      because: '`probe_success` is what the blackbox exporter writes',
      kind: 'cell',
      standsBack: false,
      series: 'probe_success',
      firstLabels: [...serviceLabels, 'target', 'instance'],
      secondLabels: regionLabels,
      valueLabels: [],
      drafts: (seen) => [
        {
          signal: 'availability',
          unit: null,
          query: (without) => grouped('avg', seen, selector('probe_success', without)),
        },
        ...(names.has('probe_duration_seconds') ? durationDrafts(seen) : []),
      ],
    },
  ];
}

function durationDrafts(seen: FamilySeen): readonly Draft[] {
  return [0.5, 0.95].map((quantile) => ({
    signal: `latency_p${quantile * 100}`,
    unit: null,
    query: (without) => {
      const series = `${selector('probe_duration_seconds', without)}[${seen.window}]`;
      return grouped('avg', seen, `quantile_over_time(${quantile}, ${series})`);
    },
  }));
}

/** `up` of every scrape target, except where the exporter only stands in for what it probes. */
export function upFamilies(names: MetricNames): readonly Family[] {
  if (!names.has('up')) return [];
  const exceptProbes = names.has('probe_success') ? ' unless on (job, instance) probe_success' : '';
  return [
    {
      id: 'up',
      words: 'scrape targets',
      because: '`up` is what the server itself writes for every target it scrapes',
      kind: 'cell',
      standsBack: true,
      series: `up${exceptProbes}`,
      firstLabels: serviceLabels,
      secondLabels: regionLabels,
      valueLabels: [],
      drafts: (seen) => [
        {
          signal: 'availability',
          unit: null,
          query: (without) => grouped('avg', seen, `${selector('up', without)}${exceptProbes}`),
        },
      ],
    },
  ];
}
