import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Clock, systemClock } from '../../../../../electron/core/clock.ts';
import { printableConfig } from '../../../../../electron/core/config/describe.ts';
import { parseSelector } from '../../../../../electron/core/demo/query-engine.ts';
import { type Demo, startDemo } from '../../../../../electron/core/demo/start-demo.ts';
import { createSource } from '../../../../../electron/core/intake/create-source.ts';
import type { SourceDeps } from '../../../../../electron/core/intake/source.ts';
import type { SourceContext } from '../../../../../electron/core/intake/source-context.ts';
import { silentLog } from '../../../../../electron/core/log.ts';
import type { Observation } from '../../../../../shared/domain/observation.ts';
import { err } from '../../../../../shared/domain/result.ts';

const START_MS = Date.parse('2026-09-22T14:13:36Z');
const MINUTE_MS = 60_000;

let offsetMs = 0;
/** Real timers, a date of our own that can jump. */
const clock: Clock = { ...systemClock, nowMs: () => START_MS + offsetMs };
let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ clock, seed: 1 });
});
afterAll(() => demo.stop());

/** The demo has no webhook: every source of it has an address. */
const sources = () => demo.config.sources.flatMap((source) => (source.type === 'webhook' ? [] : [source]));
const sourceOf = (id: string) => sources().find((source) => source.id === id)!;

