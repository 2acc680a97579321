import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { AlertmanagerSourceConfig } from '../../config/source-schemas/alertmanager.ts';
import { createHttpConnection } from '../policy/http-connection.ts';
import type { HttpChange, HttpReply } from '../policy/http-text.ts';
import { type HttpProblem, statusWords } from '../policy/http-words.ts';
import type { SecretResolver } from '../policy/secrets.ts';
import { quoted } from '../prometheus/reply.ts';

/** Asks one Alertmanager. Replies are bodies of 2xx answers; everything else is a problem in words. */
export interface AlertmanagerClient {
  readonly host: string;
  /** The address without secrets. */
  readonly address: string;
  /** What a person should know about the connection for as long as it is configured so. */
  readonly warnings: readonly string[];
  /** @param path below `/api/v2`, such as `/alerts` */
  ask(path: string, parameters?: URLSearchParams): Promise<Result<string, AlertmanagerProblem>>;
  /**
   * Writes or deletes something.
   * @returns the body of a 2xx answer; null when it says that there is no such silence
   */
  change(path: string, change: HttpChange): Promise<Result<string | null, AlertmanagerProblem>>;
  /** How far its clock is ahead of ours, as its answers say; 0 within a second or two. */
  clockOffsetMs(): number;
  close(): Promise<void>;
}

/** Answers tell the time in whole seconds and take some to come: less is no difference. */
const CLOCK_NOISE_MS = 2_000;

/** A problem, and whether the server said itself that it is not ready yet. */
export interface AlertmanagerProblem extends HttpProblem {
  readonly isStarting: boolean;
  /** What was asked for by its id is not there. */
  readonly isUnknown?: boolean;
}

/** @param secrets asked for every request, so that a rotated token works without a restart */
export function createAlertmanagerClient(
  config: AlertmanagerSourceConfig,
  secrets: SecretResolver,
  clock: Clock,
  configDirectory: string,
): AlertmanagerClient {
  const http = createHttpConnection(config, secrets, clock, { configDirectory });
  const prefix = http.baseUrl.pathname.replace(/\/+$/, '');
  let offsetMs = 0;
  const urlOf = (path: string): URL => {
    const url = new URL(http.baseUrl);
    url.pathname = `${prefix}/api/v2${path}`;
    url.hash = '';
    return url;
  };
  const noteClock = (reply: HttpReply): void => {
    const toldMs = Date.parse(reply.header('date') ?? '');
    if (Number.isNaN(toldMs)) return;
    const aheadMs = toldMs + 500 - clock.nowMs();
    // Told times must not waver with every answer.
    if (Math.abs(aheadMs) < CLOCK_NOISE_MS) offsetMs = 0;
    else if (Math.abs(aheadMs - offsetMs) > CLOCK_NOISE_MS) offsetMs = aheadMs;
  };
  return {
    host: http.host,
    address: http.address,
    get warnings() {
      return http.warnings;
    },
    async ask(path, parameters) {
      const url = urlOf(path);
      for (const [name, value] of parameters ?? []) url.searchParams.append(name, value);
      const reply = await http.request({ url, headersTimeoutMs: config.timeout });
      if (!reply.ok) return err({ ...reply.error, isStarting: false });
      noteClock(reply.value);
      const { status } = reply.value;
      return status >= 200 && status < 300 ? ok(reply.value.body) : err(refusal(reply.value, http.host));
    },
    async change(path, change) {
      const reply = await http.request({ url: urlOf(path), change, headersTimeoutMs: config.timeout });
      if (!reply.ok) return err({ ...reply.error, isStarting: false });
      noteClock(reply.value);
      const { status, body } = reply.value;
      if (status >= 200 && status < 300) return ok(body);
      return saysUnknown(reply.value) ? ok(null) : err(writeRefusal({ status, body }, http.host));
    },
    clockOffsetMs: () => offsetMs,
    close: () => http.close(),
  };
}

/** The API v2 explains itself in a bare JSON string, its router in `{ code, message }`, proxies in anything. */
function refusal({ status, body }: Pick<HttpReply, 'status' | 'body'>, host: string): AlertmanagerProblem {
  const words = status === 400 ? errorText(body) : null;
  if (words !== null)
    // It is there, and dislikes this question: a filter or receiver that it cannot read.
    return { scope: 'question', sentence: `${host} refused: ${quoted(words)}`, isStarting: false };
  const isUnknown = status === 404 && body.trim() === '';
  return {
    scope: 'source',
    sentence: statusWords(status, host),
    isStarting: status === 503,
    ...(isUnknown ? { isUnknown } : {}),
  };
}

/** 404, with or without words, and 500 of versions before 0.26 when a silence is to be deleted. */
function saysUnknown({ status, body }: Pick<HttpReply, 'status' | 'body'>): boolean {
  if (status === 404) return body.trim() === '' || errorText(body) !== null;
  return status === 500 && errorText(body) === 'silence not found';
}

function writeRefusal(reply: Pick<HttpReply, 'status' | 'body'>, host: string): AlertmanagerProblem {
  const words = reply.status >= 400 && reply.status < 500 ? errorText(reply.body) : null;
  if (words !== null)
    return { scope: 'question', sentence: `${host} refused: ${quoted(words)}`, isStarting: false };
  if (reply.status === 401 || reply.status === 403 || reply.status === 405)
    return {
      scope: 'source',
      sentence: `${host} answered ${reply.status}: the login may not write silences there.`,
      isStarting: false,
    };
  return { scope: 'source', sentence: statusWords(reply.status, host), isStarting: reply.status === 503 };
}

function errorText(body: string): string | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}
