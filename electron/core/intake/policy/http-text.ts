import { type Dispatcher, request as send } from 'undici';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import { ACCEPTED_ENCODINGS, readBody, UnreadableBody } from './http-body.ts';
import { createPlainTransport, type HttpTransport } from './http-transport.ts';
import { type HttpProblem, networkErrorWords } from './http-words.ts';
import { maskedAddress } from './masked-address.ts';
import { retryAfterMs } from './retry-after.ts';

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
  /** Changes something at the server, which a redirect must not turn into a question. */
  readonly change?: HttpChange | undefined;
  /**
   * Takes the decompressed body of a 2xx answer piece by piece; the next piece waits until it is done, and
   * `HttpReply.body` is empty then. Other answers are read whole. `contentType` as in the reply.
   */
  readonly onBytes?: ((piece: Uint8Array, contentType: string) => void | Promise<void>) | undefined;
  /** How long to wait for the first byte of the answer. */
  readonly headersTimeoutMs: number;
}

/** What a changing request does: posts JSON, or deletes what the address names. */
export type HttpChange = { readonly method: 'POST'; readonly json: string } | { readonly method: 'DELETE' };

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
  /** How long a 429 or 503 asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
}

/** Fetches texts with bounds on time and size. One per source: it owns the connections. */
export interface HttpText {
  request(request: HttpRequest): Promise<Result<HttpReply, HttpProblem>>;
  /** Ends the requests under way and closes the connections. */
  close(): Promise<void>;
}

/** Why we ended a request ourselves, or do not take its answer. */
class Ended extends Error {
  readonly sentence: string;
  constructor(sentence: string) {
    super(sentence);
    this.sentence = sentence;
  }
}

const problem = (scope: HttpProblem['scope'], sentence: string): Result<never, HttpProblem> =>
  err({ scope, sentence });

/**
 * @param maxBodyBytes the cap on one decompressed body; replies beyond it are refused, not cut
 * @param transport where requests go; closed together with this
 */
export function createHttpText(
  clock: Clock,
  maxBodyBytes: number = MAX_BODY_BYTES,
  transport: HttpTransport = createPlainTransport(),
): HttpText {
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
      const dispatcher = await transport.dispatcher();
      if (!dispatcher.ok) return problem('source', dispatcher.error);
      const response = await follow(asked, dispatcher.value, controller.signal);
      cancelHeaders();
      const { statusCode: status } = response;
      const header = headerReader(response.headers);
      const good = status >= 200 && status < 300;
      const contentType = header('content-type') ?? '';
      const { onBytes } = asked;
      const read = await readBody(
        response.body,
        // Nothing is not compressed, whatever the header says.
        status === 204 || header('content-length') === '0' ? '' : (header('content-encoding') ?? ''),
        maxBodyBytes,
        good && onBytes !== undefined ? (piece) => onBytes(piece, contentType) : undefined,
      );
      const wait =
        status === 429 || status === 503 ? retryAfterMs(header('retry-after'), clock.nowMs()) : undefined;
      return ok({
        status,
        contentType,
        header,
        ...read,
        ...(wait === undefined ? {} : { retryAfterMs: wait }),
      });
    } catch (error) {
      const reason: unknown = controller.signal.aborted ? controller.signal.reason : error;
      if (reason instanceof UnreadableBody) return problem('question', `${host} ${reason.message}`);
      if (reason instanceof Ended) return problem('source', reason.sentence);
      return problem('source', networkErrorWords(transport.explain(reason), host));
    } finally {
      cancelHeaders();
      cancelTotal();
      controller.abort();
      underWay.delete(controller);
    }
  }

  /** Redirects stay within the origin: the credentials were meant for it alone. */
  async function follow(
    asked: HttpRequest,
    dispatcher: Dispatcher,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    let url = asked.url;
    let form = asked.form;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      const { change } = asked;
      const json = change?.method === 'POST' ? change.json : undefined;
      const body = json ?? form?.toString();
      const response = await send(url, {
        method: change?.method ?? (form === undefined ? 'GET' : 'POST'),
        headers: {
          accept: 'application/json',
          'accept-encoding': ACCEPTED_ENCODINGS,
          'user-agent': 'vigil',
          ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...asked.headers,
        },
        ...(body === undefined ? {} : { body }),
        dispatcher,
        signal,
      });
      const { statusCode: status } = response;
      const location = headerReader(response.headers)('location');
      if (status < 300 || status >= 400 || location === null) return response;
      await response.body.dump();
      const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
      if (next === null || next.origin !== url.origin) {
        const where = next === null ? 'nowhere' : maskedAddress(next.origin);
        throw new Ended(`${url.host} redirects to ${where}, which is not followed; use that address as url.`);
      }
      // As browsers do: only 307 and 308 promise that the question is asked again as it was.
      if (status !== 307 && status !== 308) {
        if (change !== undefined)
          throw new Ended(`${url.host} redirects what should be written; use that address as url.`);
        form = undefined;
      }
      url = next;
    }
    throw new Ended(`${asked.url.host} redirects in a circle.`);
  }

  return {
    request,
    async close() {
      closed = true;
      for (const controller of underWay) controller.abort(new Ended('The source was stopped.'));
      await transport.close();
    },
  };
}

/** Reads headers by their lower-case names; several of one name are joined as HTTP would. */
function headerReader(headers: Dispatcher.ResponseData['headers']): (name: string) => string | null {
  return (name) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  };
}

function secondsWords(ms: number): string {
  return ms >= 1_000 ? `${Number((ms / 1_000).toFixed(1))} s` : `${ms} ms`;
}
