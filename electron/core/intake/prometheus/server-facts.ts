import { parse } from 'yaml';
import { z } from 'zod';
import { isRecord } from '../../../../shared/domain/is-record.ts';
import type { PrometheusClient, QueryParameters } from './client.ts';
import { isServerProblem, parseEnvelope } from './reply.ts';

/** Who speaks Prometheus' API here, as far as it makes a difference. */
export type Flavour = 'prometheus' | 'thanos' | 'mimir' | 'victoriametrics' | 'unknown';

/** What answers at an address. */
export interface Software {
  readonly flavour: Flavour;
  /** For the screen: `Prometheus 2.42.0`. */
  readonly name: string;
}

/** What was found out about a server; asked anew at every connect. */
export interface ServerFacts {
  /** @returns whether anything answers at all, whatever it says */
  refresh(): Promise<boolean>;
  readonly software: Software | null;
  /** Labels the server adds to everything it sends out; null when it does not say. */
  readonly externalLabels: Readonly<Record<string, string>> | null;
}

/** The part of a printed configuration that is read. */
const MAX_GLOBAL_CHARS = 65_536;

/** All that VictoriaMetrics says. */
const compatibleSchema = z.strictObject({ version: z.string().optional() });
const buildInfoSchema = z.object({
  application: z.string().optional(),
  version: z.string().optional(),
});

/**
 * Reads `/api/v1/status/buildinfo`. Mimir and Cortex name themselves (`application`). Thanos answers as Prometheus
 * does, with versions that begin with 0, which Prometheus left behind before it had this endpoint. VictoriaMetrics
 * answers for Grafana's sake, with an empty object or a version of Prometheus, and without the build it describes.
 * @returns null for anything else
 */
export function softwareOf(body: string): Software | null {
  const envelope = parseEnvelope(body);
  const data = envelope.ok && envelope.value.status === 'success' ? envelope.value.data : null;
  if (compatibleSchema.safeParse(data).success)
    return { flavour: 'victoriametrics', name: 'VictoriaMetrics' };
  const info = buildInfoSchema.safeParse(data);
  if (!info.success) return null;
  const { application, version } = info.data;
  if (application !== undefined) {
    const flavour = /mimir|cortex|enterprise metrics/i.test(application) ? 'mimir' : 'unknown';
    return { flavour, name: [application, version].filter(Boolean).join(' ') };
  }
  if (version === undefined || version === '') return null;
  const isThanos = version.startsWith('0.');
  return {
    flavour: isThanos ? 'thanos' : 'prometheus',
    name: `${isThanos ? 'Thanos' : 'Prometheus'} ${version}`,
  };
}

/** The version in VictoriaMetrics' own metrics, which its build information keeps to itself. */
export function victoriaMetricsVersion(metrics: string): string | null {
  const [line] = /^vm_app_version\{.*$/m.exec(metrics) ?? [];
  return /short_version="(v[^"]+)"/.exec(line ?? '')?.[1] ?? /-(v\d[^-"]*)/.exec(line ?? '')?.[1] ?? null;
}

/** `global.external_labels` of the configuration a server prints; null when there are none to be found. */
export function externalLabelsOf(body: string): Readonly<Record<string, string>> | null {
  const envelope = parseEnvelope(body);
  const data = envelope.ok ? envelope.value.data : null;
  const text = isRecord(data) ? data['yaml'] : null;
  if (typeof text !== 'string') return null;
  // The configuration can be megabytes of scrape jobs; its global part stands by itself.
  const [block] = /^global:[^\n]*(?:\n(?:[ \t][^\n]*)?)*/m.exec(text.slice(0, MAX_GLOBAL_CHARS)) ?? [];
  if (block === undefined) return null;
  try {
    const parsed: unknown = parse(block, { maxAliasCount: 0, logLevel: 'error' });
    const global = isRecord(parsed) ? parsed['global'] : null;
    const labels = isRecord(global) ? global['external_labels'] : null;
    if (!isRecord(labels)) return null;
    return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
  } catch {
    return null;
  }
}

/**
 * What an instant query is to say beyond the query. VictoriaMetrics holds back the newest 30 s
 * (`-search.latencyOffset`) and yet stamps its answer with now; `nocache=1` makes it answer as of now. Nobody else
 * is told: unknown parameters are never sent.
 */
export function instantParameters(software: Software | null): QueryParameters {
  return software?.flavour === 'victoriametrics' ? { nocache: '1' } : {};
}

/** Asks the server about itself; whatever does not answer stays unknown. */
export function createServerFacts(client: PrometheusClient): ServerFacts {
  let software: Software | null = null;
  let externalLabels: Readonly<Record<string, string>> | null = null;

  return {
    get software() {
      return software;
    },
    get externalLabels() {
      return externalLabels;
    },
    async refresh() {
      const [info, config] = await Promise.all([
        client.ask('/api/v1/status/buildinfo'),
        client.ask('/api/v1/status/config'),
      ]);
      if (!info.ok && !isServerProblem(info.error)) return false;
      if (info.ok) software = softwareOf(info.value);
      if (config.ok) externalLabels = externalLabelsOf(config.value);
      if (software?.flavour !== 'victoriametrics') return true;
      const metrics = await client.ask('/metrics');
      const version = metrics.ok ? victoriaMetricsVersion(metrics.value) : null;
      if (version !== null) software = { ...software, name: `VictoriaMetrics ${version}` };
      return true;
    },
  };
}
