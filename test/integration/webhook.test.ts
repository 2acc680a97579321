/** Others post to a running Vigil: a real Alertmanager its alerts, a pipeline its deploys (A14, J1). */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { annotationSchema } from '../../shared/domain/annotation.ts';
import { type Daemon, startDaemon } from '../fixtures/daemons/daemon.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type ServedVigil, serveInProcess } from '../fixtures/served-in-process.ts';
import { valueOf } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const TOKEN = 'correct-horse-battery-staple';
const DASHBOARD_TOKEN = 'another-secret-of-the-dashboard';
const folder = temporaryFolder('hook');
const tokenFile = join(folder, 'hook.token');
writeFileSync(tokenFile, `${TOKEN}\n`);
const config = (more = '') => `
sources:
  - id: events
    type: webhook
    token: { file: ${tokenFile} }
${more}
`;
const annotationsView = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  annotations: z.array(annotationSchema),
});

let vigil: ServedVigil;
let alertmanager: Daemon | null = null;
afterEach(async () => {
  await alertmanager?.stop();
  alertmanager = null;
  await vigil?.close();
});

/** An Alertmanager that posts everything to the hook. */
function startPosting(hook: string): Promise<Daemon> {
  const home = temporaryFolder('alertmanager');
  const configFile = join(home, 'alertmanager.yml');
  writeFileSync(
    configFile,
    JSON.stringify({
      global: { resolve_timeout: '1m' },
      route: { receiver: 'vigil', group_wait: '0s', group_interval: '1s', repeat_interval: '1h' },
      receivers: [
        {
          name: 'vigil',
          webhook_configs: [
            {
              url: hook,
              send_resolved: true,
              http_config: { authorization: { credentials_file: tokenFile } },
            },
          ],
        },
      ],
    }),
  );
  return startDaemon({
    binaries: ['prometheus-alertmanager', 'alertmanager'],
    readyPath: '/-/ready',
    args: (port) => [
      `--config.file=${configFile}`,
      `--storage.path=${home}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
  });
}

const post = (body: unknown, headers: Record<string, string> = {}, path = '/hooks/events') =>
  fetch(vigil.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const annotations = async (query = '') =>
  annotationsView.parse(await (await fetch(`${vigil.url}/api/v1/annotations${query}`)).json());
const alertNamed = (name: string) => vigil.picture()?.sections.alerts.find((alert) => alert.name === name);

describe('a hook', () => {
  it('shows and ends the alerts a real Alertmanager posts', async () => {
    const dataDirectory = temporaryFolder('data');
    vigil = await serveInProcess(config(), { dataDirectory });
    alertmanager = await startPosting(`${vigil.url}/hooks/events`);
    const labels = { alertname: 'HighErrorRatio', service: 'checkout', region: 'eu', severity: 'critical' };
    const tell = (endsInMs: number) =>
      fetch(`${alertmanager!.url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([
          {
            labels,
            annotations: { summary: '11 % of requests fail', playbook: 'Drain the pool first.' },
            endsAt: new Date(Date.now() + endsInMs).toISOString(),
            generatorURL: 'http://prometheus.example/graph',
          },
        ]),
      });
    await tell(600_000);
    const firing = await waitFor('the alert', () => alertNamed('HighErrorRatio'));
    expect(firing).toMatchObject({
      state: 'firing',
      severity: 'critical',
      service: 'checkout',
      region: 'eu',
      title: '11 % of requests fail',
      sourceIds: ['events'],
      unconfirmed: false,
    });
    const { id, startsAtMs } = firing;
    const texts = async (toMs: number | null) =>
      valueOf(await vigil.ask('alertTexts', { id, startsAtMs, toMs }));
    const annotations = [
      { name: 'playbook', text: 'Drain the pool first.', sourceIds: ['events'] },
      { name: 'summary', text: '11 % of requests fail', sourceIds: ['events'] },
    ];
    expect(await texts(null)).toMatchObject({ texts: { annotations }, isFromLog: false });
    await tell(-1_000);
    const over = await waitFor('the end of the alert', () => {
      const alert = alertNamed('HighErrorRatio');
      return alert?.state === 'resolved' && alert;
    });
    expect(await texts(over.resolvedAtMs)).toMatchObject({ texts: { annotations }, isFromLog: true });
    expect(await texts(firing.lastSeenAtMs - 1_000)).toEqual({ texts: null, isFromLog: false });
    const sources = async () => (await vigil.vigil.status()).sources;
    await waitFor('who posts', async () => (await sources())[0]?.software === 'Alertmanager');
    expect(await sources()).toMatchObject([{ id: 'events', state: 'live', rejectedCount: 0 }]);
    await vigil.close();
    vigil = await serveInProcess(config(), { dataDirectory });
    expect(await texts(over.resolvedAtMs)).toMatchObject({ texts: { annotations }, isFromLog: true });
  });

  it('keeps deploys over a restart, and the same call again changes nothing', async () => {
    const dataDirectory = temporaryFolder('data');
    vigil = await serveInProcess(config(), { dataDirectory });
    const nowMs = Date.now();
    const deploy = { kind: 'deploy', title: 'checkout 2.14.0', service: 'checkout', at: nowMs - 60_000 };
    for (let time = 0; time < 3; time += 1) expect((await post(deploy)).status).toBe(202);
    const shown = await waitFor('the deploy on screen', () => vigil.picture()?.sections.annotations[0]);
    expect(shown).toMatchObject({ kind: 'deploy', title: 'checkout 2.14.0', atMs: nowMs - 60_000 });
    expect((await annotations()).annotations).toEqual([shown]);
    expect((await annotations(`?from=${nowMs - 3_600_000}&to=${nowMs - 120_000}`)).annotations).toEqual([]);
    await vigil.close();
    vigil = await serveInProcess(config(), { dataDirectory });
    expect((await annotations(`?from=${nowMs - 3_600_000}`)).annotations).toEqual([shown]);
    await waitFor('the deploy on screen again', () => vigil.picture()?.sections.annotations.length === 1);
  });

  it('answers in words, needs only its own token, and no browser may read it for another site', async () => {
    vigil = await serveInProcess(config(), { token: DASHBOARD_TOKEN });
    const expectAnswer = async (answer: Response, status: number, words: RegExp) => {
      expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(words)]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    };
    const note = { kind: 'note', title: 'hello' };
    await expectAnswer(await post(note), 202, /Taken: 1 annotation/);
    await expectAnswer(await post({ kind: 'note' }), 400, /"title: /);
    await expectAnswer(await post(note, { 'content-type': 'text/plain' }), 400, /application\/json/);
    await expectAnswer(
      await post(note, { authorization: `Bearer ${DASHBOARD_TOKEN}` }),
      401,
      /its own token/,
    );
    await expectAnswer(await post(note, { authorization: '' }), 401, /its own token/);
    await expectAnswer(await post(note, {}, '/hooks/nobody'), 404, /no hook/);
    await expectAnswer(await post(note, {}, '/hooks/__proto__'), 404, /no hook/);
    await expectAnswer(await post(note, { origin: 'https://evil.example' }), 401, /Another site/);
    await expectAnswer(await post('x'.repeat(4 * 1_048_576 + 1)), 413, /longer than 4 MB/);
    await expectAnswer(await fetch(`${vigil.url}/hooks/events`), 405, /POST only/);
    // The hook's token opens nothing else.
    const api = await fetch(`${vigil.url}/api/v1/status`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(api.status).toBe(401);
    writeFileSync(tokenFile, 'rotated');
    await expectAnswer(await post(note), 401, /its own token/);
    await expectAnswer(await post(note, { authorization: 'Bearer rotated' }), 202, /Taken/);
    writeFileSync(tokenFile, TOKEN);
  });

  it('refuses a body that streams on beyond the cap, and goes on serving', async () => {
    vigil = await serveInProcess(config('    maxReplyMegabytes: 1'));
    const status = await new Promise<number>((resolve, reject) => {
      const call = rawRequest(`${vigil.url}/hooks/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      });
      const piece = Buffer.alloc(65_536, '[');
      const send = (): void => {
        while (!call.destroyed && call.write(piece));
        call.once('drain', send);
      };
      call.on('response', (response) => {
        call.removeListener('drain', send);
        resolve(response.statusCode ?? 0);
        call.destroy();
      });
      call.on('error', (error) => reject(error));
      send();
    });
    expect(status).toBe(413);
    expect((await post({ kind: 'note', title: 'still there' })).status).toBe(202);
  });
});

describe('docs/webhook.md', () => {
  it('shows commands that work', async () => {
    vigil = await serveInProcess(config());
    const text = readFileSync(new URL('../../docs/webhook.md', import.meta.url), 'utf8');
    const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, command]) => command ?? '');
    expect(commands.length).toBeGreaterThanOrEqual(3);
    for (const command of commands) {
      const { stdout } = await promisify(execFile)('bash', ['-c', command], {
        env: { ...process.env, VIGIL: vigil.url, TOKEN },
      });
      expect(JSON.parse(stdout)).toMatchObject({ message: expect.stringMatching(/^Taken: /) });
    }
    await waitFor('the alert', () => alertNamed('DiskFull'));
    expect((await annotations('?from=2026-01-01T00:00:00Z')).annotations.length).toBeGreaterThan(0);
  });
});

it('a range that cannot be read is said to be so', async () => {
  vigil = await serveInProcess(config());
  for (const query of ['?from=yesterday', '?from=10&to=5', '?from=0&to=9999999999999'])
    expect((await fetch(`${vigil.url}/api/v1/annotations${query}`)).status).toBe(400);
});
