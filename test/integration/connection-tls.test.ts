import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../../electron/core/config/connection-fields.ts';
import type { HttpConnection } from '../../electron/core/intake/policy/http-connection.ts';
import { type Certificate, createCertificates, loopbackNames } from '../fixtures/certificates.ts';
import { bodyOrWords as ask, createConnections } from '../fixtures/connect.ts';
import { type NginxDaemon, startNginx } from '../fixtures/daemons/nginx.ts';
import { startNodeExporter } from '../fixtures/daemons/node-exporter.ts';

const certificates = createCertificates();
const authority = certificates.authority('authority');
const foreign = certificates.authority('foreign');
const good = authority.issue('server', { names: loopbackNames });
const client = authority.issue('client');

const greet = ["location / { return 200 'hello'; }"];
let nginx: NginxDaemon;
/** The first client certificate is looked for under this name, and replaced by others. */
const rotating: Certificate = {
  cert: `${certificates.folder}/now.crt`,
  key: `${certificates.folder}/now.key`,
};

beforeAll(async () => {
  nginx = await startNginx([
    { certificate: good, directives: greet },
    { certificate: authority.issue('expired', { names: loopbackNames, days: -1 }), directives: greet },
    { certificate: authority.issue('elsewhere', { names: ['DNS:elsewhere.example'] }), directives: greet },
    { certificate: certificates.selfSigned('alone', loopbackNames), directives: greet },
    { certificate: good, clientAuthority: authority.cert, directives: greet },
    { directives: greet },
  ]);
});
afterAll(() => nginx?.stop());

const servers = ['good', 'expired', 'elsewhere', 'alone', 'mutual', 'plain'] as const;
type Server = (typeof servers)[number];
const connections = createConnections({ PASSPHRASE: 'correct horse' }, certificates.folder);
afterEach(() => connections.close());

function connect(server: Server, config: Partial<ConnectionConfig> = {}, scheme = 'https'): HttpConnection {
  const url = `${scheme}://127.0.0.1:${nginx.ports[servers.indexOf(server)]}`;
  return connections.open({ ...config, url });
}

const checked = { insecureSkipVerify: false };
const trusting = { ...checked, ca: 'authority.crt' };

describe('a server’s certificate', () => {
  it('of a private authority is trusted when that is configured, and only then', async () => {
    expect(await ask(connect('good', { tls: trusting }))).toBe('hello');
    expect(await ask(connect('good'))).toMatch(
      /^TLS to 127\.0\.0\.1:\d+ failed: its certificate .* not trusted here\.$/,
    );
    expect(await ask(connect('good', { tls: { ...checked, ca: 'foreign.crt' } }))).toMatch(
      /not trusted here\.$/,
    );
  });

  it.each([
    ['expired', 'its certificate has expired'],
    ['elsewhere', 'its certificate is for another host name; see tls.serverName'],
    ['alone', 'its certificate is self-signed and not trusted here'],
  ] as const)('that is %s is refused in words', async (server, words) => {
    const to = connect(server, { tls: trusting });
    expect(await ask(to)).toBe(`TLS to ${to.host} failed: ${words}.`);
  });

  it('may carry the configured name instead of the host', async () => {
    const tls = { ...trusting, serverName: 'elsewhere.example' };
    expect(await ask(connect('elsewhere', { tls }))).toBe('hello');
    // undici would take the name of a Host header for the certificate's.
    const url = `https://localhost:${nginx.ports[servers.indexOf('elsewhere')]}`;
    expect(await ask(connections.open({ url, tls, headers: { Host: 'other.example' } }))).toBe('hello');
  });

  it('is not checked on request, with a warning for as long as that lasts', async () => {
    const to = connect('alone', { tls: { insecureSkipVerify: true } });
    expect(to.warnings).toEqual([expect.stringContaining('Certificates are not checked')]);
    expect(await ask(to)).toBe('hello');
    expect(to.warnings).toHaveLength(1);
  });
});

