import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { assertNever } from '../../shared/domain/assert-never.ts';
import { type Failure, type FailureKind, failure } from '../../shared/domain/failure.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { CONTENT_SECURITY_POLICY } from '../core/publish/content-security-policy.ts';
import type { Vigil } from '../core/vigil.ts';
import type { Access } from './access.ts';
import { answerHook, HOOKS_PATH } from './hooks.ts';
import { readStaticFile } from './static-files.ts';

const MAX_TOKEN_BYTES = 1_024;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

export interface HttpBindingDeps {
  readonly vigil: Vigil;
  readonly access: Access;
  /** Folder of the built renderer. */
  readonly rendererDirectory: string;
}

/** The read-only JSON API, Vigil's own metrics, the dashboard's files, and the hooks of webhook sources. */
export function createHttpBinding(deps: HttpBindingDeps): Server {
  return createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    route(deps, request, response).catch(() =>
      sendFailure(
        response,
        failure('internal', 'Vigil could not answer this request. Its log says why.', true),
      ),
    );
  });
}

async function route(
  { vigil, access, rendererDirectory }: HttpBindingDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = request.url ?? '/';
  if (!URL.canParse(target, 'http://vigil.invalid'))
    return sendFailure(response, failure('bad_request', 'This address cannot be read.'));
  const url = new URL(target, 'http://vigil.invalid');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  if (url.pathname === '/healthz') return send(response, 200, 'text/plain; charset=utf-8', 'ok\n');
  if (url.pathname === '/session' && request.method === 'POST') return openSession(access, request, response);
  if (url.pathname.startsWith(HOOKS_PATH)) return answerHook({ vigil, access }, url, request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendFailure(response, failure('unsupported', 'This API is read-only: use GET.'), 405);
  const api = url.pathname.startsWith('/api/') || url.pathname === '/metrics';
  const refusal = access.refusalFor(request, { checkOrigin: api });
  // The page itself carries no data; it must load to be able to present its token.
  if (refusal !== null && (api || refusal.message.startsWith('Vigil listens')))
    return sendFailure(response, refusal);
  if (url.pathname === '/metrics')
    return send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await vigil.metrics());
  if (url.pathname.startsWith('/api/')) return answerApi(vigil, url, response);

  const file = await readStaticFile(rendererDirectory, url.pathname);
  if (file === null)
    return sendFailure(response, failure('not_found', `There is nothing at ${url.pathname}.`));
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  response.setHeader('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  send(response, 200, file.contentType, request.method === 'HEAD' ? '' : file.body);
}

async function answerApi(vigil: Vigil, url: URL, response: ServerResponse): Promise<void> {
  if (url.pathname === '/api/v1/annotations') return answerAnnotations(vigil, url, response);
  const answers: Readonly<Record<string, () => unknown>> = {
    '/api/v1/status': () => vigil.status(),
    '/api/v1/health': () => vigil.health(),
    '/api/v1/links': () => vigil.links(),
    '/api/v1/alerts': () => vigil.alerts(),
    '/api/v1/objectives': () => vigil.objectives(),
  };
  const answer = Object.hasOwn(answers, url.pathname) ? answers[url.pathname] : undefined;
  if (answer === undefined)
    return sendFailure(response, failure('not_found', `The API has no ${url.pathname}.`));
  if (url.searchParams.has('at'))
    return sendFailure(
      response,
      failure('unsupported', 'This version answers for the present only; leave out "at".'),
      400,
    );
  response.setHeader('Cache-Control', 'no-store');
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(await answer()));
}

async function answerAnnotations(vigil: Vigil, url: URL, response: ServerResponse): Promise<void> {
  const range = rangeOf(url);
  const found = range.ok ? await vigil.annotations(range.value.fromMs, range.value.toMs) : range;
  if (!found.ok) return sendFailure(response, found.error);
  response.setHeader('Cache-Control', 'no-store');
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(found.value));
}

/** `from` and `to`, each epoch milliseconds or RFC 3339; null where it is left out. */
function rangeOf(
  url: URL,
): Result<{ readonly fromMs: number | null; readonly toMs: number | null }, Failure> {
  const times = ['from', 'to'].map((name) => {
    const text = url.searchParams.get(name);
    if (text === null) return null;
    return /^\d{1,16}$/.test(text) ? Number(text) : rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  });
  const [fromMs = null, toMs = null] = times;
  return Number.isNaN(fromMs) || Number.isNaN(toMs)
    ? err(
        failure(
          'bad_request',
          'from and to are times: epoch milliseconds, or RFC 3339 as 2026-11-22T10:00:00Z.',
        ),
      )
    : ok({ fromMs, toMs });
}

async function openSession(
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let token = '';
  for await (const chunk of request) {
    token += String(chunk);
    if (token.length > MAX_TOKEN_BYTES)
      return sendFailure(response, failure('bad_request', 'This is not a token.'));
  }
  const cookie = access.cookieFor(token.trim());
  if (cookie === null) return sendFailure(response, failure('unauthorized', 'This token is not valid.'));
  response.setHeader('Set-Cookie', cookie);
  send(response, 204, 'text/plain', '');
}

function send(response: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function sendFailure(response: ServerResponse, { kind, message }: Failure, status = statusOf(kind)): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  send(response, status, 'application/json; charset=utf-8', JSON.stringify({ error: { kind, message } }));
}

function statusOf(kind: FailureKind): number {
  switch (kind) {
    case 'bad_request':
      return 400;
    case 'unauthorized':
      return 401;
    case 'not_found':
      return 404;
    case 'unsupported':
    case 'incompatible':
      return 400;
    case 'timeout':
      return 504;
    case 'disconnected':
      return 503;
    case 'internal':
      return 500;
    default:
      return assertNever(kind);
  }
}
