import { Agent, fetch, type Response } from 'undici';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import { type HttpProblem, networkErrorWords } from './http-words.ts';
import { maskedAddress } from './masked-address.ts';

/** A reply larger than this, counted after decompression, is refused while it streams. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A slow but living body may take this long in all. */
const MIN_TOTAL_TIMEOUT_MS = 10_000;

const MAX_REDIRECTS = 3;

/** One request. `form` makes it a POST. */
export interface HttpRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: URLSearchParams | undefined;
  /**
   * Takes the decompressed body of a 2xx answer piece by piece; the next piece waits until it is done, and
   * `HttpReply.body` is empty then. Other answers are read whole.
   */
  readonly onBytes?: ((piece: Uint8Array) => void | Promise<void>) | undefined;
  /** How long to wait for the first byte of the answer. */
  readonly headersTimeoutMs: number;
}

/** Any complete answer, whatever its status. */
export interface HttpReply {
  readonly status: number;
  readonly body: string;
  /** The `Content-Type` header; empty when there is none. */
  readonly contentType: string;
  /** Bytes of the body, decompressed. */
  readonly bytes: number;
  /** Another header of the answer by its name; null when there is none. */
  readonly header: (name: string) => string | null;
}

/** Fetches texts with bounds on time and size. One per source: it owns the connections. */
export interface HttpText {
  request(request: HttpRequest): Promise<Result<HttpReply, HttpProblem>>;
  /** Ends the requests under way and closes the connections. */
  close(): Promise<void>;
}

/** Why we ended a request ourselves. */
class Ended extends Error {
  readonly sentence: string;
  constructor(sentence: string) {
    super(sentence);
    this.sentence = sentence;
  }
}

/** An answer came, and it is one we do not take. */
class Refused extends Error {
  readonly scope: HttpProblem['scope'];
  constructor(scope: HttpProblem['scope'], sentence: string) {
    super(sentence);
    this.scope = scope;
  }
}

const problem = (scope: HttpProblem['scope'], sentence: string): Result<never, HttpProblem> =>
  err({ scope, sentence });

/** @param maxBodyBytes the cap on one decompressed body; replies beyond it are refused, not cut */
export function createHttpText(clock: Clock, maxBodyBytes: number = MAX_BODY_BYTES): HttpText {
  // Our own timers give exact words; undici's are coarse and only back them up.
  const agent = new Agent({ connections: 8, headersTimeout: 60_000, bodyTimeout: 60_000 });
  const underWay = new Set<AbortController>();
  let closed = false;

  async function request(asked: HttpRequest): Promise<Result<HttpReply, HttpProblem>> {
    const { host } = asked.url;
    if (closed) return problem('source', `The source ${host} was stopped.`);
    const controller = new AbortController();
    underWay.add(controller);
    const totalMs = Math.max(MIN_TOTAL_TIMEOUT_MS, asked.headersTimeoutMs);
    const end = (sentence: string) => (): void => controller.abort(new Ended(sentence));
    const cancelHeaders = clock.setTimeout(
      end(`${host} did not answer within ${secondsWords(asked.headersTimeoutMs)}.`),
      asked.headersTimeoutMs,
    );
    const cancelTotal = clock.setTimeout(
      end(`${host} did not finish its answer within ${secondsWords(totalMs)}.`),
      totalMs,
    );
    try {
      const response = await follow(asked, controller.signal);
      cancelHeaders();
      const contentType = response.headers.get('content-type') ?? '';
      const take = response.ok ? asked.onBytes : undefined;
      const read = await boundedBody(response, host, maxBodyBytes, take);
      const header = (name: string): string | null => response.headers.get(name);
      return ok({ status: response.status, contentType, header, ...read });
    } catch (error) {
      const reason: unknown = controller.signal.aborted ? controller.signal.reason : error;
      if (reason instanceof Refused) return problem(reason.scope, reason.message);
      if (reason instanceof Ended) return problem('source', reason.sentence);
      return problem('source', networkErrorWords(reason, host));
    } finally {
      cancelHeaders();
      cancelTotal();
      controller.abort();
      underWay.delete(controller);
    }
  }

  /** Redirects stay within the origin: the credentials were meant for it alone. */
  async function follow(asked: HttpRequest, signal: AbortSignal): Promise<Response> {
    let url = asked.url;
    let form = asked.form;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const response = await fetch(url, {
        method: form === undefined ? 'GET' : 'POST',
        headers: { accept: 'application/json', ...asked.headers },
        ...(form === undefined ? {} : { body: form }),
        redirect: 'manual',
        dispatcher: agent,
        signal,
      });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) return response;
      await response.body?.cancel();
      const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
      if (next === null || next.origin !== url.origin) {
        const where = next === null ? 'nowhere' : maskedAddress(next.origin);
        throw new Refused(
          'source',
          `${url.host} redirects to ${where}, which is not followed; use that address as url.`,
        );
      }
      // As browsers do: only 307 and 308 promise that the question is asked again as it was.
      if (response.status !== 307 && response.status !== 308) form = undefined;
      url = next;
    }
    throw new Refused('source', `${asked.url.host} redirects in a circle.`);
  }

  return {
    request,
    async close() {
      closed = true;
      for (const controller of underWay) controller.abort(new Ended('The source was stopped.'));
      await agent.destroy();
    },
  };
}

async function boundedBody(
  response: Response,
  host: string,
  maxBytes: number,
  take: HttpRequest['onBytes'],
): Promise<Pick<HttpReply, 'body' | 'bytes'>> {
  if (response.body === null) return { body: '', bytes: 0 };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    const part: unknown = chunk;
    if (!(part instanceof Uint8Array))
      throw new Refused('question', `${host} sent something that is not bytes.`);
    bytes += part.byteLength;
    if (bytes > maxBytes) {
      throw new Refused(
        'question',
        `${host} sent more than ${Math.round(maxBytes / 1_048_576)} MB; narrow the query.`,
      );
    }
    if (take === undefined) chunks.push(part);
    else await take(part);
  }
  return { body: Buffer.concat(chunks).toString('utf8'), bytes };
}

function secondsWords(ms: number): string {
  return ms >= 1_000 ? `${Number((ms / 1_000).toFixed(1))} s` : `${ms} ms`;
}