describe('the scheme', () => {
  it('https to a plain port', async () => {
    const to = connect('plain', { tls: trusting });
    expect(await ask(to)).toBe(
      `TLS to ${to.host} failed: it answers without TLS; use http:// if that is meant.`,
    );
  });

  it('http to a TLS port', async () => {
    const to = connect('good', {}, 'http');
    expect(await ask(to)).toBe(`${to.host} refused the connection: it expects TLS; use https://.`);
  });
});

describe('a client certificate', () => {
  const mutual = { ...trusting, cert: 'client.crt', key: 'client.key' };

  it('opens the door', async () => {
    expect(await ask(connect('mutual', { tls: mutual }))).toBe('hello');
  });

  it('is asked for in words', async () => {
    const to = connect('mutual', { tls: trusting });
    expect(await ask(to)).toBe(
      `${to.host} refused the connection: it asks for a client certificate; set tls.cert and tls.key.`,
    );
  });

  it.each([
    ['of another authority', () => foreign.issue('stranger')],
    ['that has expired', () => authority.issue('late', { days: -1 })],
  ])('%s is refused in words', async (_, make) => {
    const { cert, key } = make();
    const to = connect('mutual', { tls: { ...trusting, cert, key } });
    expect(await ask(to)).toBe(
      `${to.host} refused the connection: it does not accept the client certificate.`,
    );
  });

  it('may have its key under a passphrase', async () => {
    const key = certificates.encrypted(client.key, 'correct horse');
    const tls = { ...mutual, key };
    expect(await ask(connect('mutual', { tls: { ...tls, keyPassphrase: { env: 'PASSPHRASE' } } }))).toBe(
      'hello',
    );
    expect(await ask(connect('mutual', { tls }))).toBe(`tls.key: ${key} is encrypted; set keyPassphrase.`);
  });

  it('is read again when its files change, and the old one serves while they do not fit', async () => {
    const stranger = foreign.issue('first');
    certificates.replace(rotating.cert, stranger.cert);
    certificates.replace(rotating.key, stranger.key);
    const to = connect('mutual', { tls: { ...trusting, cert: 'now.crt', key: 'now.key' } });
    expect(await ask(to)).toContain('does not accept the client certificate');
    certificates.replace(rotating.cert, client.cert);
    expect(await ask(to)).toContain('does not accept the client certificate');
    expect(to.warnings).toEqual([
      'tls.key: now.key does not belong to the certificate now.crt. The certificates read before are still in use.',
    ]);
    certificates.replace(rotating.key, client.key);
    expect(await ask(to)).toBe('hello');
    expect(to.warnings).toEqual([]);
  });
});

/** Where nginx answers 400, Prometheus and most Go programs end the handshake with an alert. */
describe.each(['TLS12', 'TLS13'])('an exporter that refuses clients in the handshake of %s', (version) => {
  it('is understood', async () => {
    const exporter = await startNodeExporter({
      cert_file: good.cert,
      key_file: good.key,
      client_auth_type: 'RequireAndVerifyClientCert',
      client_ca_file: authority.cert,
      max_version: version,
    });
    const url = `https://127.0.0.1:${exporter.port}`;
    const words = async (own: object): Promise<string> => {
      const to = connections.open({ url, tls: { ...trusting, ...own } });
      return (await ask(to)).replace(to.host, 'HOST');
    };
    expect(await words({ cert: client.cert, key: client.key })).toContain('Node Exporter');
    const refused = 'it does not accept the client certificate, or misses one; see tls.cert';
    expect(await words({})).toBe(`TLS to HOST failed: ${refused}.`);
    expect(await words(foreign.issue(`stranger-${version}`))).toBe(`TLS to HOST failed: ${refused}.`);
    expect(await words(authority.issue(`late-${version}`, { days: -1 }))).toBe(
      `TLS to HOST failed: ${refused}.`,
    );
    const plain = connections.open({ url: url.replace('https', 'http') });
    expect(await ask(plain)).toBe(`${plain.host} refused the connection: it expects TLS; use https://.`);
    await exporter.stop();
  });
});
