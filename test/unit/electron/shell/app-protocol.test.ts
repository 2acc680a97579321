import { join, sep } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../../../electron/core/publish/content-security-policy.ts';
import {
  appFileSegments,
  appSchemePrivileges,
  createAppHandler,
} from '../../../../electron/shell/app-protocol.ts';

const traversal = [
  'app://vigil/../main.mjs',
  'app://vigil/../../etc/passwd',
  'app://vigil/assets/../../main.mjs',
  'app://vigil/%2e%2e/main.mjs',
  'app://vigil/%2E%2E/main.mjs',
  'app://vigil/.%2e/main.mjs',
  'app://vigil/%2e./main.mjs',
  'app://vigil/..%2fmain.mjs',
  'app://vigil/..%2Fmain.mjs',
  'app://vigil/%2e%2e%2fmain.mjs',
  'app://vigil/%252e%252e/main.mjs',
  'app://vigil/%252e%252e%252fmain.mjs',
  'app://vigil/..%5cmain.mjs',
  'app://vigil/..\\main.mjs',
  'app://vigil/%5c..%5cmain.mjs',
  'app://vigil/C:/windows/win.ini',
  'app://vigil/C:%5cwindows%5cwin.ini',
  'app://vigil//etc/passwd',
  'app://vigil///etc/passwd',
  'app://vigil/%2fetc/passwd',
  'app://vigil/%2f%2fetc/passwd',
  'app://vigil/./index.html/.',
  'app://vigil/...',
  'app://vigil/.../x',
  'app://vigil/.vite/license.md',
  'app://vigil/.env',
  'app://vigil/assets/.hidden',
  'app://vigil/index.html%00',
  'app://vigil/index.html%00.js',
  'app://vigil/%00',
  'app://vigil/index.html%20',
  'app://vigil/index.html:stream',
  'app://vigil/index.html%3A%3A$DATA',
  'app://vigil/%c0%ae%c0%ae/main.mjs',
  'app://vigil/%e0%80%ae/main.mjs',
  'app://vigil/%u002e%u002e/main.mjs',
  'app://vigil/%',
  'app://vigil/%zz',
  'app://vigil/～/x',
  'app://vigil/‥/main.mjs',
  'app://vigil/~root/x',
  'app://vigil/$HOME',
  'app://vigil/*',
  'app://other/index.html',
  'app://vigil:1/index.html',
  'app://user@vigil/index.html',
  'https://vigil/index.html',
  'file:///etc/passwd',
];

const root = join(sep, 'srv', 'renderer');

/** A handler over files that all exist, so that only the jail can keep a path out. */
function served(url: string, init: RequestInit = {}) {
  const read: string[] = [];
  const handle = createAppHandler(root, async (path) => {
    read.push(path);
    return new TextEncoder().encode('content');
  });
  return { read, answer: handle(new Request(url, init)) };
}

describe('the jail', () => {
  it.each(traversal)('keeps %j inside', async (url) => {
    const segments = appFileSegments(url);
    if (segments !== null) expect(join(root, ...segments).startsWith(root + sep)).toBe(true);
    // A Request refuses to carry user names; the pure part above was asked in any case.
    if (url.includes('@')) return expect(segments).toBeNull();
    const { read, answer } = served(url);
    expect((await answer).status).toBe(segments === null ? 404 : 200);
    expect(read).toEqual(segments === null ? [] : [join(root, ...segments)]);
  });

  it('never yields a segment that climbs, for any text', () => {
    const texts = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '%5c', '%25', '%00', 'a', ':'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (path) => {
        const segments = appFileSegments(`app://vigil/${path}`);
        if (segments === null) return;
        expect(segments.length).toBeGreaterThan(0);
        for (const segment of segments) expect(segment).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['app://vigil/', ['index.html']],
    ['app://vigil', ['index.html']],
    ['app://vigil/index.html', ['index.html']],
    ['app://vigil/?x=1#/alerts', ['index.html']],
    ['app://vigil/assets/index-Bq2_x-1.js', ['assets', 'index-Bq2_x-1.js']],
    ['app://vigil/assets/a/../b.css', ['assets', 'b.css']],
  ])('serves %s', (url, segments) => {
    expect(appFileSegments(url)).toEqual(segments);
  });
});

describe('the handler', () => {
  it('sends the policy and nosniff with every answer, failures included', async () => {
    const answers = [
      served('app://vigil/'),
      served('app://vigil/.env'),
      served('app://vigil/', { method: 'POST' }),
    ];
    for (const { answer } of answers) {
      const { headers } = await answer;
      expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['assets/a.js', 'text/javascript; charset=utf-8'],
    ['assets/a.css', 'text/css; charset=utf-8'],
    ['assets/a.woff2', 'font/woff2'],
    ['icon.svg', 'image/svg+xml'],
    ['a.unknown', 'application/octet-stream'],
  ])('names the type of %s', async (path, type) => {
    expect((await served(`app://vigil/${path}`).answer).headers.get('content-type')).toBe(type);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s without reading', async (method) => {
    const { read, answer } = served('app://vigil/', { method });
    expect([(await answer).status, read]).toEqual([405, []]);
  });

  it('answers HEAD without a body', async () => {
    const answer = await served('app://vigil/', { method: 'HEAD' }).answer;
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it('answers 404 for what is not there', async () => {
    const handle = createAppHandler(root, () => Promise.reject(new Error('ENOENT: /srv/secret')));
    const answer = await handle(new Request('app://vigil/missing.js'));
    expect([answer.status, await answer.text()]).toEqual([404, 'There is no such file.']);
  });
});

it('the scheme is standard and secure, and cannot pass the policy by', () => {
  expect(appSchemePrivileges).toEqual({
    scheme: 'app',
    privileges: { standard: true, secure: true, supportFetchAPI: true },
  });
});
