import { requestKinds } from '../discovery/families/request-kinds.ts';
import { statusLabels } from '../discovery/families/status.ts';
import { signalScale } from '../policy/signal-scale.ts';
import type { Formula, Reading, Readings } from './reading.ts';
import type { Selector } from './selector.ts';

type Labels = ReadonlyMap<string, string>;

/** Quantiles shown, and how a summary's label spells them. */
const quantiles = [
  { signal: 'latency_p50', quantile: 0.5 },
  { signal: 'latency_p90', quantile: 0.9 },
  { signal: 'latency_p95', quantile: 0.95 },
  { signal: 'latency_p99', quantile: 0.99 },
] as const;

/** Parts of how full a machine is; `saturation` is the fullest of those on the page. */
export const usedSignals: readonly string[] = ['cpu_used', 'memory_used', 'disk_used'];

/** File systems in memory or read-only: their being full says nothing. */
const notDisks: ReadonlySet<string> = new Set(
  'tmpfs,ramfs,devtmpfs,overlay,squashfs,iso9660,rootfs,nsfs,proc,sysfs,autofs,fuse.lxcfs'.split(','),
);

const any = (metric: string): Selector => ({ metric, matches: () => true });

const failures = new Map(statusLabels.map(({ label, failure }) => [label, new RegExp(`^(?:${failure})$`)]));

const timings = requestKinds.flatMap(({ histograms, services }, rank) =>
  histograms.map(({ base, unit }) => ({ base: new RegExp(`^(?:${base.source})$`), unit, services, rank })),
);

/** How a request ended, by the first label that says so; null when none does. */
function statusOf(labels: Labels): 'good' | 'failed' | null {
  for (const { label, looksLike } of statusLabels) {
    const value = labels.get(label);
    if (value === undefined || !looksLike.test(value)) continue;
    return failures.get(label)?.test(value) === true ? 'failed' : 'good';
  }
  return null;
}

/**
 * The readings of a page nobody said anything about: by name, as the exporters and client libraries in common use
 * spell them. Runtime and process metrics (`go_*`, `process_*`) are left alone. The same conventions as discovery
 * behind a Prometheus server, with the increase between two scrapes in place of a query.
 */
export function recognisedReadings(): Readings {
  const known = new Map<string, Reading>();
  const reading = (
    signal: string,
    rank: number,
    formula: Formula,
    unit?: string,
    serviceLabels: readonly string[] = [],
  ): Reading => {
    const id = `${signal} ${rank} ${formula.kind} ${formula.of.metric}`;
    const scale = signalScale(signal, unit);
    if (!scale.ok) throw new Error(`recognised readings have units that fit: ${scale.error}`);
    const one = known.get(id) ?? { signal, scale: scale.value, formula, serviceLabels, rank };
    known.set(id, one);
    return one;
  };

  function requests(metric: string, rank: number, services: readonly string[]): readonly Reading[] {
    const of: Selector = { metric, matches: (labels) => statusOf(labels) !== null };
    const part: Selector = { metric, matches: (labels) => statusOf(labels) === 'failed' };
    return [
      reading('request_rate', rank, { kind: 'rate', of: any(metric) }, 'per_second', services),
      reading('error_ratio', rank, { kind: 'ratio', part, of }, 'ratio', services),
    ];
  }

  function latencies(metric: string, base: string, rank: number, unit: string, services: readonly string[]) {
    if (metric === `${base}_bucket`) {
      return quantiles.map(({ signal, quantile }) =>
        reading(signal, rank, { kind: 'quantile', of: any(metric), quantile }, unit, services),
      );
    }
    // A summary has its quantiles computed; several cannot be averaged, so the slowest counts.
    return quantiles.map(({ signal, quantile }) => {
      const of: Selector = { metric, matches: (labels) => Number(labels.get('quantile')) === quantile };
      return reading(signal, rank + BELOW, { kind: 'gauge', of, combine: 'max' }, unit, services);
    });
  }

  function ofRequests(metric: string): readonly Reading[] {
    const plain = metric.replaceAll(/[^a-zA-Z0-9_:]/g, '_');
    const base = plain.replace(/_(?:bucket|count)$/, '');
    const spelt = metric.slice(0, base.length);
    const counted = requestKinds.flatMap(({ counter, services }, rank) =>
      counter?.test(plain) === true ? requests(metric, rank, services) : [],
    );
    if (counted.length > 0) return counted;
    const timing = timings.find((one) => one.base.test(base));
    if (timing === undefined) return [];
    const { unit, services, rank } = timing;
    return plain.endsWith('_count')
      ? requests(metric, rank + BELOW, services)
      : latencies(metric, spelt, rank, unit, services);
  }

  return {
    problems: [],
    ofMetric(metric) {
      switch (metric) {
        case 'probe_success':
        case 'up':
          return [reading('availability', 0, { kind: 'gauge', of: any(metric), combine: 'avg' }, 'ratio')];
        case 'probe_duration_seconds':
          return [reading('latency_p50', 0, { kind: 'gauge', of: any(metric), combine: 'avg' }, 's')];
        case 'node_cpu_seconds_total': {
          const busy: Selector = { metric, matches: (labels) => labels.get('mode') !== 'idle' };
          return [reading('cpu_used', 0, { kind: 'ratio', part: busy, of: any(metric) }, 'ratio')];
        }
        case 'node_memory_MemAvailable_bytes':
        case 'node_memory_MemTotal_bytes': {
          const free = any('node_memory_MemAvailable_bytes');
          const of = any('node_memory_MemTotal_bytes');
          return [reading('memory_used', 0, { kind: 'used', free, of }, 'ratio')];
        }
        case 'node_filesystem_avail_bytes':
        case 'node_filesystem_size_bytes': {
          const disk = (name: string): Selector => ({
            metric: name,
            matches: (labels) => !notDisks.has(labels.get('fstype') ?? ''),
          });
          const free = disk('node_filesystem_avail_bytes');
          const of = disk('node_filesystem_size_bytes');
          return [reading('disk_used', 0, { kind: 'used', free, of }, 'ratio')];
        }
        default:
          return ofRequests(metric);
      }
    },
  };
}

/** Second choices rank below every first one. */
const BELOW = 100;
