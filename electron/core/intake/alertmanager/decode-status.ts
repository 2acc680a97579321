import { z } from 'zod';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { countOf } from '../../../../shared/format/words.ts';
import { parseJson } from './parse-list.ts';

const statusSchema = z.object({
  versionInfo: z.object({ version: z.string() }).nullish().catch(null),
  /** When the process started. */
  uptime: z.iso.datetime({ offset: true }).nullish().catch(null),
  cluster: z
    .object({
      status: z.string(),
      peers: z.array(z.object({ name: z.string().nullish(), address: z.string() })).nullish(),
    })
    .nullish()
    .catch(null),
});

/** What an Alertmanager says about itself. Null where it does not. */
export interface AlertmanagerStatus {
  readonly version: string | null;
  readonly startedAtMs: number | null;
  readonly cluster: {
    readonly status: string;
    readonly peerCount: number;
    /** The members by the names they gave themselves, this one included; no two clusters share one. */
    readonly peers: readonly string[];
  } | null;
}

/** Decodes the answer of `/api/v2/status`; never throws. The error is the reason in words. */
export function decodeStatus(body: string): Result<AlertmanagerStatus, string> {
  const value = parseJson(body);
  if (!value.ok) return value;
  const parsed = statusSchema.safeParse(value.value);
  if (!parsed.success) return err('answered JSON that is not an Alertmanager status; check the url');
  const { versionInfo, uptime, cluster } = parsed.data;
  return ok({
    version: versionInfo?.version ?? null,
    startedAtMs: uptime ? Date.parse(uptime) : null,
    cluster: cluster
      ? {
          status: cluster.status,
          peerCount: cluster.peers?.length ?? 0,
          peers: (cluster.peers ?? []).flatMap(({ name }) => (name ? [name] : [])),
        }
      : null,
  });
}

/** The status without the server's configuration, which may hold addresses with passwords in them; never throws. */
export function withoutConfig(body: string): string {
  const value = parseJson(body);
  if (!value.ok || typeof value.value !== 'object' || value.value === null) return body;
  try {
    return JSON.stringify({ ...value.value, config: undefined });
  } catch {
    // Nested deeper than the engine can write.
    return '(cannot be shown)';
  }
}

/**
 * What is wrong with the cluster, in sentences.
 * @param groupSize how many Alertmanagers are configured as one group, this one included
 */
export function clusterWarnings(
  cluster: Pick<NonNullable<AlertmanagerStatus['cluster']>, 'status' | 'peerCount'> | null,
  groupSize: number,
): readonly string[] {
  if (cluster === null) return [];
  if (cluster.status === 'disabled')
    return groupSize > 1
      ? [`It runs without a cluster, though ${groupSize} share its group: silences are not passed on.`]
      : [];
  const unready =
    cluster.status === 'ready'
      ? []
      : [`Its cluster is not ready (${cluster.status.slice(0, 40)}): silences may be missing.`];
  const lonely =
    cluster.peerCount < groupSize
      ? [`Its cluster has ${countOf(cluster.peerCount, 'member')}, ${groupSize} are configured.`]
      : [];
  return [...unready, ...lonely];
}
