import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  openTunnel,
  ProxyError,
  resolveProxy,
} from '../../../../../../electron/core/intake/policy/proxy-tunnel.ts';
import { ok } from '../../../../../../shared/domain/result.ts';
import { noSecrets } from '../support/recorder.ts';

let server: Server | null = null;
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
  server = null;
});

/** A proxy that says the same to everybody, whatever it is asked; what it was asked is kept. */
async function proxyThatSays(answer: string | null): Promise<{ readonly url: URL; asked(): string }> {
  let asked = '';
  const started = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      asked += data.toString('latin1');
      if (answer === '') socket.destroy();
      else if (answer !== null) socket.write(answer);
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}`), asked: () => asked };
}

async function wordsOf(answer: string | null, authorization: string | null = null): Promise<string> {
  const { url } = await proxyThatSays(answer);
  try {
    (await openTunnel({ url, authorization }, 'prom.example:9090', undefined, 200)).destroy();
    return 'open';
  } catch (error) {
    expect(error).toBeInstanceOf(ProxyError);
    return (error as ProxyError).message.replace(url.host, 'PROXY');
  }
}

describe('proxy tunnel', () => {
  it('asks for the target with the login, and loses nothing the server says first', async () => {
    const { url, asked } = await proxyThatSays('HTTP/1.1 200 Connection established\r\n\r\nwelcome');
    const socket = await openTunnel({ url, authorization: 'Basic eDp5' }, 'prom.example:9090', undefined);
    const first = await new Promise<string>((resolve) => {
      socket.once('data', (data: Buffer) => resolve(data.toString('utf8')));
    });
    socket.destroy();
    expect(first).toBe('welcome');
    expect(asked()).toMatch(/^CONNECT prom\.example:9090 HTTP\/1\.1\r\n/);
    expect(asked()).toMatch(/host: prom\.example:9090\r\n/i);
    expect(asked()).toMatch(/proxy-authorization: Basic eDp5\r\n/i);
  });

  it.each([
    ['407 Login', 'The proxy PROXY asks for a login (407); set proxy.basic.'],
    ['403 No', 'The proxy PROXY does not allow connections to prom.example:9090 (403).'],
    ['405 No', 'PROXY answered 405 to CONNECT: it is no proxy, or one that opens no tunnels.'],
    ['502 Bad', 'The proxy PROXY cannot reach prom.example:9090 (it answered 502).'],
    ['302 Found', 'The proxy PROXY cannot reach prom.example:9090 (it answered 302).'],
  ])('%s', async (status, words) => {
    expect(await wordsOf(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`)).toBe(words);
  });

  it('tells a wrong login from a missing one', async () => {
    expect(await wordsOf('HTTP/1.1 407 Login\r\n\r\n', 'Basic eDp5')).toBe(
      'The proxy PROXY does not accept the login (407); check proxy.basic.',
    );
  });

  it('gives up on one that stays silent, hangs up or speaks no HTTP', async () => {
    expect(await wordsOf(null)).toBe(
      'The proxy PROXY did not open a tunnel to prom.example:9090 within 0.2 s.',
    );
    expect(await wordsOf('')).toBe('The proxy PROXY closed the connection before its answer was complete.');
    expect(await wordsOf('SSH-2.0-OpenSSH_9.2\r\n')).toBe(
      'The proxy PROXY does not speak HTTP on this port.',
    );
  });

  it('takes the login from the address or the secret, the secret first', async () => {
    expect(await resolveProxy(undefined, noSecrets)).toEqual(ok(null));
    const inAddress = await resolveProxy({ url: 'http://x:y@proxy.example:3128' }, noSecrets);
    expect(inAddress).toMatchObject({ value: { authorization: 'Basic eDp5' } });
    expect(inAddress.ok && inAddress.value?.url.href).toBe('http://proxy.example:3128/');
    const basic = { username: 'a', password: { env: 'P' } };
    const bySecret = await resolveProxy({ url: 'http://x:y@proxy.example', basic }, async () => ok('b'));
    expect(bySecret).toMatchObject({ value: { authorization: 'Basic YTpi' } });
    expect(await resolveProxy({ url: 'http://proxy.example', basic }, noSecrets)).toMatchObject({
      ok: false,
    });
  });
});
