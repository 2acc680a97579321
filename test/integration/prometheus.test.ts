import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DUBLIN, type Estate, estateConfig, MACHINE, startEstate, VIRGINIA } from '../fixtures/estate.ts';
import { textAnswer } from '../fixtures/http-server.ts';
import { apiErrorSchema, cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

let estate: Estate;
let vigil: VigilProcess;

beforeAll(async () => {
  estate = await startEstate();
  vigil = await startVigil({ config: estateConfig(estate) });
});
afterAll(async () => {
  await vigil?.stop();
  await estate?.stop();
});

describe('values', () => {
  it.each([
    ['availability', 'probe_success', DUBLIN],
    ['availability', 'probe_success', VIRGINIA],
    ['latency_p95', 'probe_duration_seconds', DUBLIN],
    ['latency_p95', 'probe_duration_seconds', VIRGINIA],
    ['load_1m', 'node_load1', MACHINE],
    ['memory_available', 'node_memory_MemAvailable_bytes', MACHINE],
  ])(
    '%s equals what Prometheus answers for %s as of the same instant (%o)',
    async (signal, metric, place) => {
      const { ours, theirs } = await waitFor(`${signal} to be the same on both sides`, async () => {
        const reading = cellOf(await vigil.health(), place.service, place.region)?.reading(signal);
        if (reading === undefined) throw new Error('Vigil has no such reading');
        const [sample] = await estate.prometheus.query(
          `${metric}{service="${place.service}",region="${place.region}"}`,
          reading.sampledAtMs,
        );
        // A scrape that began before the instant may land after Vigil asked: then both sides settle on the next.
        if (sample?.value !== reading.value) throw new Error(`${reading.value} against ${sample?.value}`);
        return { ours: reading, theirs: sample };
      });
      expect(ours.value).toBe(theirs.value);
      expect(ours).toMatchObject({ sourceId: 'prom', freshness: 'fresh' });
      expect(Math.abs(ours.receivedAtMs - ours.sampledAtMs)).toBeLessThan(5_000);
    },
  );

  it('follow Prometheus: a changing value goes on changing', async () => {
    const seen = new Set<number>();
    await waitFor('three different probe durations', async () => {
      const cell = cellOf(await vigil.health(), DUBLIN.service, DUBLIN.region);
      const value = cell?.reading('latency_p95')?.value;
      if (value !== undefined) seen.add(value);
      return seen.size >= 3;
    });
  });

  it('make an ok picture of a healthy estate', async () => {
    const cell = await waitFor('checkout to be ok', async () => {
      const found = cellOf(await vigil.health(), DUBLIN.service, DUBLIN.region);
      return found?.state === 'ok' && found;
    });
    expect(cell.reading('availability')?.value).toBe(1);
    const { moment, sources } = await vigil.status();
    expect(moment).toEqual({ mode: 'live' });
    expect(sources.find(({ id }) => id === 'prom')).toMatchObject({
      state: 'live',
      type: 'prometheus',
      rejectedCount: 0,
    });
  });
});

describe('an alert rule that fires', () => {
  it('appears with its words while the site is down, and resolves when it is back', async () => {
    estate.virginia.answerWith(textAnswer(503, 'closed'));
    const alert = await waitFor('the alert', async () =>
      (await vigil.alerts()).alerts.find(({ name, state }) => name === 'ProbeFailed' && state === 'firing'),
    );
    expect(alert).toMatchObject({
      severity: 'critical',
      kind: 'reported',
      ...VIRGINIA,
      sourceIds: ['prom'],
      unconfirmed: false,
      resolvedAtMs: null,
      runbookUrl: 'https://runbooks.example/probe-failed',
    });
    expect(`${alert.title} ${alert.summary}`).toContain('checkout does not answer in us-east-1');
    expect(alert.labels).toMatchObject({ alertname: 'ProbeFailed', ...VIRGINIA });

    await waitFor('checkout to be down in Virginia only', async () => {
      const health = await vigil.health();
      return (
        cellOf(health, VIRGINIA.service, VIRGINIA.region)?.state === 'down' &&
        cellOf(health, DUBLIN.service, DUBLIN.region)?.state === 'ok' &&
        health.services.find(({ id }) => id === 'checkout')?.state !== 'ok'
      );
    });

    estate.virginia.answerWith(textAnswer(200, 'open'));
    await waitFor('the alert to resolve', async () => {
      const { alerts } = await vigil.alerts();
      return alerts.every(({ id, state }) => id !== alert.id || state === 'resolved');
    });
    await waitFor('Virginia to be ok', async () => {
      return cellOf(await vigil.health(), VIRGINIA.service, VIRGINIA.region)?.state === 'ok';
    });
  });
});

describe('the read-only API', () => {
  it('reports the configured objective', async () => {
    const { objectives } = await vigil.objectives();
    expect(objectives).toHaveLength(1);
    expect(objectives[0]).toMatchObject({ service: 'checkout', target: 0.999 });
    const { goodMs = 0, badMs = 0, unobservedMs = 0, windowMs = 0 } = objectives[0] ?? {};
    expect(goodMs + badMs + unobservedMs).toBeCloseTo(windowMs, -2);
  });

  it('answers health checks and its own metrics', async () => {
    expect((await vigil.get('/healthz')).status).toBe(200);
    const metrics = await vigil.get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toMatch(/^vigil_[a-z_]+(?:\{[^}]*\})? [\d.e+-]+$/m);
  });

  it('answers a wrong path with a JSON error, and sets no cookie and no open CORS', async () => {
    const reply = await vigil.get('/api/v1/nonsense');
    expect(reply.status).toBe(404);
    expect(apiErrorSchema.parse(await reply.json()).error.kind).toBe('not_found');
    expect(reply.headers.get('set-cookie')).toBeNull();
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('changes nothing on POST', async () => {
    const reply = await fetch(new URL('/api/v1/status', vigil.url), { method: 'POST', body: '{}' });
    expect(reply.status).toBe(405);
  });
});
