import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FailureKind } from '../../shared/domain/failure.ts';
import type { HookAnswer } from '../core/intake/source.ts';
import type { Vigil } from '../core/vigil.ts';
import { type Access, bearerToken } from './access.ts';

/** Everything below is the hook of a webhook source: `/hooks/<source id>`. */
export const HOOKS_PATH = '/hooks/';

const kinds: Readonly<Record<Exclude<HookAnswer['status'], 202> | 405, FailureKind>> = {
  400: 'bad_request',
  401: 'unauthorized',
  404: 'not_found',
  405: 'unsupported',
  413: 'bad_request',
  429: 'unsupported',
  503: 'disconnected',
};

/**
 * Hands a call to its source. The hook's own token is enough, whatever token the dashboard asks for: it opens this
 * hook and nothing else. Pages of other sites are sent away, and no answer lets a browser read it for them.
 */
export async function answerHook(
  { vigil, access }: { readonly vigil: Vigil; readonly access: Access },
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const stranger = access.refusalFor(request, { checkOrigin: true, checkToken: false });
  if (stranger !== null) return reply(request, response, 401, stranger.message);
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'POST');
    return reply(request, response, 405, 'A hook takes POST only.');
  }
  const { status, sentence } = await vigil.post(url.pathname.slice(HOOKS_PATH.length), {
    token: bearerToken(request.headers.authorization),
    contentType: request.headers['content-type'] ?? '',
    readBody: (maxBytes) => readBody(request, maxBytes),
  });
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  reply(request, response, status, sentence);
}

/** The body as text; null when it is longer than allowed or does not arrive whole. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return null;
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      const part = Buffer.from(piece as Uint8Array);
      bytes += part.byteLength;
      if (bytes > maxBytes) return null;
      pieces.push(part);
    }
  } catch {
    return null;
  }
  return Buffer.concat(pieces).toString('utf8');
}

function reply(
  request: IncomingMessage,
  response: ServerResponse,
  status: HookAnswer['status'] | 405,
  sentence: string,
): void {
  const body = JSON.stringify(
    status === 202 ? { message: sentence } : { error: { kind: kinds[status], message: sentence } },
  );
  // What was not read would otherwise be taken for the next request of the connection.
  const isRead = request.complete || request.method === 'GET' || request.method === 'HEAD';
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(isRead ? {} : { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? '' : body);
}
