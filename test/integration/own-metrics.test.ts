/** Vigil's own metrics as the tools of the trade see them: promtool, a real Prometheus, and Vigil itself. */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startNodeExporter } from '../fixtures/daemons/node-exporter.ts';
import { startPrometheus } from '../fixtures/daemons/prometheus.ts';
import { startHttpServer } from '../fixtures/http-server.ts';
import { freePort, systemBinary } from '../fixtures/machine.ts';
import { type InProcessVigil, launchInProcess } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const stops: (() => Promise<void>)[] = [];
let vigil: InProcessVigil;

const source = (id: string, port: number, every: string) => ({
  id,
  type: 'exposition',
  url: `http://127.0.0.1:${port}/metrics`,
  every,
});

beforeAll(async () => {
  const node = await startNodeExporter();
  stops.push(node.stop);
  const sources = [source('node', node.port, '500ms'), source('nobody', await freePort(), '500ms')];
  vigil = await launchInProcess(JSON.stringify({ sources }));
  stops.push(vigil.close);
  await waitFor('both sources to be known', async () => {
    const { sources: known } = await vigil.vigil.status();
    return known.map(({ state }) => state).join() === 'live,unreachable';
  });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

it('pass promtool: format, names, units, help', async () => {
  const page = await waitFor('a second of event-loop lag', async () => {
    const text = await vigil.vigil.metrics();
    return text.includes('vigil_event_loop_lag_seconds{quantile="0.99"}') && text;
  });
  const { status, stdout, stderr } = spawnSync(systemBinary('promtool'), ['check', 'metrics'], {
    input: page,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toStrictEqual({ status: 0, stdout: '', stderr: '' });
});

it('are scraped by a real Prometheus, and say which source answers', async () => {
  const served = await startHttpServer((_request, response) => {
    void vigil.vigil.metrics().then((text) => {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(text);
    });
  });
  stops.push(served.stop);
  const prometheus = await startPrometheus({
    scrapeConfigs: [{ job_name: 'vigil', static_configs: [{ targets: [`127.0.0.1:${served.port}`] }] }],
  });
  stops.push(prometheus.stop);
  const up = await waitFor('both sources in Prometheus', async () => {
    const samples = await prometheus.query('vigil_source_up');
    return samples.length === 2 && samples;
  });
  const value = (source: string) => up.find(({ labels }) => labels['source'] === source)?.value;
  expect(value('node')).toBe(1);
  expect(value('nobody')).toBe(0);
  const [failures] = await prometheus.query('vigil_source_errors_total{source="nobody"}');
  expect(failures?.value).toBeGreaterThanOrEqual(2);
  expect(await prometheus.query('vigil_source_errors_total{source="node"} > 0')).toHaveLength(0);
  const [bytes] = await prometheus.query('vigil_journal_bytes');
  expect(bytes?.value).toBeGreaterThan(0);
  const [reach] = await prometheus.query('vigil_journal_reach_seconds');
  expect(reach?.value).toBeGreaterThan(0);
});

it('can be watched by another Vigil, which finds nothing to complain of', async () => {
  const served = await startHttpServer((_request, response) => {
    void vigil.vigil.metrics().then((text) => {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(text);
    });
  });
  stops.push(served.stop);
  const watcher = await launchInProcess(
    JSON.stringify({
      sources: [
        {
          ...source('vigil', served.port, '250ms'),
          labels: { service: 'source' },
          region: 'here',
          read: {
            availability: { gauge: 'vigil_source_up', unit: 'ratio' },
            failures: { counter: 'vigil_source_errors_total' },
          },
        },
      ],
    }),
  );
  stops.push(watcher.close);
  await waitFor('the dead source to be seen as down', () => watcher.stateOf('nobody', 'here') === 'down');
  expect(watcher.stateOf('node', 'here')).toBe('ok');
  const { sources } = await watcher.vigil.status();
  expect(sources[0]).toMatchObject({ state: 'live', warnings: [], rejectedCount: 0, lastError: null });
});
