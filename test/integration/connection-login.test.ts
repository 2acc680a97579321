import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { statusWords } from '../../electron/core/intake/policy/http-words.ts';
import { bodyOrWords, createConnections, replyFrom } from '../fixtures/connect.ts';
import { basicAuth, type NginxDaemon, proxyPass, startNginx } from '../fixtures/daemons/nginx.ts';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { temporaryFolder } from '../fixtures/machine.ts';

let behind: HttpServer;
let nginx: NginxDaemon;

beforeAll(async () => {
  behind = await startHttpServer((request, response) => response.end(`behind ${request.url}`));
  nginx = await startNginx([
    { directives: [...basicAuth('vigil', 'p:ss wörd'), "location / { return 200 'hello $remote_user'; }"] },
    {
      directives: [
        `location / { if ($http_authorization != "Bearer hunter2") { return 401; } return 200 'hello bearer'; }`,
      ],
    },
    { directives: [proxyPass(behind.url, '/monitoring/', '1s'), 'location / { return 404; }'] },
    {
      directives: ['gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any;', proxyPass(behind.url)],
    },
    {
      directives: [
        'location = /later { add_header Retry-After 17 always; return 503; }',
        "location = /date { add_header Retry-After 'Sun, 22 Nov 2099 10:00:00 GMT' always; return 429; }",
        'location = /moved { return 308 /here; }',
        "location = /here { return 200 'moved within'; }",
        'location = /away { return 302 https://elsewhere.example/login?next=hunter2; }',
      ],
    },
  ]);
});
afterAll(async () => {
  await nginx?.stop();
  await behind?.stop();
});

const environment = { PASSWORD: 'p:ss wörd', TOKEN: 'hunter2', WRONG: 'hunter3', ODD: 'tökén→' };
const connections = createConnections(environment, temporaryFolder('connection'));
afterEach(() => connections.close());

const urlOf = (index: number): string => `http://127.0.0.1:${nginx.ports[index]}`;

describe('logins', () => {
  it('basic, by secret or in the address', async () => {
    const password = { env: 'PASSWORD' };
    const bySecret = connections.open({ url: urlOf(0), auth: { basic: { username: 'vigil', password } } });
    expect(await bodyOrWords(bySecret)).toBe('hello vigil');
    const url = urlOf(0).replace('//', `//vigil:${encodeURIComponent('p:ss wörd')}@`);
    const inAddress = connections.open({ url });
    expect(await bodyOrWords(inAddress)).toBe('hello vigil');
    expect(inAddress.address).toBe(urlOf(0));
  });

  it('bearer, from a secret or a header', async () => {
    const bearer = { env: 'TOKEN' };
    expect(await bodyOrWords(connections.open({ url: urlOf(1), auth: { bearer } }))).toBe('hello bearer');
    const headers = { AUTHORIZATION: 'Bearer hunter2' };
    expect(await bodyOrWords(connections.open({ url: urlOf(1), headers }))).toBe('hello bearer');
  });

  it('that are wrong or missing are answers, with words for them', async () => {
    const to = connections.open({ url: urlOf(1), auth: { bearer: { env: 'WRONG' } } });
    const { status } = await replyFrom(to);
    expect(statusWords(status, to.host)).toContain('asks for a login');
  });

  it('that cannot be had or sent are told by name, never by content', async () => {
    const missing = connections.open({ url: urlOf(1), auth: { bearer: { env: 'NOPE' } } });
    expect(await bodyOrWords(missing)).toBe('The environment variable NOPE is not set.');
    const odd = connections.open({ url: urlOf(1), headers: { 'X-Key': { env: 'ODD' } } });
    expect(await bodyOrWords(odd)).toBe('The header x-key holds characters that HTTP cannot carry.');
  });
});

describe('a reverse proxy', () => {
  it('serves below a path prefix', async () => {
    const to = connections.open({ url: `${urlOf(2)}/monitoring` });
    expect(await bodyOrWords(to, '/api?x=1')).toBe('behind /api?x=1');
  });

  it('whose server is gone or hangs is told from a failing server', async () => {
    const to = connections.open({ url: `${urlOf(2)}/monitoring` });
    await behind.stop();
    expect((await replyFrom(to, '/a')).status).toBe(502);
    await behind.start();
    behind.answerWith(() => undefined);
    expect((await replyFrom(to, '/a')).status).toBe(504);
    behind.answerWith(textAnswer(200, 'back'));
    expect(await bodyOrWords(to, '/a')).toBe('back');
  });

  it('says when to come back', async () => {
    const to = connections.open({ url: urlOf(4) });
    expect(await replyFrom(to, '/later')).toMatchObject({ status: 503, retryAfterMs: 17_000 });
    expect(await replyFrom(to, '/date')).toMatchObject({ status: 429, retryAfterMs: 3_600_000 });
    expect((await replyFrom(to, '/here')).retryAfterMs).toBeUndefined();
  });

  it('may redirect within itself, not elsewhere', async () => {
    const to = connections.open({ url: urlOf(4) });
    expect(await bodyOrWords(to, '/moved')).toBe('moved within');
    const words = await bodyOrWords(to, '/away');
    expect(words).toContain('redirects to https://elsewhere.example, which is not followed');
    expect(words).not.toContain('hunter2');
  });
});

describe('compressed answers', () => {
  it('are read, whoever compresses', async () => {
    behind.answerWith(textAnswer(200, 'squeeze me '.repeat(1_000)));
    const reply = await replyFrom(connections.open({ url: urlOf(3) }), '/');
    expect(reply.header('content-encoding')).toBe('gzip');
    expect(reply.bytes).toBe(11_000);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('are stopped while they stream when they blow up (%s)', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(64 * 1_048_576));
    behind.answerWith((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.end(bomb);
    });
    const words = await bodyOrWords(connections.open({ url: urlOf(3) }), '/');
    expect(words).toMatch(/sent more than 1 MB; narrow the query\.$/);
  });
});
