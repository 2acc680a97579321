import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCertificates, loopbackNames } from '../fixtures/certificates.ts';
import { bodyOrWords, createConnections } from '../fixtures/connect.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { type NginxDaemon, startNginx } from '../fixtures/daemons/nginx.ts';
import { startTinyproxy } from '../fixtures/daemons/tinyproxy.ts';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { freePort } from '../fixtures/machine.ts';

const certificates = createCertificates();
const authority = certificates.authority('authority');
const server = authority.issue('server', { names: loopbackNames });
authority.issue('client');

let nginx: NginxDaemon;
let open: Daemon;
let locked: Daemon;
let picky: Daemon;
let noProxy: HttpServer;

beforeAll(async () => {
  const directives = ["location / { return 200 '$scheme $http_x_team'; }"];
  nginx = await startNginx([
    { directives },
    { certificate: server, directives },
    { certificate: server, clientAuthority: authority.cert, directives },
  ]);
  open = await startTinyproxy();
  locked = await startTinyproxy({ login: { username: 'vigil', password: 'hunter2' } });
  picky = await startTinyproxy({ onlyPorts: [443] });
  noProxy = await startHttpServer(textAnswer(200, 'just a web server'));
});
afterAll(async () => {
  await Promise.all([nginx, open, locked, picky, noProxy].map((part) => part?.stop()));
});

const connections = createConnections(
  { PROXY_PASSWORD: 'hunter2', WRONG: 'hunter3', TEAM: 'network' },
  certificates.folder,
);
afterEach(() => connections.close());

const plain = () => `http://127.0.0.1:${nginx.ports[0]}`;
const secure = () => `https://127.0.0.1:${nginx.ports[1]}`;
const mutual = () => `https://127.0.0.1:${nginx.ports[2]}`;
const tls = { ca: 'authority.crt', insecureSkipVerify: false };

describe('through a forward proxy', () => {
  it('plain, TLS and mTLS servers are reached, with their own headers', async () => {
    const proxy = { url: open.url };
    const headers = { 'X-Team': { env: 'TEAM' } };
    expect(await bodyOrWords(connections.open({ url: plain(), proxy, headers }))).toBe('http network');
    expect(await bodyOrWords(connections.open({ url: secure(), proxy, headers, tls }))).toBe('https network');
    const client = { ...tls, cert: 'client.crt', key: 'client.key' };
    expect(await bodyOrWords(connections.open({ url: mutual(), proxy, tls: client }))).toBe('https ');
  });

  it('certificates are still checked', async () => {
    const to = connections.open({ url: secure(), proxy: { url: open.url } });
    expect(await bodyOrWords(to)).toMatch(/^TLS to .* not trusted here\.$/);
  });

  it('the connection to the server is gone as soon as the proxy is', async () => {
    const own = await startTinyproxy();
    const to = connections.open({ url: plain(), proxy: { url: own.url } });
    expect(await bodyOrWords(to)).toBe('http ');
    await own.kill();
    expect(await bodyOrWords(to)).toMatch(
      new RegExp(`the proxy 127\\.0\\.0\\.1:${own.port}: nothing listens there|closed the connection`),
    );
    expect(await bodyOrWords(to)).toBe(
      `Connection refused by the proxy 127.0.0.1:${own.port}: nothing listens there.`,
    );
    await own.start();
    expect(await bodyOrWords(to)).toBe('http ');
    await own.stop();
  });
});

describe('a login at the proxy', () => {
  it('by secret, or in its address', async () => {
    const basic = { username: 'vigil', password: { env: 'PROXY_PASSWORD' } };
    const bySecret = connections.open({ url: secure(), proxy: { url: locked.url, basic }, tls });
    expect(await bodyOrWords(bySecret)).toBe('https ');
    const url = locked.url.replace('//', '//vigil:hunter2@');
    expect(await bodyOrWords(connections.open({ url: plain(), proxy: { url } }))).toBe('http ');
  });

  it('that is missing or wrong is told without the password', async () => {
    const name = `127.0.0.1:${locked.port}`;
    const without = connections.open({ url: plain(), proxy: { url: locked.url } });
    expect(await bodyOrWords(without)).toBe(`The proxy ${name} asks for a login (407); set proxy.basic.`);
    const basic = { username: 'vigil', password: { env: 'WRONG' } };
    const wrong = connections.open({ url: plain(), proxy: { url: locked.url, basic } });
    expect(await bodyOrWords(wrong)).toMatch(
      new RegExp(`^The proxy ${name} does not accept the login \\(40[17]\\); check proxy\\.basic\\.$`),
    );
  });
});

describe('a proxy that does not help is named', () => {
  it('when it cannot reach the server', async () => {
    const port = await freePort();
    const to = connections.open({ url: `http://127.0.0.1:${port}`, proxy: { url: open.url } });
    expect(await bodyOrWords(to)).toMatch(
      new RegExp(
        `^The proxy 127\\.0\\.0\\.1:${open.port} cannot reach 127\\.0\\.0\\.1:${port} \\(it answered \\d+\\)\\.$`,
      ),
    );
  });

  it('when it does not allow the port', async () => {
    const to = connections.open({ url: plain(), proxy: { url: picky.url } });
    expect(await bodyOrWords(to)).toBe(
      `The proxy 127.0.0.1:${picky.port} does not allow connections to ${to.host} (403).`,
    );
  });

  it('when it is no proxy', async () => {
    const to = connections.open({ url: plain(), proxy: { url: noProxy.url } });
    expect(await bodyOrWords(to)).toMatch(new RegExp(`the proxy 127\\.0\\.0\\.1:${noProxy.port} `, 'i'));
    const web = connections.open({ url: plain(), proxy: { url: plain() } });
    expect(await bodyOrWords(web)).toMatch(
      /answered 40[05] to CONNECT: it is no proxy, or one that opens no tunnels\.$/,
    );
  });
});

it('variables of the shell choose no proxy', async () => {
  const before = { ...process.env };
  Object.assign(process.env, { HTTP_PROXY: noProxy.url, HTTPS_PROXY: noProxy.url, ALL_PROXY: noProxy.url });
  try {
    expect(await bodyOrWords(connections.open({ url: plain() }))).toBe('http ');
  } finally {
    process.env = before;
  }
});
