import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { PROBES, probedServices } from './demo-places.ts';
import type { CellValues, Fleet, FleetMoment } from './fleet.ts';

/** The pretended exporters are scraped this often, so values carry times on this grid. */
const SCRAPE_EVERY_MS = 1_000;
/** As Prometheus itself has it. */
const MAX_POINTS = 11_000;

export const metricOf: Readonly<Record<string, (values: CellValues) => number>> = {
  'service:latency_seconds:p95': (values) => values.p95Seconds,
  'service:error_ratio:rate1m': (values) => values.errorRatio,
  'service:request_rate:rate1m': (values) => values.requestsPerSecond,
  'service:success:ratio': (values) => 1 - values.errorRatio,
};
const PROBE_METRIC = 'probe:success:ratio';
const SUCCESS_METRIC = 'service:success:ratio';

interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly equal: boolean; readonly value: string }[];
  /** True for `timestamp(selector)`. */
  readonly asTimestamp: boolean;
}

/** One series as the HTTP API shows it. */
interface InstantResult {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [seconds: number, text: string];
}

interface RangeResult {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [seconds: number, text: string])[];
}

/** The part of PromQL that the demo's configuration uses: a selector with equality matchers, and timestamp() of one. */
export function parseSelector(query: string): Result<Selector, string> {
  const text = query.trim();
  const inner = /^timestamp\s*\(([^)]*)\)$/.exec(text)?.[1];
  const match = /^([a-zA-Z_:][\w:]*)\s*(?:\{([^{}]*)\})?$/.exec((inner ?? text).trim());
  if (match === null) return err('the demo server understands only selectors and timestamp(selector)');
  const matchers: Selector['matchers'][number][] = [];
  for (const part of (match[2] ?? '').split(',').filter((piece) => piece.trim() !== '')) {
    const matcher = /^\s*([a-zA-Z_]\w*)\s*(=|!=)\s*"([^"\\]*)"\s*$/.exec(part);
    if (matcher === null) return err(`the demo server cannot read the matcher ${part.trim().slice(0, 80)}`);
    matchers.push({ label: matcher[1]!, equal: matcher[2] === '=', value: matcher[3]! });
  }
  return ok({ metric: match[1]!, matchers, asTimestamp: inner !== undefined });
}

/** What one demo server knows: the cells of its regions, or the probes. */
export interface QueryEngine {
  instant(query: string, atMs: number): Result<readonly InstantResult[], string>;
  range(query: string, fromMs: number, toMs: number, stepMs: number): Result<readonly RangeResult[], string>;
}

interface Row {
  readonly index: number;
  readonly labels: Readonly<Record<string, string>>;
}

export function createQueryEngine(fleet: Fleet, sourceId: string): QueryEngine {
  const isProbe = sourceId === PROBES;
  const rows = fleet.cells.flatMap(({ service, region }, index): readonly Row[] => {
    const isMine = isProbe ? isProbed(service.id, region.id) : region.sourceId === sourceId;
    const job = isProbe ? 'blackbox' : service.id;
    return isMine ? [{ index, labels: { job, region: region.id, service: service.id } }] : [];
  });

  function rowsOf({ metric, matchers }: Selector): readonly Row[] {
    const known = isProbe ? metric === PROBE_METRIC : metricOf[metric] !== undefined;
    if (!known) return [];
    return rows.filter(
      ({ labels }) =>
        (metric !== SUCCESS_METRIC || probedServices.includes(labels['service']!)) &&
        matchers.every(({ label, equal, value }) => ((labels[label] ?? '') === value) === equal),
    );
  }

  function valueOf(selector: Selector, row: Row, moment: FleetMoment): string | null {
    const values = moment.cell(row.index);
    if (values === null) return null;
    if (selector.asTimestamp) return String(moment.atMs / 1_000);
    const value = isProbe ? moment.probe(row.index) : (metricOf[selector.metric]?.(values) ?? Number.NaN);
    return String(scraped(value));
  }

  const labelsOf = (selector: Selector, row: Row): Readonly<Record<string, string>> =>
    selector.asTimestamp ? row.labels : { __name__: selector.metric, ...row.labels };

  return {
    instant(query, atMs) {
      const selector = parseSelector(query);
      if (!selector.ok) return selector;
      const moment = fleet.at(Math.floor(atMs / SCRAPE_EVERY_MS) * SCRAPE_EVERY_MS);
      return ok(
        rowsOf(selector.value).flatMap((row): readonly InstantResult[] => {
          const text = valueOf(selector.value, row, moment);
          return text === null
            ? []
            : [{ metric: labelsOf(selector.value, row), value: [atMs / 1_000, text] }];
        }),
      );
    },
    range(query, fromMs, toMs, stepMs) {
      const selector = parseSelector(query);
      if (!selector.ok) return selector;
      if (!(stepMs > 0) || !(toMs >= fromMs)) return err('expected start before end and a positive step');
      if ((toMs - fromMs) / stepMs >= MAX_POINTS)
        return err(`exceeded maximum resolution of ${MAX_POINTS} points per timeseries`);
      const results = rowsOf(selector.value).map((row) => ({
        row,
        values: [] as (readonly [number, string])[],
      }));
      for (let atMs = fromMs; atMs <= toMs; atMs += stepMs) {
        const moment = fleet.at(atMs);
        for (const { row, values } of results) {
          const text = valueOf(selector.value, row, moment);
          const isGap = moment.isBlind(fleet.cells[row.index]!.region.id);
          if (text !== null && !isGap) values.push([atMs / 1_000, text]);
        }
      }
      return ok(
        results
          .filter(({ values }) => values.length > 0)
          .map(({ row, values }) => ({ metric: labelsOf(selector.value, row), values })),
      );
    },
  };
}

/** A value as the demo's servers write it. */
export function scraped(value: number): number {
  return Number(value.toPrecision(6));
}

/** Probes stand in every region that has its own Prometheus neighbours; Mumbai has none. */
export function isProbed(serviceId: string, regionId: string): boolean {
  return probedServices.includes(serviceId) && regionId !== 'ap-south-1';
}
