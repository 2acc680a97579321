/** The Prometheus source against what is near Prometheus: VictoriaMetrics, the Pushgateway, a group of two, a slow start. */
import { afterEach, describe, expect, it } from 'vitest';
import { startPushgateway } from '../fixtures/daemons/pushgateway.ts';
import { startVictoriaMetrics } from '../fixtures/daemons/victoria-metrics.ts';
import { startFaultyPrometheus } from '../fixtures/faulty-prometheus.ts';
import { textAnswer } from '../fixtures/http-server.ts';
import { createRunningSources, selfJob } from '../fixtures/running-sources.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const PLACE = { service: 'machine', region: 'eu-west-1' } as const;

const running = createRunningSources();
const { prometheus, start, status, daemons } = running;
afterEach(running.stop);

describe('a real VictoriaMetrics', () => {
  it('is recognised, read as of now, and its missing alert list is said', async () => {
    const target = await prometheus();
    const server = await startVictoriaMetrics({ scrapeConfigs: [selfJob(target.port, PLACE)] });
    daemons.push(server);
    const recorder = start([server.url], {
      availability: 'up',
      request_rate: 'sum by (service, region) (up)',
    });
    const samples = await waitFor('both signals', () => {
      const taken = recorder.samples();
      return new Set(taken.map(({ key }) => key.signal)).size === 2 && taken;
    });
    expect(new Set(samples.map(({ value }) => value))).toStrictEqual(new Set([1]));
    for (const { sampledAtMs } of samples) expect(Math.abs(Date.now() - sampledAtMs)).toBeLessThan(20_000);
    expect(status()).toMatchObject({ state: 'live', software: expect.stringMatching(/^VictoriaMetrics/) });
    expect(status().warnings.join()).toMatch(/VictoriaMetrics leaves rules to vmalert/);
    expect(recorder.observations.filter(({ kind }) => kind === 'alert_list')).toStrictEqual([]);
  });

  it('fills six hours of history, every point of the grid once', async () => {
    const server = await startVictoriaMetrics();
    daemons.push(server);
    const stepMs = 30_000;
    // What it answers for the very last second is not settled: it takes the sample before.
    const lastMs = Math.floor((Date.now() - 2_000) / stepMs) * stepMs;
    const page: string[] = [];
    for (let atMs = lastMs - 5 * 3_600_000; atMs <= lastMs; atMs += stepMs)
      page.push(`m{service="a",region="eu"} ${(atMs / stepMs) % 1_000} ${atMs}`);
    await server.store(`${page.join('\n')}\n`);
    const recorder = start([server.url], { request_rate: 'm' });
    const history = await waitFor('all of it', () => {
      const taken = recorder.samples('backfill');
      return taken.length >= page.length - 2 && taken;
    });
    const times = history.map(({ sampledAtMs }) => sampledAtMs);
    expect(new Set(times).size).toBe(times.length);
    expect(times.every((atMs) => atMs % stepMs === 0)).toBe(true);
    // The newest quarter of an hour comes first: sparklines fill before charts do.
    expect(times[0]).toBeGreaterThan(lastMs - 16 * 60_000);
    // A point of the grid that came due meanwhile has no sample of its own.
    for (const { value, sampledAtMs } of history)
      expect(value).toBe((Math.min(sampledAtMs, lastMs) / stepMs) % 1_000);
  });
});

describe('a group of two', () => {
  it('answers as one of them does, and the one that was killed comes back by itself', async () => {
    const gateway = await startPushgateway();
    daemons.push(gateway);
    await gateway.push('batch', 'backup_ratio{service="backup",region="eu-west-1"} 0.75\n');
    const job = {
      job_name: 'push',
      honor_labels: true,
      static_configs: [{ targets: [`127.0.0.1:${gateway.port}`] }],
    };
    const [first, second] = await Promise.all([
      prometheus({ scrapeConfigs: [job] }),
      prometheus({ scrapeConfigs: [job] }),
    ]);
    const signals = { saturation: { query: 'backup_ratio', sources: ['pair'] } };
    const recorder = start([first.url, second.url], signals);
    const taken = (id: string) =>
      recorder.observations.flatMap((one) =>
        one.kind === 'samples' && one.sourceId === id ? one.samples.map(({ value }) => value) : [],
      );
    await waitFor('both to tell', () => taken('prom-0').includes(0.75) && taken('prom-1').includes(0.75));
    expect(status(0)).toMatchObject({ group: 'pair', state: 'live' });

    await first.kill();
    await waitFor('the loss of one', () => status(0).state === 'unreachable');
    expect(status(1).state).toBe('live');
    const before = taken('prom-1').length;
    await waitFor('the other to go on', () => taken('prom-1').length > before);
    await first.start();
    await waitFor('it to be back', () => status(0).state === 'live', 30_000);
  });
});

describe('a server that is not ready', () => {
  it('is starting until it is', async () => {
    const server = await startFaultyPrometheus(PLACE, 1);
    server.breakWith({ name: 'starting', answer: textAnswer(503, 'Service Unavailable'), says: /503/ });
    start([server.url], { availability: 'up' });
    try {
      await waitFor('it to be starting', () => status().state === 'starting');
      server.heal(1);
      await waitFor('it to be live', () => status().state === 'live');
      expect(status().software).toBe('Prometheus 2.42.0');
    } finally {
      await server.stop();
    }
  });
});
