/** The ground the other integration tests stand on: the daemons are the real ones and do what they claim. */
import { afterAll, expect, it } from 'vitest';
import { startAlertmanager, startAlertmanagerPair } from '../fixtures/daemons/alertmanager.ts';
import { blackboxJob, startBlackboxExporter } from '../fixtures/daemons/blackbox-exporter.ts';
import { startNodeExporter } from '../fixtures/daemons/node-exporter.ts';
import { startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { startPushgateway } from '../fixtures/daemons/pushgateway.ts';
import { startVictoriaMetrics } from '../fixtures/daemons/victoria-metrics.ts';
import { startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

it('probes, scrapes, fires, hands over to Alertmanager and comes back after a kill', async () => {
  const site = await startHttpServer(textAnswer(503, 'closed'));
  const [node, blackbox, alertmanager] = await Promise.all([
    startNodeExporter(),
    startBlackboxExporter(),
    startAlertmanager(),
  ]);
  const prometheus = await startPrometheus({
    scrapeConfigs: [
      { job_name: 'node', static_configs: [{ targets: [`127.0.0.1:${node.port}`] }] },
      blackboxJob(blackbox, 'http_2xx', [{ address: site.url, service: 'site', region: 'eu-west-1' }]),
      blackboxJob(blackbox, 'tcp_connect', [
        { address: `127.0.0.1:${site.port}`, service: 'site-tcp', region: 'eu-west-1' },
      ]),
    ],
    rules: [{ alert: 'ProbeFailed', expr: 'probe_success == 0', labels: { severity: 'critical' } }],
    alertmanagers: [`127.0.0.1:${alertmanager.port}`],
  });
  stops.push(site.stop, node.stop, blackbox.stop, alertmanager.stop, prometheus.stop);

  const valueOf = async (query: string): Promise<number | undefined> =>
    (await prometheus.query(query))[0]?.value;
  await waitFor('node_load1', async () => (await valueOf('node_load1')) !== undefined);
  await waitFor('a failed probe', async () => (await valueOf('probe_success{service="site"}')) === 0);
  await waitFor('a TCP probe', async () => (await valueOf('probe_success{service="site-tcp"}')) === 1);
  await waitFor('the alert in Alertmanager', async () =>
    (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).text()).includes('ProbeFailed'),
  );

  site.answerWith(textAnswer(200, 'open'));
  await waitFor('a good probe', async () => (await valueOf('probe_success{service="site"}')) === 1);

  await prometheus.kill();
  await expect(prometheus.query('up')).rejects.toThrow('fetch failed');
  await prometheus.start();
  await waitFor('data after the restart', async () => (await valueOf('up{job="node"}')) === 1);
});

it('keeps what is pushed, stores what is sent, and gossips', async () => {
  const [pushgateway, victoria, [first, second]] = await Promise.all([
    startPushgateway(),
    startVictoriaMetrics(),
    startAlertmanagerPair(),
  ]);
  stops.push(pushgateway.stop, victoria.stop, first.stop, second.stop);

  await pushgateway.push('backup', 'backup_seconds 12\n');
  expect(await (await fetch(`${pushgateway.url}/metrics`)).text()).toContain(
    'backup_seconds{instance="",job="backup"} 12',
  );

  await victoria.store(`request_rate{service="search"} 42 ${Date.now() - 5_000}\n`);
  const stored = await fetch(`${victoria.url}/api/v1/query?query=request_rate`);
  expect(await stored.json()).toMatchObject({
    status: 'success',
    data: { result: [{ value: [expect.any(Number), '42'] }] },
  });

  const silence = {
    matchers: [{ name: 'alertname', value: 'Rehearsal', isRegex: false }],
    startsAt: new Date(Date.now() - 1_000).toISOString(),
    endsAt: new Date(Date.now() + 60_000).toISOString(),
    createdBy: 'test',
    comment: 'told to one, known to both',
  };
  const made = await fetch(`${first.url}/api/v2/silences`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(silence),
  });
  expect(made.status).toBe(200);
  await waitFor('the peer to hear of it', async () =>
    (await (await fetch(`${second.url}/api/v2/silences`)).text()).includes('known to both'),
  );
});
