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

/** Reads a Prometheus duration such as `1m30s`; null when it is none. */
export function prometheusDurationMs(text: string): number | null {
  if (!/^(?:\d+(?:ms|[smhd]))+$/.test(text)) return null;
  const parts = text.match(/\d+(?:ms|[smhd])/g) ?? [];
  return parts.reduce((sum, part) => sum + (parseDurationMs(part) ?? 0), 0);
}

/** Lines that matter: the sections, the jobs, and intervals wherever they stand. */
const linePattern = /^([a-z_]+):|^( *)- job_name: (.+)$|^( +)scrape_interval: (\S+)$/gm;

/**
 * The intervals in an answer of `/api/v1/status/config`; never throws.
 *
 * Servers write their configuration anew, one key a line and `job_name` first. Reading just these lines takes no
 * time, where a YAML parser would hold everything up over the megabytes large configurations have.
 */
export function scrapeIntervals(body: string): ScrapeIntervals {
  let yaml: string;
  try {
    yaml = configReply.parse(JSON.parse(body)).data.yaml;
  } catch {
    return unknownIntervals;
  }
  let section = '';
  let globalMs: number | null = null;
  let job: { readonly name: string; readonly indent: number } | null = null;
  const ownMs = new Map<string, number | null>();
  for (const [, top, jobIndent, jobName, keyIndent, interval] of yaml.matchAll(linePattern)) {
    if (top !== undefined) {
      section = top;
      job = null;
    } else if (jobName !== undefined && section === 'scrape_configs') {
      // The keys of a job stand below its first one, two characters behind the dash.
      job = { name: jobName.trim().replaceAll(/^["']|["']$/g, ''), indent: (jobIndent ?? '').length + 2 };
      ownMs.set(job.name, null);
    } else if (interval !== undefined && section === 'global') {
      globalMs ??= prometheusDurationMs(interval);
    } else if (interval !== undefined && job !== null && keyIndent?.length === job.indent) {
      ownMs.set(job.name, prometheusDurationMs(interval));
    }
  }
  if (section === '') return unknownIntervals;
  const otherwiseMs = globalMs ?? PROMETHEUS_DEFAULT_MS;
  return {
    globalMs: otherwiseMs,
    byJobMs: new Map([...ownMs].map(([name, intervalMs]) => [name, intervalMs ?? otherwiseMs])),
  };
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
