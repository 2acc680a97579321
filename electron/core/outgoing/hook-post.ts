import { createHmac } from 'node:crypto';
import type { Alert } from '../../../shared/domain/alert.ts';

/** What an alert became. */
export type HookState = 'firing' | 'resolved';

/** One post, the same however often it is tried. */
export interface HookPost {
  /** Unlike any other: whoever receives a post twice knows by it. */
  readonly id: string;
  readonly state: HookState;
  readonly body: string;
  /** When it was first to be sent. */
  readonly atMs: number;
}

/** The text of a post. Its shape is described in docs/outgoing-webhooks.md; `version` changes with it. */
export function hookPost(
  id: string,
  webhook: string,
  state: HookState,
  alert: Alert,
  atMs: number,
): HookPost {
  const { name, title, summary, severity, kind, service, region, labels, sourceIds, runbookUrl } = alert;
  const body = JSON.stringify({
    version: 1,
    id,
    webhook,
    state,
    at: new Date(atMs).toISOString(),
    alert: {
      id: alert.id,
      name,
      title,
      summary,
      severity,
      kind,
      service,
      region,
      labels,
      startsAt: new Date(alert.startsAtMs).toISOString(),
      resolvedAt: alert.resolvedAtMs === null ? null : new Date(alert.resolvedAtMs).toISOString(),
      /** It ended because nobody repeated it: it may go on. */
      lapsed: alert.lapsed === true,
      flapping: alert.flapping !== undefined,
      sources: sourceIds,
      runbookUrl,
    },
  });
  return { id, state, body, atMs };
}

/**
 * `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of the seconds, a dot and the body. The time is signed along, so that a
 * receiver can refuse what was recorded and played again.
 */
export function hookSignature(secret: string, body: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1_000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
