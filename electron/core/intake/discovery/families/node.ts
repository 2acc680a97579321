import { type Family, grouped } from '../family.ts';
import { regionLabels, serviceLabels } from '../label-choice.ts';
import type { MetricNames } from '../metric-names.ts';
import { by, matcher, selector } from '../promql.ts';

/** The node exporter: how busy the busiest machine is. */
export function nodeFamilies(names: MetricNames): readonly Family[] {
  if (!names.has('node_cpu_seconds_total')) return [];
  const idle = matcher('mode', '=', 'idle');
  return [
    {
      id: 'node',
      words: 'node exporter',
      because:
        '`node_cpu_seconds_total` is what the node exporter writes; the busiest machine of a service counts',
      kind: 'cell',
      standsBack: false,
      series: selector('node_cpu_seconds_total', [idle]),
      firstLabels: serviceLabels,
      secondLabels: regionLabels,
      valueLabels: [],
      drafts: (seen) => [
        {
          signal: 'saturation',
          unit: null,
          query: (without) => {
            const rate = `rate(${selector('node_cpu_seconds_total', [idle, ...without])}[${seen.window}])`;
            const machines = `1 - avg ${by([...new Set([...seen.group, 'instance'])])} (${rate})`;
            return grouped('max', seen, machines);
          },
        },
      ],
    },
  ];
}
