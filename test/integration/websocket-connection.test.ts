import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { configSchema } from '../../electron/core/config/schema.ts';
import { createSource } from '../../electron/core/intake/create-source.ts';
import { createSecretResolver } from '../../electron/core/intake/policy/secrets.ts';
import type { Source } from '../../electron/core/intake/source.ts';
import { createCertificates, loopbackNames } from '../fixtures/certificates.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { startTinyproxy } from '../fixtures/daemons/tinyproxy.ts';
import { freePort } from '../fixtures/machine.ts';
import { streamEvents } from '../fixtures/stream-app.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import { contextOf, createRecorder } from '../unit/electron/core/intake/support/recorder.ts';

const certificates = createCertificates();
const authority = certificates.authority('authority');
certificates.authority('foreign');
const own = authority.issue('server', { names: loopbackNames });
authority.issue('client');

let server: HttpsServer;
let io: Server;
let polling: Server;
let sockets: WebSocketServer;
let proxy: Daemon;
let locked: Daemon;
let port = 0;
let source: Source | null = null;

/** One server that asks for a client certificate and speaks both kinds of stream, over WebSocket and polling. */
beforeAll(async () => {
  server = createServer({
    cert: readFileSync(own.cert),
    key: readFileSync(own.key),
    ca: readFileSync(authority.cert),
    requestCert: true,
    rejectUnauthorized: true,
  });
  sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/ws') sockets.handleUpgrade(request, socket, head, () => undefined);
    if (request.url?.startsWith('/polling') === true) socket.destroy();
  });
  io = new Server(server, { serveClient: false, destroyUpgrade: false });
  polling = new Server(server, {
    path: '/polling',
    transports: ['polling'],
    serveClient: false,
    destroyUpgrade: false,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  proxy = await startTinyproxy();
  locked = await startTinyproxy({ login: { username: 'vigil', password: 'hunter2' } });
});
afterEach(() => source?.stop());
afterAll(async () => {
  await Promise.all([proxy?.stop(), locked?.stop(), io?.close(), polling?.close()]);
  sockets?.close();
  server?.closeAllConnections();
});

const kinds = {
  websocket: () => ({ type: 'websocket', url: `wss://127.0.0.1:${port}/ws` }),
  'socket.io': () => ({ type: 'socketio', url: `https://127.0.0.1:${port}` }),
  'socket.io by polling': () => ({ type: 'socketio', url: `https://127.0.0.1:${port}`, path: '/polling' }),
} as const;
type Kind = keyof typeof kinds;
const names = Object.keys(kinds) as Kind[];

const mutual = { ca: 'authority.crt', cert: 'client.crt', key: 'client.key' };

function start(kind: Kind, entry: object): Source {
  const config = configSchema.parse({
    sources: [{ id: 'edge', events: streamEvents, ...kinds[kind](), ...entry }],
  });
  const [only] = config.sources;
  if (only === undefined) throw new Error('expected a source');
  const secrets = createSecretResolver({ PROXY: 'hunter2', WRONG: 'hunter3' }, certificates.folder);
  const context = contextOf(createRecorder(), { secrets, configDirectory: certificates.folder });
  source = createSource(only, context);
  source.start();
  return source;
}

const live = (of: Source) =>
  waitFor('the source to be live', () => {
    const { state, lastError } = of.status();
    if (state !== 'live') throw new Error(`${state}: ${lastError}`);
    return true;
  });
const failed = (of: Source, words: RegExp) =>
  waitFor('the source to fail in words', () => {
    const { lastError } = of.status();
    if (lastError === null || !words.test(lastError)) throw new Error(`it says ${lastError}`);
    return true;
  });

describe.each(names)('the connection of %s', (kind) => {
  it('presents its certificate to a server of a private authority', async () => {
    await live(start(kind, { tls: mutual }));
  });

  it('goes through a proxy, with a login where one is asked for', async () => {
    const url = `http://127.0.0.1:${locked.port}`;
    const login = { username: 'vigil', password: { env: 'PROXY' } };
    await live(start(kind, { tls: mutual, proxy: { url, basic: login } }));
  });

  it('says what is wrong with the certificate of the server', async () => {
    await failed(start(kind, { tls: { ...mutual, ca: 'foreign.crt' } }), /^TLS to .* not trusted here/);
  });

  it('says that the proxy does not let it through', async () => {
    const login = { username: 'vigil', password: { env: 'WRONG' } };
    const url = `http://127.0.0.1:${locked.port}`;
    await failed(start(kind, { tls: mutual, proxy: { url, basic: login } }), /proxy/);
    expect(source!.status().lastError).not.toContain('hunter');
  });

  it('says that there is no proxy', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    await failed(start(kind, { tls: mutual, proxy: url }), /proxy/);
  });

  it('warns for as long as certificates are not checked', async () => {
    const of = start(kind, { tls: { ...mutual, ca: undefined, insecureSkipVerify: true } });
    await live(of);
    expect(of.status().warnings).toEqual([expect.stringContaining('Certificates are not checked')]);
  });
});
