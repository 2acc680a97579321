import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { assertNever } from '../../shared/domain/assert-never.ts';
import { type Failure, type FailureKind, failure } from '../../shared/domain/failure.ts';
import { CONTENT_SECURITY_POLICY } from '../core/publish/content-security-policy.ts';
import type { Vigil } from '../core/vigil.ts';
import type { Access } from './access.ts';
import { answerCapsule, CAPSULE_PATH } from './capsule-api.ts';
import { answerHook, HOOKS_PATH } from './hooks.ts';
import { answerApi } from './json-api.ts';
import { answerRulePreview, RULE_PREVIEW_PATH } from './rule-preview-api.ts';
import { readStaticFile } from './static-files.ts';

const MAX_TOKEN_BYTES = 1_024;

export interface HttpBindingDeps {
  readonly vigil: Vigil;
  readonly access: Access;
  /** Folder of the built renderer. */
  readonly rendererDirectory: string;
}

/** The read-only JSON API, the preview of rules, Vigil's own metrics, the dashboard's files, and the hooks of webhook sources. */
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
  if (url.pathname === RULE_PREVIEW_PATH && request.method === 'POST') {
    const refused = access.refusalFor(request, { checkOrigin: true });
    if (refused !== null) return sendFailure(response, refused);
    const answer = await answerRulePreview(vigil, request);
    if (!answer.ok) return sendFailure(response, answer.error);
    return send(response, 200, 'application/json; charset=utf-8', JSON.stringify(answer.value));
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendFailure(response, failure('unsupported', 'This API is read-only: use GET.'), 405);
  const api = url.pathname.startsWith('/api/') || url.pathname === '/metrics';
  const refusal = access.refusalFor(request, { checkOrigin: api });
  // The page itself carries no data; it must load to be able to present its token.
  if (refusal !== null && (api || refusal.message.startsWith('Vigil listens')))
    return sendFailure(response, refusal);
  if (url.pathname === '/metrics')
    return send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await vigil.metrics());
  if (url.pathname === CAPSULE_PATH && request.method === 'GET') {
    const problem = await answerCapsule(vigil, url, response);
    return problem === null ? undefined : sendFailure(response, problem);
  }
  if (url.pathname.startsWith('/api/')) {
    const answer = await answerApi(vigil, url);
    if (!answer.ok) return sendFailure(response, answer.error);
    response.setHeader('Cache-Control', 'no-store');
    return send(response, 200, 'application/json; charset=utf-8', JSON.stringify(answer.value));
  }

  const file = await readStaticFile(rendererDirectory, url.pathname);
  if (file === null)
    return sendFailure(response, failure('not_found', `There is nothing at ${url.pathname}.`));
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  response.setHeader('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  send(response, 200, file.contentType, request.method === 'HEAD' ? '' : file.body);
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
