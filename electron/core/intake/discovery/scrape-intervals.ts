import { parseDocument } from 'yaml';
import { z } from 'zod';
import { durationText, parseDurationMs } from '../../config/fields.ts';

/** How often a server measures, as far as its configuration says so. */
export interface ScrapeIntervals {
  /** null when it is not known: Thanos, Mimir and VictoriaMetrics do not scrape, or do not say. */
  readonly globalMs: number | null;
  readonly byJobMs: ReadonlyMap<string, number>;
}

export const unknownIntervals: ScrapeIntervals = { globalMs: null, byJobMs: new Map() };

/** What Prometheus does when its configuration names no interval. */
const PROMETHEUS_DEFAULT_MS = 60_000;
/** A configuration of thousands of jobs; longer ones are not read. */
const MAX_CONFIG_CHARS = 4_000_000;

const configReply = z.object({ data: z.object({ yaml: z.string().max(MAX_CONFIG_CHARS) }) });
const configFile = z.object({
  global: z.object({ scrape_interval: z.string().optional() }).nullish(),
  scrape_configs: z
    .array(z.object({ job_name: z.string(), scrape_interval: z.string().optional() }))
    .nullish(),
});

/** Reads a Prometheus duration such as `1m30s`; null when it is none. */
export function prometheusDurationMs(text: string): number | null {
  if (!/^(?:\d+(?:ms|[smhd]))+$/.test(text)) return null;
  const parts = text.match(/\d+(?:ms|[smhd])/g) ?? [];
  return parts.reduce((sum, part) => sum + (parseDurationMs(part) ?? 0), 0);
}

/** The intervals in an answer of `/api/v1/status/config`; never throws. */
export function scrapeIntervals(body: string): ScrapeIntervals {
  try {
    const { yaml } = configReply.parse(JSON.parse(body)).data;
    const file = configFile.parse(
      parseDocument(yaml, { maxAliasCount: 0 } as object).toJS({ maxAliasCount: 0 }),
    );
    const globalMs = prometheusDurationMs(file.global?.scrape_interval ?? '') ?? PROMETHEUS_DEFAULT_MS;
    const byJobMs = new Map(
      (file.scrape_configs ?? []).map((job) => [
        job.job_name,
        prometheusDurationMs(job.scrape_interval ?? '') ?? globalMs,
      ]),
    );
    return { globalMs, byJobMs };
  } catch {
    return unknownIntervals;
  }
}

/** A rate needs two samples; with four a missed scrape or two does not make a hole. */
const SCRAPES_PER_WINDOW = 4;
/** Shorter windows make quantiles of services with little traffic jump. */
const MIN_WINDOW_MS = 2 * 60_000;
/** The customary window, good for every interval up to 75 s. */
const DEFAULT_WINDOW_MS = 5 * 60_000;

/**
 * The window of rates over series of these jobs, as PromQL writes it: four times the slowest interval, not under
 * 2 minutes, in whole minutes; 5 minutes when the interval is not known.
 */
export function rateWindow(intervals: ScrapeIntervals, jobs: Iterable<string>): string {
  const known = [...jobs].flatMap((job) => intervals.byJobMs.get(job) ?? []);
  const slowestMs = known.length === 0 ? intervals.globalMs : Math.max(...known);
  if (slowestMs === null) return durationText(DEFAULT_WINDOW_MS);
  const windowMs = Math.max(MIN_WINDOW_MS, SCRAPES_PER_WINDOW * slowestMs);
  return durationText(Math.ceil(windowMs / 60_000) * 60_000);
}
