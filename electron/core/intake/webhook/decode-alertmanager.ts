import { z } from 'zod';
import type { AlertReport } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { type AlertLabels, alertReport, MAX_ALERTS } from '../prometheus/decode-alerts.ts';
import type { HookPayload } from './hook-payload.ts';

/** The only version there is: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const VERSION = '4';

/** Alertmanager repeats after repeat_interval, once the group is looked at again and the call got through. */
const REPEAT_SLACK = 1.25;

const texts = z.record(z.string(), z.string());

const envelopeSchema = z.object({
  version: z.literal(VERSION, { error: `expected "${VERSION}"` }),
  alerts: z.array(z.unknown(), { error: 'expected a list of alerts' }),
  /** How many more alerts the group has than `max_alerts` let through. */
  truncatedAlerts: z.number().nonnegative().nullish().catch(null),
});

const alertSchema = z.object({
  status: z.enum(['firing', 'resolved'], { error: 'expected firing or resolved' }),
  labels: texts,
  annotations: texts.nullish().catch(null),
  startsAt: z.iso.datetime({ offset: true }).nullish().catch(null),
  endsAt: z.iso.datetime({ offset: true }).nullish().catch(null),
  generatorURL: z.string().nullish().catch(null),
});

export interface AlertmanagerOptions {
  readonly labels: AlertLabels;
  /** `repeat_interval` of the Alertmanager, milliseconds. */
  readonly repeatEvery: number;
}

/**
 * Reads the payload an Alertmanager posts. Grouping is not kept: every alert stands for itself, so what a group's
 * labels say is in the alerts as well.
 */
export function decodeAlertmanager(
  value: object,
  { labels, repeatEvery }: AlertmanagerOptions,
  nowMs: number,
): Result<HookPayload, string> {
  const envelope = envelopeSchema.safeParse(value);
  if (!envelope.success) {
    const issue = envelope.error.issues[0];
    return err(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is invalid'}`);
  }
  const { alerts: listed, truncatedAlerts } = envelope.data;
  if (listed.length > MAX_ALERTS) return err(`alerts: expected at most ${MAX_ALERTS}, got ${listed.length}`);
  const alerts: AlertReport[] = [];
  let lastRejection: string | null = null;
  for (const [index, item] of listed.entries()) {
    const parsed = alertSchema.safeParse(item);
    if (parsed.success) alerts.push(reportOf(parsed.data, labels, repeatEvery, nowMs));
    else {
      const issue = parsed.error.issues[0];
      lastRejection = `alerts[${index}]${issue === undefined ? '' : pathText(issue.path)}: ${issue?.message ?? 'is invalid'}`;
    }
  }
  const left = truncatedAlerts ?? 0;
  return ok({
    kind: 'alertmanager',
    alerts,
    annotations: [],
    rejectedCount: listed.length - alerts.length,
    lastRejection,
    warnings:
      left > 0
        ? [
            `Alertmanager left ${left} alerts of a group out of its last call: raise max_alerts of its webhook.`,
          ]
        : [],
  });
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
}

function reportOf(
  { status, labels, annotations, startsAt, endsAt, generatorURL }: z.infer<typeof alertSchema>,
  names: AlertLabels,
  repeatEveryMs: number,
  nowMs: number,
): AlertReport {
  // Go writes a missing time as year 1; a clock that runs ahead began no later than now.
  const startMs = startsAt ? Date.parse(startsAt) : Number.NaN;
  const startsAtMs = startMs > 0 && startMs <= nowMs ? startMs : nowMs;
  const report = alertReport({ labels, annotations: annotations ?? {}, state: 'firing', startsAtMs }, names);
  const endMs = endsAt ? Date.parse(endsAt) : Number.NaN;
  return {
    ...report,
    state: status,
    ...(status === 'firing'
      ? { confirmedUntilMs: endMs > 0 ? endMs : nowMs + REPEAT_SLACK * repeatEveryMs }
      : {}),
    ...(generatorURL ? { generatorUrl: generatorURL } : {}),
  };
}
