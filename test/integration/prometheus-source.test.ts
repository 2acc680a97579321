/** The Prometheus source itself against real servers: what it takes in, what it finds out, what it fills in. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Sample } from '../../shared/domain/observation.ts';
import { createRunningSources, selfJob } from '../fixtures/running-sources.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const PLACE = { service: 'machine', region: 'eu-west-1' } as const;

const running = createRunningSources();
const { prometheus, start, status } = running;
afterEach(running.stop);

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
    const own = await prometheus({ scrapeConfigs: [selfJob(daemon.port, PLACE)] });
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
