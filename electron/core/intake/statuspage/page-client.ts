import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { HttpConnection } from '../policy/http-connection.ts';
import type { HttpReply } from '../policy/http-text.ts';
import { type HttpProblem, statusWords } from '../policy/http-words.ts';
import { decodeText } from './decode-text.ts';

const ACCEPT =
  'application/json, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/html;q=0.5, */*;q=0.1';

/** A server that is asked too often or refuses programs is left alone for this long at most. */
const MAX_HOLD_MS = 600_000;

/** A document, or null in `text` when it is the same as last time. */
export interface Fetched {
  readonly url: URL;
  readonly text: string | null;
  readonly contentType: string;
  readonly bytes: number;
  readonly receivedAtMs: number;
  /** When the server, not a cache in between, said so; never later than received. */
  readonly checkedAtMs: number;
}

export interface PageProblem extends HttpProblem {
  /** How long the server wants to be left alone; 0 when it does not say. */
  readonly holdMs: number;
  /** A web page where data was expected: perhaps it says where the data is. */
  readonly html?: string;
}

/** Asks for documents and remembers which version of each it has. */
export interface PageClient {
  get(url: URL): Promise<Result<Fetched, PageProblem>>;
  /** Forgets the version it has: the next answer is whole. */
  forget(url: URL): void;
}

/** @param timeoutMs how long the first byte may take; @param holdMs pause after a refusal that names none */
export function createPageClient(
  http: HttpConnection,
  clock: Clock,
  timeoutMs: number,
  holdMs: number,
): PageClient {
  const validators = new Map<string, Readonly<Record<string, string>>>();

  return {
    forget: (url) => void validators.delete(url.href),
    async get(url) {
      const pieces: Uint8Array[] = [];
      const known = validators.get(url.href);
      const reply = await http.request({
        url,
        accept: ACCEPT,
        ...(known === undefined ? {} : { extraHeaders: known }),
        onBytes: (piece) => void pieces.push(piece),
        headersTimeoutMs: timeoutMs,
      });
      if (!reply.ok) return err({ ...reply.error, holdMs: 0 });
      const { status, contentType, bytes, header } = reply.value;
      const receivedAtMs = clock.nowMs();
      const checkedAtMs = checkedAt(reply.value, receivedAtMs);
      const common = { url, contentType, bytes, receivedAtMs, checkedAtMs };
      if (status === 304 && known !== undefined) return ok({ ...common, text: null });
      if (status < 200 || status >= 300) return err(refusal(reply.value, url.host, holdMs));
      const text = decodeText(Buffer.concat(pieces), contentType);
      if (!text.ok) return err(pageProblem('question', `${url.host} ${text.error}.`));
      validators.set(url.href, {
        ...conditional('if-none-match', header('etag')),
        ...conditional('if-modified-since', header('last-modified')),
      });
      if (!header('etag') && !header('last-modified')) validators.delete(url.href);
      return ok({ ...common, text: text.value });
    },
  };
}

/** A problem that does not ask for a pause. */
export function pageProblem(scope: HttpProblem['scope'], sentence: string): PageProblem {
  return { scope, sentence, holdMs: 0 };
}

function conditional(name: string, value: string | null): Readonly<Record<string, string>> {
  return value === null || value.length > 1_000 ? {} : { [name]: value };
}

/**
 * A cache in between may hand out an old copy: `Age` says how old, `Date` when the server wrote it (RFC 9111). The
 * older of the two counts. A server whose clock is slow looks old as well, which is safe: no green from a copy.
 */
function checkedAt({ header }: HttpReply, receivedAtMs: number): number {
  const ageSeconds = Number(header('age') ?? 0);
  const dateMs = Date.parse(header('date') ?? '');
  const byAgeMs = ageSeconds > 0 ? receivedAtMs - ageSeconds * 1_000 : receivedAtMs;
  return Math.min(
    receivedAtMs,
    byAgeMs,
    Number.isNaN(dateMs) ? receivedAtMs : withoutTicks(dateMs, receivedAtMs),
  );
}

/** `Date` has whole seconds: less than two of them are no age. */
function withoutTicks(dateMs: number, receivedAtMs: number): number {
  return receivedAtMs - dateMs < 2_000 ? receivedAtMs : dateMs;
}

function refusal({ status, retryAfterMs }: HttpReply, host: string, defaultHoldMs: number): PageProblem {
  if (status === 403)
    return {
      scope: 'source',
      sentence: `${host} answered 403: it refuses this request, perhaps because a bot protection stands before it. Try the address of its summary.json or of its feed.`,
      holdMs: defaultHoldMs,
    };
  return {
    scope: status === 404 || status === 410 ? 'question' : 'source',
    sentence: statusWords(status, host),
    holdMs: Math.min(MAX_HOLD_MS, retryAfterMs ?? (status === 429 ? defaultHoldMs : 0)),
  };
}
