import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import type { Clock } from '../../clock.ts';
import type { AlertmanagerSourceConfig } from '../../config/source-schemas/alertmanager.ts';
import { createHttpConnection } from '../policy/http-connection.ts';
import type { HttpReply } from '../policy/http-text.ts';
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
  close(): Promise<void>;
}

/** A problem, and whether the server said itself that it is not ready yet. */
export interface AlertmanagerProblem extends HttpProblem {
  readonly isStarting: boolean;
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
  return {
    host: http.host,
    address: http.address,
    get warnings() {
      return http.warnings;
    },
    async ask(path, parameters) {
      const url = new URL(http.baseUrl);
      url.pathname = `${prefix}/api/v2${path}`;
      url.hash = '';
      for (const [name, value] of parameters ?? []) url.searchParams.append(name, value);
      const reply = await http.request({ url, headersTimeoutMs: config.timeout });
      if (!reply.ok) return err({ ...reply.error, isStarting: false });
      const { status } = reply.value;
      return status >= 200 && status < 300 ? ok(reply.value.body) : err(refusal(reply.value, http.host));
    },
    close: () => http.close(),
  };
}

/** The API v2 explains itself in a bare JSON string, its router in `{ code, message }`, proxies in anything. */
function refusal({ status, body }: HttpReply, host: string): AlertmanagerProblem {
  const words = status === 400 ? errorText(body) : null;
  if (words !== null)
    // It is there, and dislikes this question: a filter or receiver that it cannot read.
    return { scope: 'question', sentence: `${host} refused: ${quoted(words)}`, isStarting: false };
  return { scope: 'source', sentence: statusWords(status, host), isStarting: status === 503 };
}

function errorText(body: string): string | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}
