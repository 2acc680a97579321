import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { CustomScheme, Protocol } from 'electron/main';
import { CONTENT_SECURITY_POLICY } from '../core/publish/content-security-policy.ts';
import { APP_SCHEME, isAppUrl } from './app-origin.ts';

/** Must be registered before the app is ready. Not `bypassCSP`, no service workers, no extensions. */
export const appSchemePrivileges: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** File names the build makes. A dot never comes first, so neither `..` nor hidden files can be named. */
const SAFE_SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Path below the root that an address names, as segments; null when it names none. Pure. */
export function appFileSegments(requestUrl: string): readonly string[] | null {
  if (!isAppUrl(requestUrl)) return null;
  let path: string;
  try {
    // Decoded once: what is still encoded afterwards contains a percent sign and is not a safe segment.
    path = decodeURIComponent(new URL(requestUrl).pathname);
  } catch {
    return null;
  }
  if (path === '' || path === '/') return ['index.html'];
  if (!path.startsWith('/')) return null;
  const segments = path.slice(1).split('/');
  return segments.every((segment) => SAFE_SEGMENT.test(segment)) ? segments : null;
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, { status, headers: { ...secureHeaders('.txt'), ...headers } });
}

function secureHeaders(extension: string): Record<string, string> {
  return {
    'content-type': contentTypes[extension] ?? 'application/octet-stream',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** Serves the built renderer, read-only and jailed to `root`. Never rejects. */
export function createAppHandler(
  root: string,
  read: (path: string) => Promise<Uint8Array> = readFile,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(405, 'Only GET and HEAD are served.', { allow: 'GET, HEAD' });
    const segments = appFileSegments(request.url);
    if (segments === null) return plain(404, 'There is no such file.');
    const path = join(root, ...segments);
    try {
      const bytes = await read(path);
      const body = request.method === 'HEAD' ? null : new Uint8Array(bytes);
      return new Response(body, { status: 200, headers: secureHeaders(extname(path)) });
    } catch {
      return plain(404, 'There is no such file.');
    }
  };
}

/** Connects the handler to Electron; call when the app is ready. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, root: string): void {
  protocol.handle(APP_SCHEME, createAppHandler(root));
}
