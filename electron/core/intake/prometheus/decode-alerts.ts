import { z } from 'zod';
import {
  MAX_ANNOTATION_CHARS,
  MAX_ANNOTATION_NAME_CHARS,
  MAX_ANNOTATIONS,
} from '../../../../shared/contract/alert-commands.ts';
import { severities, severityFromLabel } from '../../../../shared/domain/alert.ts';
import { isRecord } from '../../../../shared/domain/is-record.ts';
import type { AlertReport } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { cutText } from '../../../../shared/format/cut-text.ts';
import { createItemReader, type ElementReader } from './list-scan.ts';
import { type Envelope, noticesOf } from './reply.ts';

/** More alerts than this at once are a storm nobody reads; the surplus, the least severe, is counted as refused. */
export const MAX_ALERTS = 10_000;

const texts = z.record(z.string(), z.string());
const alertSchema = z.object({
  labels: texts,
  annotations: texts.optional(),
  state: z.enum(['pending', 'firing']),
  activeAt: z.iso.datetime({ offset: true }),
});

/** Which labels name the service and region of an alert, the first that is present wins. */
export interface AlertLabels {
  readonly service: readonly string[];
  readonly region: readonly string[];
}

/** What the alert list came to. `alerts.length + rejectedCount` equals the alerts in the reply. */
export interface DecodedAlerts {
  readonly alerts: readonly AlertReport[];
  readonly rejectedCount: number;
  readonly lastRejection: string | null;
  readonly notices: readonly string[];
  /** Some were left out: what is missing may still be firing. */
  readonly isCut: boolean;
}

/** Takes the alerts of one reply as they arrive; `finish` tells what they come to. */
export interface AlertDecoder extends ElementReader {
  /** The error is the rest of a sentence that starts with the server. */
  finish(envelope: Envelope): Result<DecodedAlerts, string>;
}

/** Decodes the answer of `/api/v1/alerts` while it arrives; never throws. */
export function createAlertDecoder(names: AlertLabels): AlertDecoder {
  let alerts: AlertReport[] = [];
  let count = 0;
  let lastRejection: string | null = null;

  const items = createItemReader(
    (item) => {
      count += 1;
      const parsed = alertSchema.safeParse(item);
      if (parsed.success) {
        alerts.push(alertReport(parsed.data, names));
        return;
      }
      const issue = parsed.error.issues[0];
      lastRejection = `an alert was refused: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`;
    },
    () => {
      [alerts, count, lastRejection] = [[], 0, null];
    },
  );
  return {
    ...items,
    finish(envelope) {
      const { status, data, error } = envelope;
      if (status === 'error') return err(`was refused: ${error ?? 'no reason given'}`);
      if (!isRecord(data) || !Array.isArray(data['alerts'])) return err('brought no list of alerts');
      const isCut = count > MAX_ALERTS;
      const kept = mostSevere(alerts);
      return ok({
        alerts: kept,
        rejectedCount: count - kept.length,
        lastRejection: isCut ? `more than ${MAX_ALERTS} alerts at once` : lastRejection,
        notices: noticesOf(envelope),
        isCut,
      });
    },
  };
}

/** The alerts that fit, the most severe of them; the list as it is when all do. */
export function mostSevere<Item>(list: readonly Item[]): readonly Item[] {
  if (list.length <= MAX_ALERTS) return list;
  const rank = (item: Item): number => {
    const labels = isRecord(item) && isRecord(item['labels']) ? item['labels'] : {};
    const label = labels['severity'];
    return severities.indexOf(severityFromLabel(typeof label === 'string' ? label : undefined));
  };
  const ranked = list.map((item) => ({ item, rank: rank(item) }));
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MAX_ALERTS)
    .map(({ item }) => item);
}

/** An alert as a report: its name, severity and place are read from its labels. */
export function alertReport(alert: z.infer<typeof alertSchema>, names: AlertLabels): AlertReport {
  const { labels } = alert;
  const pick = (candidates: readonly string[]): string | null =>
    candidates.map((name) => (Object.hasOwn(labels, name) ? labels[name] : undefined)).find(Boolean) ?? null;
  return {
    labels,
    annotations: boundedAnnotations(alert.annotations ?? {}),
    name: pick(['alertname']) ?? 'unnamed alert',
    severity: severityFromLabel(pick(['severity']) ?? undefined),
    state: alert.state,
    startsAtMs: Date.parse(alert.activeAt),
    service: pick(names.service),
    region: pick(names.region),
  };
}

/** Annotations are prose of any length, held for every alert: a bounded number of them, and of each its beginning. */
function boundedAnnotations(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const names = Object.keys(annotations);
  const isSmall =
    names.length <= MAX_ANNOTATIONS &&
    names.every(
      (name) => name.length <= MAX_ANNOTATION_NAME_CHARS && annotations[name]!.length <= MAX_ANNOTATION_CHARS,
    );
  if (isSmall) return annotations;
  // What titles, summaries and runbooks are made of is not to be crowded out.
  const kept = [...names.filter((name) => spoken.has(name)), ...names.filter((name) => !spoken.has(name))];
  return Object.fromEntries(
    kept
      .slice(0, MAX_ANNOTATIONS)
      .map((name) => [
        cutText(name, MAX_ANNOTATION_NAME_CHARS),
        cutText(annotations[name]!, MAX_ANNOTATION_CHARS),
      ]),
  );
}

/** Annotations that Vigil reads itself. */
const spoken: ReadonlySet<string> = new Set(['title', 'summary', 'description', 'runbook_url', 'runbook']);
