import { z } from 'zod';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { HttpReply } from '../policy/http-text.ts';
import type { HttpProblem } from '../policy/http-words.ts';
import { statusWords } from '../policy/http-words.ts';
import { withoutCutWord } from '../policy/payload-peek.ts';

const notices = z.array(z.string()).nullish();

/** What every endpoint of the Prometheus HTTP API wraps its answer in; unknown fields are ignored. */
const envelopeSchema = z.object({
  status: z.enum(['success', 'error']),
  data: z.unknown().optional(),
  errorType: z.string().optional(),
  error: z.string().optional(),
  warnings: notices,
  infos: notices,
  /** VictoriaMetrics: some storage node did not answer. */
  isPartial: z.boolean().optional(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** The notices of an answer, in the source's own words. */
export function noticesOf(envelope: Envelope): readonly string[] {
  const partial = envelope.isPartial === true ? ['The answer is partial: a storage node is missing.'] : [];
  return [...partial, ...(envelope.warnings ?? []), ...(envelope.infos ?? [])];
}

const MAX_QUOTED_CHARS = 200;

/** What a source said itself, short enough for a sentence. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > MAX_QUOTED_CHARS ? `${withoutCutWord(line.slice(0, MAX_QUOTED_CHARS))}…` : line;
}

/** Parses a body; never throws. The error is the reason in words. */
export function parseEnvelope(body: string): Result<Envelope, string> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return err(notJsonWords(body));
  }
  const parsed = envelopeSchema.safeParse(value);
  return parsed.success
    ? ok(parsed.data)
    : err('answered JSON that is not a Prometheus reply (no "status"); check the url');
}

/** Says what a text is that should have been JSON. */
export function notJsonWords(body: string): string {
  const start = body.trimStart();
  if (start === '') return 'answered with an empty body';
  if (start.startsWith('<'))
    return 'answered with a web page instead of JSON; check the url and any login proxy';
  if (start.startsWith('{')) return 'answered with JSON that is cut off or damaged';
  return `answered with something that is not JSON: "${quoted(start.slice(0, 400))}"`;
}

/** What a server answered that is no usable reply. */
export interface ServerProblem extends HttpProblem {
  readonly status: number;
  /** The server says in its own words that it is not ready: Prometheus while it starts or stops. */
  readonly saysNotReady: boolean;
}

/** Whether a problem is an answer of the server, with a status. */
export const isServerProblem = (problem: HttpProblem): problem is ServerProblem => 'status' in problem;

/** The whole body of Prometheus' 503 while it replays its log; proxies answer web pages or other words. */
const NOT_READY = 'Service Unavailable';

/** Turns a status that is not 2xx into a problem, using Prometheus' own error text where there is one. */
export function statusProblem({ status, body, retryAfterMs }: HttpReply, host: string): ServerProblem | null {
  if (status >= 200 && status < 300) return null;
  const envelope = parseEnvelope(body);
  if (envelope.ok && envelope.value.error !== undefined) {
    const type = envelope.value.errorType ?? 'error';
    // Prometheus itself answered: it is there, and dislikes this query.
    const sentence = `${host} answered ${status} (${type}): ${quoted(envelope.value.error)}`;
    return { scope: 'question', sentence, status, saysNotReady: false, retryAfterMs };
  }
  const saysNotReady = status === 503 && body.trim() === NOT_READY;
  return { scope: 'source', sentence: statusWords(status, host), status, saysNotReady, retryAfterMs };
}
