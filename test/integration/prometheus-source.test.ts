/** The Prometheus source itself against real servers: what it takes in, what it finds out, what it fills in. */
import { afterEach, describe, expect, it } from 'vitest';
import { configSchema } from '../../electron/core/config/schema.ts';
import { createPrometheusSource } from '../../electron/core/intake/prometheus/create-prometheus-source.ts';
import type { Source } from '../../electron/core/intake/source.ts';
import type { Sample } from '../../shared/domain/observation.ts';
import {
  type PrometheusDaemon,
  type PrometheusOptions,
  startPrometheus,
} from '../fixtures/daemons/prometheus.ts';
import { waitFor } from '../fixtures/wait-for.ts';
import {
  contextOf,
  createRecorder,
  noSecrets,
  type Recorder,
} from '../unit/electron/core/intake/support/recorder.ts';

const PLACE = { service: 'machine', region: 'eu-west-1' } as const;

const daemons: PrometheusDaemon[] = [];
const sources: Source[] = [];

afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.stop()));
  await Promise.all(daemons.splice(0).map((daemon) => daemon.stop()));
});

async function prometheus(options: Partial<PrometheusOptions> = {}): Promise<PrometheusDaemon> {
  const daemon = await startPrometheus({ scrapeConfigs: [], ...options });
  daemons.push(daemon);
  return daemon;
}

/** One source per url, all of one group, over one recorder. */
function start(urls: readonly string[], signals: object, entry: object = {}): Recorder {
  const recorder = createRecorder();
  const config = configSchema.parse({
    sources: urls.map((url, index) => ({
      id: `prom-${index}`,
      type: 'prometheus',
      url,
      every: '500ms',
      group: 'pair',
      ...entry,
    })),
    signals,
  });
  for (const source of config.sources) {
    if (source.type !== 'prometheus') throw new Error('expected Prometheus sources');
    const context = contextOf(recorder, { signals: config.signals, secrets: noSecrets });
    sources.push(createPrometheusSource(source, context));
  }
  for (const source of sources) source.start();
  return recorder;
}

const status = (index = 0) => sources[index]!.status();
const selfJob = (port: number, labels: Readonly<Record<string, string>> = { ...PLACE }) => ({
  job_name: 'self',
  static_configs: [{ targets: [`127.0.0.1:${port}`], labels }],
});

describe('a real Prometheus', () => {
  it('is recognised, and its alerts come with the labels it adds outside', async () => {
    const daemon = await prometheus({ externalLabels: { cluster: 'eu', replica: 'a' } });
    const recorder = start([daemon.url], { request_rate: 'vector(1)' });
    await waitFor('the source to be live', () => status().state === 'live');
    expect(status().software).toMatch(/^Prometheus 2\.\d+\.\d+/);
    const list = await waitFor('a list of alerts', () =>
      recorder.observations.find((one) => one.kind === 'alert_list'),
    );
    expect(list.externalLabels).toStrictEqual({ cluster: 'eu', replica: 'a' });
  });

  it('names the rule that cannot be evaluated', async () => {
    const target = await prometheus();
    const daemon = await prometheus({
      scrapeConfigs: [
        {
          job_name: 'twice',
          static_configs: [{ targets: [`127.0.0.1:${target.port}`, `localhost:${target.port}`] }],
        },
      ],
      // Only with two series of one job is this a mistake: it loads, and fails when it is evaluated.
      rules: [{ alert: 'Broken', expr: 'up + on(job) up > 5' }],
    });
    start([daemon.url], { request_rate: 'vector(1)' });
    const [fault] = await waitFor('the fault', () => status().faults.length > 0 && status().faults, 25_000);
    expect(fault).toMatch(/^Rule Broken of group vigil-test cannot be evaluated: .*duplicate series/);
  });
});

describe('history', () => {
  it('is had from before Vigil ran, on the grid, newest first', async () => {
    const daemon = await prometheus();
    const own = await prometheus({ scrapeConfigs: [selfJob(daemon.port)] });
    // The grid of so short a history is 15 s wide.
    const lastGridMs = () => Math.floor(Date.now() / 15_000) * 15_000;
    await waitFor('history', async () => (await own.query('up', lastGridMs())).length > 0, 25_000);
    const recorder = start([own.url], { availability: 'up' }, { backfill: '10m' });
    const history = await waitFor('history', () => {
      const samples: readonly Sample[] = recorder.samples('backfill');
      return samples.length > 0 && samples;
    });
    for (const { value, sampledAtMs } of history) {
      expect(value).toBe(1);
      expect(sampledAtMs % 15_000).toBe(0);
      expect(sampledAtMs).toBeLessThanOrEqual(Date.now());
    }
  });
});
