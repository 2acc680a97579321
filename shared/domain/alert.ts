import { z } from 'zod/mini';

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const alertStates = ['pending', 'firing', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

/** One thing in the feed, merged over all sources that report it. */
export const alertSchema = z.object({
  /** Stable over sources and restarts: derived from the labels. */
  id: z.string(),
  name: z.string(),
  /** What happened in words. */
  title: z.string(),
  /** The facts under the title; may be empty. */
  summary: z.string(),
  severity: z.enum(severities),
  state: z.enum(alertStates),
  /** `unreachable` and `conflict` are Vigil's own findings about its sources; everything else is `reported`. */
  kind: z.enum(['reported', 'unreachable', 'conflict']),
  service: z.nullable(z.string()),
  region: z.nullable(z.string()),
  labels: z.record(z.string(), z.string()),
  startsAtMs: z.number(),
  resolvedAtMs: z.nullable(z.number()),
  /** When a source last confirmed it. */
  lastSeenAtMs: z.number(),
  /** Every source that reports it now; `vigil` for its own findings. */
  sourceIds: z.array(z.string()),
  /** No source that reported it answers any more: it may be over, nobody can say. */
  unconfirmed: z.boolean(),
  runbookUrl: z.nullable(z.string()),
});

export type Alert = z.infer<typeof alertSchema>;

/**
 * The alerts that belong to a picture of the past: what Vigil itself found out afterwards, such as that it is
 * blind now, is not part of what was last known.
 */
export function alertsAsOf(alerts: readonly Alert[], asOfMs: number): readonly Alert[] {
  return alerts.filter((alert) => alert.kind === 'reported' || alert.startsAtMs <= asOfMs);
}

const severityRank: Record<Severity, number> = { critical: 3, warning: 2, info: 1 };

/** Feed order: firing before pending before resolved, then severity, then newest change first. */
export function compareAlerts(a: Alert, b: Alert): number {
  const stateRank = { firing: 0, pending: 1, resolved: 2 } as const;
  return (
    stateRank[a.state] - stateRank[b.state] ||
    severityRank[b.severity] - severityRank[a.severity] ||
    b.startsAtMs - a.startsAtMs ||
    a.id.localeCompare(b.id)
  );
}

/** Reads a severity label the way rule authors write them. Unknown words warn: silence would hide them. */
export function severityFromLabel(label: string | undefined): Severity {
  const word = label?.toLowerCase() ?? '';
  if (['critical', 'page', 'error', 'fatal', 'emergency', 'high', 'p1', 'sev1'].includes(word))
    return 'critical';
  if (['info', 'information', 'notice', 'low', 'none', 'p4', 'p5'].includes(word)) return 'info';
  return 'warning';
}
