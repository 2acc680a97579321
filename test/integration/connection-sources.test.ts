/** Every kind of source through the hardest way there is: mTLS of a private authority, a proxy with a login, a login. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SourceConfig, sourceSchema } from '../../electron/core/config/schema.ts';
import { createSource } from '../../electron/core/intake/create-source.ts';
import { createSecretStore } from '../../electron/core/intake/policy/secrets.ts';
import type { Source } from '../../electron/core/intake/source.ts';
import { createCertificates } from '../fixtures/certificates.ts';
import { startAlertmanager } from '../fixtures/daemons/alertmanager.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { basicAuth, type NginxDaemon, proxyPass, startNginx } from '../fixtures/daemons/nginx.ts';
import { startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { startTinyproxy } from '../fixtures/daemons/tinyproxy.ts';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { type SocketServer, startSocketServer } from '../fixtures/socket-server.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import { type PlainSocketServer, startWebSocketServer } from '../fixtures/web-socket-server.ts';
import { contextOf, createRecorder } from '../unit/electron/core/intake/support/recorder.ts';

const certificates = createCertificates();
const authority = certificates.authority('authority');
const server = authority.issue('server', { names: ['DNS:monitoring.example'] });
authority.issue('client');

const statusPage = {
  page: { id: 'p', name: 'Third', url: 'https://status.example', updated_at: new Date().toISOString() },
  status: { indicator: 'none', description: 'All Systems Operational' },
  components: [],
  incidents: [],
  scheduled_maintenances: [],
};

let prometheus: Daemon;
let alertmanager: Daemon;
let page: HttpServer;
let io: SocketServer;
let ws: PlainSocketServer;
let proxy: Daemon;
let nginx: NginxDaemon;

beforeAll(async () => {
  [prometheus, alertmanager, page, io, ws, proxy] = await Promise.all([
    startPrometheus({ scrapeConfigs: [] }),
    startAlertmanager(),
    startHttpServer(textAnswer(200, JSON.stringify(statusPage), 'application/json')),
    startSocketServer(),
    startWebSocketServer(),
    startTinyproxy({ login: { username: 'vigil', password: 'proxy-hunter2' } }),
  ]);
  const behind = { prometheus, alertmanager, page, io, ws: { url: `http://127.0.0.1:${ws.port}` } };
  nginx = await startNginx([
    {
      certificate: server,
      clientAuthority: authority.cert,
      directives: [
        ...basicAuth('vigil', 'server-hunter2'),
        ...Object.entries(behind).map(([name, { url }]) => proxyPass(url, `/${name}/`)),
      ],
    },
  ]);
});
afterAll(async () => {
  await Promise.all([nginx, proxy, ws, io, page, alertmanager, prometheus].map((part) => part?.stop()));
});

let source: Source | null = null;
afterEach(async () => {
  await source?.stop();
  source = null;
});

const mapping = {
  measured: { to: 'sample', map: { service: '$.s', region: 'eu', signal: 'latency_p95', value: '$.v' } },
};

const kinds: readonly (readonly [string, () => Readonly<Record<string, unknown>>])[] = [
  ['prometheus', () => ({ type: 'prometheus', url: at('prometheus'), every: '1s' })],
  ['exposition', () => ({ type: 'exposition', url: at('prometheus/metrics'), every: '1s' })],
  ['alertmanager', () => ({ type: 'alertmanager', url: at('alertmanager'), every: '1s' })],
  ['statuspage', () => ({ type: 'statuspage', url: at('page/summary.json'), every: '1s' })],
  ['socketio', () => ({ type: 'socketio', url: at('io'), events: mapping })],
  ['websocket', () => ({ type: 'websocket', url: at('ws/').replace('https', 'wss'), events: mapping })],
];

function at(path: string): string {
  return `https://127.0.0.1:${nginx.ports[0]}/${path}`;
}

const environment = { PROXY_PASSWORD: 'proxy-hunter2', PASSWORD: 'server-hunter2' };
const tls = { ca: 'authority.crt', cert: 'client.crt', key: 'client.key', serverName: 'monitoring.example' };

function start(entry: Readonly<Record<string, unknown>>): Source {
  const config: SourceConfig = sourceSchema.parse({
    id: 'edge',
    auth: { basic: { username: 'vigil', password: { env: 'PASSWORD' } } },
    tls,
    proxy: { url: proxy.url, basic: { username: 'vigil', password: { env: 'PROXY_PASSWORD' } } },
    ...entry,
  });
  const { resolve, mask } = createSecretStore(environment, certificates.folder);
  const context = { secrets: resolve, mask, configDirectory: certificates.folder };
  source = createSource(config, contextOf(createRecorder(), context));
  source.start();
  return source;
}

/** What is shown of a source must hold none of these, in whatever form. */
function expectNoSecrets(of: Source): void {
  const shown = JSON.stringify([of.status(), of.peek()]);
  for (const secret of [
    ...Object.values(environment),
    readFileSync(`${certificates.folder}/client.key`, 'utf8'),
  ]) {
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(Buffer.from(`vigil:${secret}`).toString('base64'));
  }
}

const wordsOf = (of: Source): string => of.status().lastError ?? '';

describe.each(kinds)('a %s source', (_, entry) => {
  it('is live through mTLS, a proxy and two logins', async () => {
    const started = start(entry());
    await waitFor(
      `a live source (${wordsOf(started)})`,
      () => {
        if (started.status().state !== 'live') throw new Error(wordsOf(started));
        return true;
      },
      10_000,
    );
    expect(started.status().warnings.join()).not.toMatch(/certificate/i);
    expectNoSecrets(started);
  });

  it('says what is wrong with the certificate, the proxy or the login', async () => {
    const failing = async (changes: Readonly<Record<string, unknown>>): Promise<string> => {
      const started = start({ ...entry(), ...changes });
      const words = await waitFor('words', () => wordsOf(started) || null, 10_000);
      expect(started.status().state).not.toBe('live');
      expectNoSecrets(started);
      await started.stop();
      return words;
    };
    const { serverName: _name, ...unnamed } = tls;
    expect(await failing({ tls: unnamed })).toContain('its certificate is for another host name');
    const { ca: _ca, ...unknown } = tls;
    expect(await failing({ tls: unknown })).toContain('not trusted here');
    expect(await failing({ tls: { ...tls, cert: 'nothing.crt' } })).toContain(
      'tls.cert: nothing.crt cannot be read (ENOENT).',
    );
    expect(await failing({ proxy: proxy.url })).toContain(
      `The proxy 127.0.0.1:${proxy.port} asks for a login`,
    );
    expect(await failing({ auth: {} })).toContain('401');
  });

  it('warns for as long as certificates are not checked', async () => {
    const started = start({ ...entry(), tls: { ...tls, serverName: undefined, insecureSkipVerify: true } });
    await waitFor(
      'the warning',
      () => started.status().state === 'live' && started.status().warnings.length > 0,
      10_000,
    );
    expect(started.status().warnings).toContainEqual(expect.stringContaining('Certificates are not checked'));
  });
});
