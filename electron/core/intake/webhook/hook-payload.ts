import type { Annotation } from '../../../../shared/domain/annotation.ts';
import { isRecord } from '../../../../shared/domain/is-record.ts';
import type { AlertReport } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { type AlertmanagerOptions, decodeAlertmanager } from './decode-alertmanager.ts';
import type { AnnotationDecoder } from './decode-annotations.ts';

/** Annotations of one call; a longer list is refused whole. */
export const MAX_ANNOTATIONS_PER_CALL = 500;

/** What one call brought. Items that were refused are counted; the rest is taken. */
export interface HookPayload {
  readonly kind: 'alertmanager' | 'annotations';
  readonly alerts: readonly AlertReport[];
  readonly annotations: readonly Annotation[];
  readonly rejectedCount: number;
  readonly lastRejection: string | null;
  readonly warnings: readonly string[];
}

const EXPECTED =
  'expected the webhook payload of an Alertmanager (with "version" and "alerts"), or an annotation with "kind" and "title", or a list of them; see docs/webhook.md';

/**
 * Reads what was posted to a hook; never throws. The error is for the caller: the path and what is expected there.
 * A call of which nothing can be taken is an error; of one with good and bad parts the good ones are taken.
 */
export function decodeHook(
  body: string,
  options: AlertmanagerOptions,
  annotationsOf: AnnotationDecoder,
  nowMs: number,
): Result<HookPayload, string> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return err(body.trim() === '' ? `the body is empty: ${EXPECTED}` : 'the body is not JSON');
  }
  const payload =
    isRecord(value) && Object.hasOwn(value, 'alerts')
      ? decodeAlertmanager(value, options, nowMs)
      : isRecord(value) || Array.isArray(value)
        ? decodeAnnotations(value, annotationsOf, nowMs)
        : err(EXPECTED);
  if (!payload.ok) return payload;
  const { alerts, annotations, lastRejection } = payload.value;
  return alerts.length + annotations.length === 0 && lastRejection !== null ? err(lastRejection) : payload;
}

function decodeAnnotations(
  value: object,
  annotationsOf: AnnotationDecoder,
  nowMs: number,
): Result<HookPayload, string> {
  const isList = Array.isArray(value);
  const items: readonly unknown[] = isList ? value : [value];
  if (items.length > MAX_ANNOTATIONS_PER_CALL)
    return err(`expected at most ${MAX_ANNOTATIONS_PER_CALL} annotations in one call, got ${items.length}`);
  const annotations: Annotation[] = [];
  let lastRejection: string | null = null;
  for (const [index, item] of items.entries()) {
    const read = annotationsOf(item, nowMs);
    if (typeof read === 'string') lastRejection = isList ? `[${index}]: ${read}` : read;
    else annotations.push(read);
  }
  return ok({
    kind: 'annotations',
    alerts: [],
    annotations,
    rejectedCount: items.length - annotations.length,
    lastRejection,
    warnings: [],
  });
}
