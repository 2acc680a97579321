import { z } from 'zod/mini';

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const alertStates = ['pending', 'firing', 'resolved'] as const;
export type AlertState = (typeof alertStates)[number];

/** Why an alert that fires notifies nobody. */
export const suppressionSchema = z.object({
  /** Silences by id, with what they say; text fields are empty when the source did not tell. */
  silencedBy: z.array(
    z.object({
      id: z.string(),
      createdBy: z.string(),
      comment: z.string(),
      endsAtMs: z.nullable(z.number()),
    }),
  ),
  /** Fingerprints or names of the alerts that inhibit it. */
  inhibitedBy: z.array(z.string()),
  /** Names of time intervals that mute it. */
  mutedBy: z.array(z.string()),
});
export type Suppression = z.infer<typeof suppressionSchema>;

/** Who took an alert in hand. */
export const acknowledgementSchema = z.object({
  /** The person, as they name themselves. */
  by: z.string(),
  /** Why, or what they do about it; may be empty. */
  why: z.string(),
  atMs: z.number(),
  /** Null: until it resolves. */
  untilMs: z.nullable(z.number()),
  /** Alertmanagers that hold it as a silence; none: only this Vigil and its seats know. */
  sourceIds: z.array(z.string()),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** An alert that comes and goes. */
export const flappingSchema = z.object({
  /** Times it began or ended within `windowMs`. */
  changes: z.number(),
  windowMs: z.number(),
  sinceMs: z.number(),
});
export type Flapping = z.infer<typeof flappingSchema>;

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
  /**
   * `reported` by a source. The rest are Vigil's own findings: `unreachable` and `conflict` about its sources,
   * `monitoring` about what is behind them: a rule that cannot be evaluated, a dead-man's switch that fell silent,
   * peers that disagree. `rule` is a rule of Vigil's own configuration. A `heartbeat` is reported as well, and is no
   * trouble: it always fires, its absence is.
   */
  kind: z.enum(['reported', 'unreachable', 'conflict', 'monitoring', 'rule', 'heartbeat']),
  service: z.nullable(z.string()),
  region: z.nullable(z.string()),
  labels: z.record(z.string(), z.string()),
  startsAtMs: z.number(),
  resolvedAtMs: z.nullable(z.number()),
  /** True when it ended because nobody repeats or judges it any more, and not because anybody called it over: it may go on. */
  lapsed: z.optional(z.literal(true)),
  /** When a source last confirmed it. */
  lastSeenAtMs: z.number(),
  /** Every source that reports it now, or for a heartbeat that should; `vigil` for its own findings. */
  sourceIds: z.array(z.string()),
  /** No source that reported it answers any more: it may be over, nobody can say. */
  unconfirmed: z.boolean(),
  /** Null when nothing keeps it quiet. A suppressed alert is counted and can be shown; it colours nothing. */
  suppression: z.nullable(suppressionSchema),
  /** Absent while nobody has it in hand. */
  acknowledgement: z.optional(acknowledgementSchema),
  /** Absent while it holds still. */
  flapping: z.optional(flappingSchema),
  runbookUrl: z.nullable(z.string()),
});

export type Alert = z.infer<typeof alertSchema>;

/** Nothing keeps it quiet, and it is not meant to fire. */
export function isLoud(alert: Pick<Alert, 'kind' | 'suppression'>): boolean {
  return alert.kind !== 'heartbeat' && alert.suppression === null;
}

/** Trouble somebody should know of now: what counts as firing. */
export function isTrouble(alert: Pick<Alert, 'state' | 'kind' | 'suppression'>): boolean {
  return alert.state === 'firing' && isLoud(alert);
}

/** Fires, and notifies nobody: silenced, inhibited or muted. */
export function isQuieted(alert: Pick<Alert, 'state' | 'kind' | 'suppression'>): boolean {
  return alert.state === 'firing' && alert.kind !== 'heartbeat' && alert.suppression !== null;
}

/**
 * The alerts that belong to a picture of the past: what Vigil itself found out afterwards, such as that it is
 * blind now, is not part of what was last known.
 */
export function alertsAsOf(alerts: readonly Alert[], asOfMs: number): readonly Alert[] {
  return alerts.filter(
    (alert) => alert.kind === 'reported' || alert.kind === 'heartbeat' || alert.startsAtMs <= asOfMs,
  );
}

/** The worse, the higher; from 1. */
export const severityRank: Readonly<Record<Severity, number>> = { critical: 3, warning: 2, info: 1 };

/** The worst of some severities; `info` of none. */
export function worstSeverity(of: readonly Severity[]): Severity {
  return severities.find((severity) => of.includes(severity)) ?? 'info';
}

/** Feed order: firing before pending before resolved, what is kept quiet after the rest, then severity, then newest first. */
export function compareAlerts(a: Alert, b: Alert): number {
  const stateRank = { firing: 0, pending: 1, resolved: 2 } as const;
  return (
    stateRank[a.state] - stateRank[b.state] ||
    Number(isLoud(b)) - Number(isLoud(a)) ||
    severityRank[b.severity] - severityRank[a.severity] ||
    b.startsAtMs - a.startsAtMs ||
    // Ids are hexadecimal or names: no language orders them, and a storm compares them a million times.
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
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