async function ask(id: string, path: string, parameters: Record<string, string> = {}) {
  const response = await fetch(`${sourceOf(id).url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(parameters),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Runs one real source of the configuration until the observations are enough. */
async function observe(
  id: string,
  enough: (seen: readonly Observation[]) => boolean,
): Promise<readonly Observation[]> {
  const config = sourceOf(id);
  const seen: Observation[] = [];
  const deps: SourceDeps = {
    clock,
    random: () => 0.5,
    log: silentLog,
    recordedUntilMs: 0,
    emit: (observation) => seen.push(observation),
    onStatus: () => undefined,
  };
  const context: SourceContext = {
    signals: demo.config.signals,
    secrets: () => Promise.resolve(err('The demo has no secrets.')),
    mask: (text) => text,
    configDirectory: '/',
    deps,
  };
  const source = createSource(config, context);
  source.start();
  try {
    await vi.waitFor(() => expect(enough(seen)).toBe(true), { timeout: 10_000, interval: 20 });
    expect(source.status()).toMatchObject({ rejectedCount: 0, warnings: [] });
  } finally {
    await source.stop();
  }
  return seen;
}

const signalsOf = (seen: readonly Observation[], kind: 'samples' | 'backfill'): ReadonlySet<string> =>
  new Set(seen.flatMap((one) => (one.kind === kind ? one.samples.map(({ key }) => key.signal) : [])));

describe('the demo configuration', () => {
  it('is an ordinary one, on loopback, with promises, owners and runbooks', () => {
    const { config } = demo;
    expect(config.sources).toHaveLength(6);
    for (const { url } of sources()) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(config.objectives.length).toBeGreaterThanOrEqual(10);
    expect(config.services.every(({ owner, runbook }) => owner !== undefined && runbook !== undefined)).toBe(
      true,
    );
    expect(config.timeZones).toEqual(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Singapore']);
    expect(printableConfig(config).sources).toHaveLength(6);
  });
});

describe('the demo Prometheus', () => {
  it('answers an instant query as Prometheus does', async () => {
    const { status, body } = await ask('prometheus-emea', '/api/v1/query', {
      query: 'service:error_ratio:rate1m{service="checkout",region="eu-west-1"}',
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'success',
      data: {
        resultType: 'vector',
        result: [
          {
            metric: {
              __name__: 'service:error_ratio:rate1m',
              job: 'checkout',
              region: 'eu-west-1',
              service: 'checkout',
            },
            value: [START_MS / 1_000, expect.stringMatching(/^0\.3\d+$/)],
          },
        ],
      },
    });
  });

  it('answers a range, leaves out what it does not watch, and refuses what it does not understand', async () => {
    const range = { start: String(START_MS / 1_000 - 60), end: String(START_MS / 1_000), step: '30' };
    const { body } = await ask('prometheus-apac', '/api/v1/query_range', {
      query: 'service:latency_seconds:p95{service="auth"}',
      ...range,
    });
    const { result } = body['data'] as { result: { metric: Record<string, string>; values: unknown[] }[] };
    expect(result.map(({ metric }) => metric['region'])).toEqual([
      'ap-southeast-1',
      'ap-northeast-1',
      'ap-southeast-2',
    ]);
    expect(result.map(({ values }) => values.length)).toEqual([3, 3, 3]);
    expect(await ask('prometheus-apac', '/api/v1/query', { query: 'rate(x[5m])' })).toMatchObject({
      status: 400,
      body: { status: 'error', errorType: 'bad_data' },
    });
    expect(
      await ask('prometheus-apac', '/api/v1/query_range', {
        query: 'up',
        start: '0',
        end: '99999999',
        step: '1',
      }),
    ).toMatchObject({ status: 400 });
  });

  it('stops answering while Mumbai is lost, and comes back', async () => {
    const url = `${sourceOf('prometheus-mumbai').url}/-/healthy`;
    // The story is 8 minutes old at the start; Mumbai is lost from 9.5 to 13.5.
    offsetMs = 2 * MINUTE_MS;
    const abort = new AbortController();
    const lost = fetch(url, { signal: abort.signal }).then(
      () => 'answered',
      () => 'silent',
    );
    // Its neighbours, asked later and several times, have answered long before.
    let outcome = 'silent';
    void lost.then((how) => {
      outcome = how;
    });
    for (let round = 0; round < 5; round++)
      expect((await fetch(`${sourceOf('prometheus-apac').url}/-/healthy`)).status).toBe(200);
    expect(outcome).toBe('silent');
    abort.abort();
    await lost;
    offsetMs = 6 * MINUTE_MS;
    expect((await fetch(url)).status).toBe(200);
    offsetMs = 0;
  });
});

describe('the demo through the real sources', () => {
  it('brings samples, history and alerts from Prometheus', async () => {
    const seen = await observe(
      'prometheus-emea',
      (all) => all.some(({ kind }) => kind === 'alert_list') && signalsOf(all, 'backfill').size === 4,
    );
    expect([...signalsOf(seen, 'samples')].toSorted()).toEqual([
      'availability',
      'error_ratio',
      'latency_p95',
      'request_rate',
    ]);
    const alerts = seen.flatMap((one) => (one.kind === 'alert_list' ? one.alerts : []));
    expect(
      alerts.find(({ service, region }) => service === 'checkout' && region === 'eu-west-1'),
    ).toMatchObject({
      severity: 'critical',
      state: 'firing',
      annotations: {
        title: 'Checkout is failing in Dublin',
        runbook_url: 'https://runbooks.example/checkout',
      },
    });
  });

  it('brings what the probes see', async () => {
    const seen = await observe('probes', (all) => signalsOf(all, 'backfill').size > 0);
    expect([...signalsOf(seen, 'samples')]).toEqual(['availability']);
  });

  it('streams routes, latencies and alerts over socket.io', async () => {
    const seen = await observe('edge', (all) => {
      const signals = signalsOf(all, 'samples');
      return (
        signals.has('link_rtt') &&
        signals.has('latency_p50') &&
        all.some(({ kind }) => kind === 'alert_changes')
      );
    });
    const links = new Set(
      seen
        .flatMap((one) => (one.kind === 'samples' ? one.samples : []))
        .flatMap(({ key: { subject } }) =>
          subject.kind === 'link' ? [`${subject.from}>${subject.to}`] : [],
        ),
    );
    expect(links.size).toBe(182);
    const alerts = seen.flatMap((one) => (one.kind === 'alert_changes' ? one.alerts : []));
    expect(alerts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['KeepsCrossingLimit', 'RouteSlow']),
    );
  });
});

describe('changes in the stream', () => {
  const changesIn = (seen: readonly Observation[]) =>
    seen.flatMap((one) => (one.kind === 'annotations' ? one.annotations : []));

  it('are told with what was known when somebody came, and as they happen', async () => {
    const seen = await observe('edge', (all) => {
      // The story goes on from 8 to 13 minutes once the backlog has come: what failed is rolled back, and over.
      if (changesIn(all).length > 0) offsetMs = 5 * MINUTE_MS;
      return changesIn(all).some(({ title }) => title === 'ledger 3.40.0 rolled back');
    });
    offsetMs = 0;
    const trouble = changesIn(seen).filter(({ title }) => title === 'Payments fail in Dublin');
    expect(trouble.map(({ endMs }) => endMs === null)).toEqual([true, false]);
    expect(new Set(trouble.map(({ id }) => id)).size).toBe(1);
  });
});

describe('parseSelector', () => {
  it.each(['a{b="c"', 'a}', 'rate(a[5m])', 'timestamp(a', 'a{b=~"c"}', '', '1'])('refuses %j', (text) => {
    expect(parseSelector(text).ok).toBe(false);
  });

  it('reads matchers and timestamp()', () => {
    expect(parseSelector(' timestamp( up{job="a", region!="b"} ) ')).toMatchObject({
      ok: true,
      value: {
        metric: 'up',
        asTimestamp: true,
        matchers: [{ label: 'job' }, { label: 'region', equal: false }],
      },
    });
  });
});
