import { isLinkSignal } from '../../../../shared/domain/signal.ts';
import type { SignalQuery } from '../../config/schema.ts';
import type { PrometheusSourceConfig } from '../../config/source-schemas/prometheus.ts';
import { sampleTimeQueryOf } from '../discovery/sample-time-query.ts';
import type { SeriesKeys } from '../policy/series-keys.ts';
import { type SignalScale, signalScale } from '../policy/signal-scale.ts';
import type { AlertLabels } from './decode-alerts.ts';
import { createLabelCache, type LabelCache, type VectorMapping } from './label-cache.ts';

/** One configured query, ready to ask. */
export interface PreparedQuery {
  /** For sentences: `latency_p95`, or `latency_p95 (query 2)` when there are several. */
  readonly name: string;
  readonly promql: string;
  /**
   * Asks when the values were really measured. An instant query stamps its own time on values up to
   * 5 minutes old, so without this a frozen exporter would look fresh. Null where no such query can be
   * told: the evaluation time then stands.
   */
  readonly timestampPromql: string | null;
  readonly mapping: VectorMapping;
  readonly cache: LabelCache;
  /** The same series, with values taken as they are: epoch seconds. */
  readonly timestampMapping: VectorMapping;
}

/** The queries of one source, and what is wrong with those that cannot be asked. */
export interface PreparedQueries {
  readonly queries: readonly PreparedQuery[];
  readonly problems: readonly string[];
  readonly alertLabels: AlertLabels;
}

/** Region of everything when neither labels nor configuration name one. */
const DEFAULT_REGION = 'default';

/**
 * Prepares the queries of `signals` that this source is to answer.
 *
 * Without any signal configured the source shows availability from `up`: service = the `job` label,
 * region = the `region` label, else the source's configured region, else "default"; several instances of
 * one job count as the share of them that is up.
 */
export function prepareQueries(
  config: PrometheusSourceConfig,
  signals: Readonly<Record<string, readonly SignalQuery[]>>,
  keys: SeriesKeys,
): PreparedQueries {
  const region = config.region ?? null;
  const queries: PreparedQuery[] = [];
  const problems: string[] = [];
  if (Object.keys(signals).length === 0) {
    const scale = signalScale('availability');
    const second = { defaultSecond: region ?? DEFAULT_REGION };
    if (scale.ok) {
      queries.push(
        prepared(
          'availability',
          'avg by (job, region) (up)',
          'min by (job, region) (timestamp(up))',
          {
            kind: 'cell',
            scale: scale.value,
            firstLabel: 'job',
            secondLabel: 'region',
            quantile: null,
            ...second,
          },
          keys,
        ),
      );
    }
    return { queries, problems, alertLabels: { service: ['service', 'job'], region: ['region'] } };
  }

  const serviceLabels = new Set<string>();
  const regionLabels = new Set<string>();
  for (const [signal, all] of Object.entries(signals)) {
    const mine = all.filter((query) => isFor(config, query));
    mine.forEach((query, index) => {
      const name = mine.length > 1 ? `${signal} (query ${index + 1})` : signal;
      const scale = signalScale(signal, query.unit, query.as);
      if (!scale.ok) {
        problems.push(`The query for ${name} is not asked: ${scale.error}.`);
        return;
      }
      const isLink = isLinkSignal(signal);
      if (!isLink) {
        serviceLabels.add(query.labels.service);
        regionLabels.add(query.labels.region);
      }
      const mapping: VectorMapping = {
        kind: isLink ? 'link' : 'cell',
        scale: scale.value,
        firstLabel: isLink ? query.labels.from : query.labels.service,
        secondLabel: isLink ? query.labels.to : query.labels.region,
        defaultSecond: isLink ? null : region,
        quantile: quantileOf(signal),
      };
      const times = timestampQueryOf(query.query) ?? sampleTimeQueryOf(query.query);
      queries.push(prepared(name, query.query, times, mapping, keys));
    });
  }
  const alertLabels = {
    service: [...serviceLabels.add('service')],
    region: [...regionLabels.add('region')],
  };
  return { queries, problems, alertLabels };
}

/** Whether a query is to be asked of this source: of all, or of those it names by id or group. */
export function isFor({ id, group }: PrometheusSourceConfig, { sources }: SignalQuery): boolean {
  if (sources === undefined || sources.includes(id)) return true;
  return group !== undefined && sources.includes(group);
}

/** 0.95 of `latency_p95`; null for every other signal. */
function quantileOf(signal: string): number | null {
  const [, digits] = /_p(\d{2,4})$/.exec(signal) ?? [];
  return digits === undefined ? null : Number(`0.${digits}`);
}

function prepared(
  name: string,
  promql: string,
  timestampPromql: string | null,
  mapping: VectorMapping,
  keys: SeriesKeys,
): PreparedQuery {
  const asIs: SignalScale = { ...mapping.scale, divisor: 1, min: 0, max: Infinity };
  return {
    name,
    promql,
    timestampPromql,
    mapping,
    cache: createLabelCache(mapping, keys),
    timestampMapping: { ...mapping, scale: asIs, quantile: null },
  };
}

const metricName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const matchers = '\\{(?:[^"\'`{}]|"(?:[^"\\\\]|\\\\.)*"|\'(?:[^\'\\\\]|\\\\.)*\'|`[^`]*`)*\\}';
const plainSelector = new RegExp(`^(?:${metricName}\\s*(?:${matchers})?|${matchers})$`);

/** `timestamp(…)` of a plain selector; null for everything else, whose result has no sample time of its own. */
export function timestampQueryOf(promql: string): string | null {
  const trimmed = promql.trim();
  // These two words are numbers in PromQL.
  if (/^(?:inf|nan)$/i.test(trimmed)) return null;
  return plainSelector.test(trimmed) ? `timestamp(${trimmed})` : null;
}
