import { z } from 'zod';
import { parseAckComment } from '../../../../shared/domain/acknowledgement.ts';
import type { Suppression } from '../../../../shared/domain/alert.ts';
import type { AlertReport } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Silence } from '../../../../shared/domain/silence.ts';
import { type AlertLabels, alertReport, MAX_ALERTS, mostSevere } from '../prometheus/decode-alerts.ts';
import { parseList } from './parse-list.ts';

/** Silences, inhibiting alerts and mute intervals kept per alert. */
const MAX_REASONS = 20;

const texts = z.record(z.string(), z.string());
const names = z.array(z.string()).nullish();
const time = z.iso.datetime({ offset: true }).nullish().catch(null);

/**
 * Only the labels are needed: they are the alert. A status that cannot be read counts as none, because the
 * mistake to avoid is to keep an alert quiet. Unknown fields are ignored.
 */
const alertSchema = z.object({
  labels: texts,
  annotations: texts.nullish().catch(null),
  fingerprint: z.string().nullish().catch(null),
  startsAt: time,
  /** When it is given up unless somebody repeats it. */
  endsAt: time,
  /** When it was repeated last. */
  updatedAt: time,
  generatorURL: z.string().nullish().catch(null),
  status: z
    .object({
      state: z.string(),
      silencedBy: names.catch(null),
      inhibitedBy: names.catch(null),
      /** Since 0.28. */
      mutedBy: names.catch(null),
    })
    .nullish()
    .catch(null),
});
type WireAlert = z.infer<typeof alertSchema>;

/** The alerts of one answer. `alerts.length + rejectedCount` equals the alerts in the reply. */
export interface DecodedAlerts {
  readonly alerts: readonly WireAlert[];
  readonly rejectedCount: number;
  readonly lastRejection: string | null;
  /** Some were left out: what is missing may still be firing. */
  readonly isCut: boolean;
}

/** Decodes the answer of `/api/v2/alerts`; never throws. The error is the reason in words. */
export function decodeAlerts(body: string): Result<DecodedAlerts, string> {
  const list = parseList(body, 'alerts');
  if (!list.ok) return err(list.error);
  const alerts: WireAlert[] = [];
  let lastRejection: string | null = null;
  for (const item of mostSevere(list.value)) {
    const parsed = alertSchema.safeParse(item);
    if (parsed.success) alerts.push(parsed.data);
    else lastRejection = 'an alert was refused: its labels are not texts';
  }
  const isCut = list.value.length > MAX_ALERTS;
  if (isCut) lastRejection = `more than ${MAX_ALERTS} alerts at once`;
  return ok({ alerts, rejectedCount: list.value.length - alerts.length, lastRejection, isCut });
}

/**
 * Turns the alerts of one answer into reports. Everything an Alertmanager lists is firing: `endsAt` in the future
 * only says when it gives up waiting for news, and what is over leaves the list.
 * @param silences by id, to say who silenced an alert, why and until when
 * @param receivedAtMs stands in for a start that is missing, or lies ahead
 * @param lapses by fingerprint, from when on leaving the list means that nobody repeated it
 */
export function reportsOf(
  alerts: readonly WireAlert[],
  silences: ReadonlyMap<string, Silence>,
  labelNames: AlertLabels,
  receivedAtMs: number,
  lapses: ReadonlyMap<string, number> = new Map(),
): readonly AlertReport[] {
  const nameOf = new Map(alerts.map((alert) => [alert.fingerprint, alert.labels['alertname']]));
  return alerts.map((alert) => {
    const suppression = suppressionOf(alert.status, silences, nameOf);
    const lapsesAtMs = lapses.get(alert.fingerprint ?? '');
    return {
      ...alertReport(
        {
          labels: alert.labels,
          annotations: alert.annotations ?? {},
          state: 'firing',
          startsAtMs: startOf(alert.startsAt, receivedAtMs),
        },
        labelNames,
      ),
      ...(suppression === null ? {} : { suppression }),
      ...(lapsesAtMs === undefined ? {} : { lapsesAtMs }),
      ...(alert.generatorURL ? { generatorUrl: alert.generatorURL } : {}),
    };
  });
}

/** Go writes a missing time as year 1. */
function startOf(startsAt: string | null | undefined, receivedAtMs: number): number {
  const startMs = startsAt ? Date.parse(startsAt) : Number.NaN;
  return startMs > 0 && startMs <= receivedAtMs ? startMs : receivedAtMs;
}

function suppressionOf(
  status: WireAlert['status'],
  silences: ReadonlyMap<string, Silence>,
  nameOf: ReadonlyMap<string | null | undefined, string | undefined>,
): Suppression | null {
  const told = status?.silencedBy ?? [];
  // Somebody has it in hand: that is no reason to hide it.
  const ids = told.filter((id) => parseAckComment(silences.get(id)?.comment ?? '') === null);
  const inhibitors = status?.inhibitedBy ?? [];
  const intervals = status?.mutedBy ?? [];
  const reasons = ids.length + inhibitors.length + intervals.length;
  if (reasons === 0 && (status?.state !== 'suppressed' || told.length > 0)) return null;
  return {
    silencedBy: ids.slice(0, MAX_REASONS).map((id) => {
      const silence = silences.get(id);
      return {
        id,
        createdBy: silence?.createdBy ?? '',
        comment: silence?.comment ?? '',
        endsAtMs: silence?.endsAtMs ?? null,
      };
    }),
    inhibitedBy: [...new Set(inhibitors.map((fingerprint) => nameOf.get(fingerprint) ?? fingerprint))].slice(
      0,
      MAX_REASONS,
    ),
    mutedBy: intervals.slice(0, MAX_REASONS),
  };
}
