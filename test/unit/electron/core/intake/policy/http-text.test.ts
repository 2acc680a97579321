import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../../electron/core/clock.ts';
import { createHttpText, type HttpText } from '../../../../../../electron/core/intake/policy/http-text.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { type Handler, json, type Loopback, startLoopback } from '../support/loopback.ts';

let server: Loopback | null = null;
let http: HttpText | null = null;

async function ask(handler: Handler, maxBytes = 1_048_576, timeoutMs = 3_000, path = '/') {
  server = await startLoopback(handler);
  http = createHttpText(systemClock, maxBytes);
  return http.request({ url: new URL(path, server.url), headers: {}, headersTimeoutMs: timeoutMs });
}

afterEach(async () => {
  await http?.close();
  await server?.close();
  http = null;
  server = null;
});

describe('http text', () => {
  it('returns any complete answer', async () => {
    expect(await ask((_, response) => json(response, { a: 1 }, 503))).toMatchObject({
      ok: true,
      value: { status: 503, body: '{"a":1}', contentType: 'application/json', bytes: 7 },
    });
  });

  it('says that nothing listens', async () => {
    const gone = await startLoopback(() => undefined);
    await gone.close();
    http = createHttpText(systemClock);
    const reply = await http.request({ url: new URL(gone.url), headers: {}, headersTimeoutMs: 3_000 });
    expect(reply).toMatchObject({ ok: false, error: { scope: 'source' } });
    expect(reply.ok ? '' : reply.error.sentence).toBe(
      `Connection refused by 127.0.0.1:${gone.port}: nothing listens there.`,
    );
  });

  it('gives up on a server that accepts and stays silent', async () => {
    const reply = await ask(() => undefined, 1_000, 60);
    expect(reply).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(/did not answer within 60 ms\.$/) },
    });
  });

  it('counts bytes after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1_048_576));
    const reply = await ask((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    expect(bomb.length).toBeLessThan(20_000);
    expect(reply).toMatchObject({
      ok: false,
      error: { scope: 'question', sentence: expect.stringContaining('more than 1 MB') },
    });
  });

  it('stops reading an endless body', async () => {
    const reply = await ask((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    expect(reply.ok).toBe(false);
  });

  it('refuses to carry the question to another origin', async () => {
    const reply = await ask((_, response) => {
      response.writeHead(302, { location: 'https://user:hunter2@elsewhere.example/x' });
      response.end();
    });
    expect(reply).toMatchObject({
      ok: false,
      error: {
        sentence: expect.stringContaining('redirects to https://elsewhere.example, which is not followed'),
      },
    });
  });

  it('follows redirects of the same origin, but not in circles', async () => {
    const handler: Handler = (request, response) => {
      if (request.url === '/end') return json(response, 'done');
      response.writeHead(307, { location: request.url === '/start' ? '/end' : '/circle' });
      response.end();
    };
    expect(await ask(handler, 1_000, 3_000, '/start')).toMatchObject({ ok: true, value: { body: 'done' } });
    await http?.close();
    await server?.close();
    expect(await ask(handler, 1_000, 3_000, '/circle')).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('in a circle') },
    });
  });

  it('says that an answer was cut off', async () => {
    const reply = await ask((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"a":');
      setImmediate(() => response.destroy());
    });
    expect(reply).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('closed the connection') },
    });
  });

  it('gives up on an answer that never ends its body', async () => {
    server = await startLoopback((_, response) => response.writeHead(200).write('{"a":'));
    http = createHttpText(createFastClock(50));
    const reply = await http.request({ url: new URL(server.url), headers: {}, headersTimeoutMs: 3_000 });
    expect(reply).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(/did not finish its answer within 10 s\.$/) },
    });
  });

  it('says that compressed data is damaged', async () => {
    const reply = await ask((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('this is not gzip at all');
    });
    expect(reply).toMatchObject({ ok: false, error: { sentence: expect.stringContaining('damaged') } });
  });

  it('says that the other side speaks no HTTP', async () => {
    const raw = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const { port } = raw.address() as AddressInfo;
    http = createHttpText(systemClock);
    const reply = await http.request({
      url: new URL(`http://127.0.0.1:${port}/`),
      headers: {},
      headersTimeoutMs: 3_000,
    });
    raw.close();
    expect(reply).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('does not speak HTTP') },
    });
  });

  it('says that TLS meets plain http', async () => {
    server = await startLoopback((_, response) => json(response, {}));
    http = createHttpText(systemClock);
    const url = new URL(server.url.replace('http:', 'https:'));
    const reply = await http.request({ url, headers: {}, headersTimeoutMs: 3_000 });
    expect(reply).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(/^TLS to .* failed/) },
    });
  });

  it('ends requests under way when closed', async () => {
    server = await startLoopback(() => undefined);
    http = createHttpText(systemClock);
    const reply = http.request({ url: new URL(server.url), headers: {}, headersTimeoutMs: 30_000 });
    await http.close();
    expect(await reply).toMatchObject({ ok: false, error: { sentence: 'The source was stopped.' } });
  });
});
