import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Alert } from '../../../shared/domain/alert.ts';

/** One post, the same however often it is tried. */
export const hookPostSchema = z.object({
  /** Unlike any other: whoever receives a post twice knows by it. */
  id: z.string(),
  /** What its alert became. */
  state: z.enum(['firing', 'resolved']),
  body: z.string(),
  /** When it was first to be sent. */
  atMs: z.number(),
});
export type HookPost = Readonly<z.infer<typeof hookPostSchema>>;
export type HookState = HookPost['state'];

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
