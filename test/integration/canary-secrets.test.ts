/** No secret leaves Vigil, whatever the servers that are given it send back: every way out is searched (H5). */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { type HttpServer, startHttpServer } from '../fixtures/http-server.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type InProcessVigil, launchInProcess, valueOf } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const canaries = {
  env: 'canary-bearer-in-env-91Qx',
  file: 'canary-basic-in-file-82Wy',
  userinfo: 'canary-url-pass/word-73Ez',
  header: 'canary-secret-header-64Ra',
  written: 'canary-written-header-55Tb',
  parameter: 'canary-parameter-46Uc',
  socket: 'canary-websocket-37Id',
  socketio: 'canary-socketio-28Oe',
  hook: 'canary-webhook-19Pf',
  proxy: 'canary-proxy-login-10Ag',
} as const;

let vigil: InProcessVigil | null = null;
let echo: HttpServer | null = null;
let sockets: WebSocketServer | null = null;
afterEach(async () => {
  await vigil?.close();
  await echo?.stop();
  await new Promise<void>((resolve) => (sockets === null ? resolve() : sockets.close(() => resolve())));
  delete process.env['VIGIL_TEST_CANARY'];
});

/** What a server may repeat of a request: headers as they are, and logins as they read decoded. */
function repeated({ url, headers }: IncomingMessage): string {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  return [
    headers['x-key'] ?? '',
    headers['x-api-key'] ?? '',
    headers.authorization ?? '',
    Buffer.from(basic, 'base64').toString('utf8'),
    url ?? '',
  ].join(' ');
}

async function startSockets(): Promise<WebSocketServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket, request) => {
    socket.send(JSON.stringify({ type: 'x', value: repeated(request) }));
    socket.close(4_001, `not yours: ${request.headers.authorization}`);
  });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  return server;
}

async function launchWithCanaries(): Promise<{ vigil: InProcessVigil; dataDirectory: string }> {
  const folder = temporaryFolder('canaries');
  const inFile = (name: keyof typeof canaries): string => {
    const path = join(folder, name);
    writeFileSync(path, `${canaries[name]}\n`);
    return `{ file: ${path} }`;
  };
  process.env['VIGIL_TEST_CANARY'] = canaries.env;
  echo = await startHttpServer((request, response) => {
    const said = repeated(request);
    const isLogin = request.url?.startsWith('/login') === true;
    response.writeHead(isLogin ? 401 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: 'error', errorType: 'bad_data', error: said, data: said }));
  });
  sockets = await startSockets();
  const ws = `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`;
  const host = `127.0.0.1:${echo.port}`;
  const user = encodeURIComponent(canaries.userinfo);
  const dataDirectory = join(folder, 'data');
  const launched = await launchInProcess(
    `
sources:
  - { id: userinfo, type: prometheus, url: 'http://me:${user}@${host}', every: 500ms }
  - { id: bearer, type: prometheus, url: 'http://${host}', every: 500ms, auth: { bearer: { env: VIGIL_TEST_CANARY } } }
  - { id: basic, type: alertmanager, url: 'http://${host}', every: 500ms, auth: { basic: { username: me, password: ${inFile('file')} } } }
  - { id: header, type: statuspage, url: 'http://${host}', every: 500ms, headers: { X-Key: ${inFile('header')} } }
  - { id: written, type: prometheus, url: 'http://${host}', every: 500ms, headers: { X-Api-Key: '${canaries.written}' } }
  - { id: parameter, type: prometheus, url: 'http://${host}', every: 500ms, parameters: { token: '${canaries.parameter}' } }
  - { id: socket, type: websocket, url: '${ws}', events: {}, auth: { bearer: ${inFile('socket')} } }
  - { id: socketio, type: socketio, url: 'http://${host}', events: {}, auth: { token: ${inFile('socketio')} } }
  - { id: hook, type: webhook, token: ${inFile('hook')} }
  - { id: proxied, type: exposition, url: 'http://prom.example', every: 500ms, proxy: { url: 'http://${host}', basic: { username: me, password: ${inFile('proxy')} } } }
signals:
  availability: up
`,
    { dataDirectory },
  );
  vigil = launched;
  return { vigil: launched, dataDirectory };
}

/** Every way a text may carry a secret. */
const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(`me:${secret}`, 'utf8').toString('base64'),
];

function leaksIn(name: string, text: string): readonly string[] {
  return Object.entries(canaries).flatMap(([kind, secret]) =>
    spellings(secret).some((spelling) => text.includes(spelling)) ? [`${kind} in ${name}`] : [],
  );
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('Secrets of every kind', () => {
  it('are in nothing that leaves Vigil, though every server repeats them', async () => {
    const { vigil: running, dataDirectory } = await launchWithCanaries();
    const core = running.vigil;
    await waitFor('a complaint from every source but the hook', async () => {
      const { sources } = await core.status();
      const silent = sources.filter(({ id, lastError }) => id !== 'hook' && lastError === null);
      if (silent.length > 0) throw new Error(`nothing yet from ${silent.map(({ id }) => id).join(', ')}`);
      return true;
    });

    const ids = (await core.status()).sources.map(({ id }) => id);
    const answers: [string, string][] = [
      ['frames', JSON.stringify(running.picture()?.sections)],
      ['status', JSON.stringify(await core.status())],
      ['health', JSON.stringify(core.health())],
      ['alerts', JSON.stringify(core.alerts())],
      ['annotations', JSON.stringify(await core.annotations(null, null))],
      ['metrics', await core.metrics()],
    ];
    for (const id of ids) {
      answers.push([`peek ${id}`, JSON.stringify(await running.ask('peekSource', { id }))]);
      answers.push([`guesses ${id}`, JSON.stringify(await running.ask('discoverSource', { id }))]);
    }
    for (const kind of ['userinfo', 'bearer', 'written'] as const) {
      const { sources } = valueOf(await running.ask('readSources', {}));
      const yaml = sources.find(({ id }) => id === kind)?.yaml ?? '';
      answers.push([`trial ${kind}`, JSON.stringify(await running.ask('testSource', { yaml }))]);
    }
    expect(JSON.stringify(answers)).toContain('••••');
    expect(answers.flatMap(([name, text]) => leaksIn(name, text))).toEqual([]);

    const nowMs = Date.now();
    const capsule = await core.capsule({ fromMs: nowMs - 1_000, toMs: nowMs });
    if (!capsule.ok) throw new Error(capsule.error.message);
    const passedOn = readFileSync(capsule.value.path, 'latin1');
    expect(passedOn).toContain('id: userinfo');
    expect(leaksIn('capsule', passedOn)).toEqual([]);

    await running.close();
    vigil = null;
    const kept = filesBelow(dataDirectory);
    expect(kept).not.toEqual([]);
    expect(kept.flatMap((path) => leaksIn(path, readFileSync(path, 'latin1')))).toEqual([]);
  });
});
