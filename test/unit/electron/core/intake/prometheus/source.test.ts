import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../../electron/core/clock.ts';
import { ok } from '../../../../../../shared/domain/result.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { json } from '../support/loopback.ts';
import { createRecorder, noSecrets } from '../support/recorder.ts';
import { until } from '../support/until.ts';
import { type Answers, createHarness, emptyAlerts, NOW_SECONDS, row, vector } from './source-harness.ts';

const harness = createHarness();
const { serve, start } = harness;
afterEach(harness.stop);

const status = () => harness.source.status();

describe('prometheus source', () => {
  it('asks for values, their true times, alerts and history', async () => {
    await serve(({ path, parameters }) => {
      if (path.endsWith('/alerts')) return { body: emptyAlerts };
      if (path.endsWith('/query_range')) {
        const metric = { service: 'checkout', region: 'eu' };
        return {
          body: {
            status: 'success',
            data: { resultType: 'matrix', result: [{ metric, values: [[1, '80']] }] },
          },
        };
      }
      const isTime = parameters.get('query')?.startsWith('timestamp(') === true;
      return { body: vector(row('checkout', 'eu', isTime ? '1789999990.5' : '84')) };
    });
    const recorder = start(
      { backfill: '15m' },
      { latency_p95: { query: 'checkout_latency_ms', unit: 'ms' } },
    );
    await until(() => expect(recorder.samples('backfill')).toHaveLength(1));
    expect(recorder.samples()[0]).toMatchObject({ value: 0.084, sampledAtMs: 1_789_999_990_500 });
    expect(recorder.samples('backfill')[0]).toMatchObject({ value: 0.08, sampledAtMs: 1_000 });
    expect(recorder.observations.some((one) => one.kind === 'alert_list' && one.alerts.length === 0)).toBe(
      true,
    );
    expect(status()).toMatchObject({ state: 'live', seriesCount: 1, rejectedCount: 0, lastError: null });
    const range = harness.asked.find((one) => one.path.endsWith('/query_range'))!;
    const spanSeconds = Number(range.parameters.get('end')) - Number(range.parameters.get('start'));
    expect(spanSeconds).toBeGreaterThan(900 - 30);
    expect(spanSeconds).toBeLessThanOrEqual(900);
  });

  it('keeps history back while nothing can be written down, and brings it later', async () => {
    const metric = { service: 'checkout', region: 'eu' };
    await serve(({ path, parameters }) => {
      if (path.endsWith('/alerts')) return { body: emptyAlerts };
      if (path.endsWith('/query_range')) {
        const result = [{ metric, values: [[Number(parameters.get('start')), '80']] }];
        return { body: { status: 'success', data: { resultType: 'matrix', result } } };
      }
      return { body: vector(row('checkout', 'eu', '84')) };
    });
    let hasRoom = false;
    let asked = 0;
    const recorder = start(
      { backfill: '15m', every: '500ms' },
      { latency_p95: { query: 'checkout_latency_ms', unit: 'ms' } },
      noSecrets,
      createRecorder({
        historyRoom: async () => {
          asked += 1;
          return hasRoom;
        },
      }),
    );
    // It is asked for with every round.
    await until(() => expect(asked).toBeGreaterThan(1));
    expect(recorder.samples('backfill')).toEqual([]);
    expect(harness.asked.some(({ path }) => path.endsWith('/query_range'))).toBe(false);
    hasRoom = true;
    await until(() => expect(recorder.samples('backfill')).not.toEqual([]));
  });

  it('shows availability from up when no signal is configured', async () => {
    await serve(({ path, parameters }) => {
      if (path.endsWith('/alerts')) return { body: emptyAlerts };
      const isTime = parameters.get('query')?.includes('timestamp') === true;
      return {
        body: vector({
          metric: { job: 'node' },
          value: [NOW_SECONDS, isTime ? `${NOW_SECONDS - 7}` : '0.5'],
        }),
      };
    });
    const recorder = start({}, {});
    await until(() => expect(recorder.samples()[0]).toBeDefined());
    expect(recorder.samples()[0]).toMatchObject({
      key: { subject: { kind: 'cell', service: 'node', region: 'default' }, signal: 'availability' },
      value: 0.5,
      sampledAtMs: (NOW_SECONDS - 7) * 1_000,
    });
  });

  it('keeps a path prefix, sends the secret, and asks by GET where POST is not allowed', async () => {
    await serve(({ method }) =>
      method === 'POST' ? { status: 405, body: 'method not allowed' } : { body: vector(row('a', 'eu', '1')) },
    );
    const recorder = start(
      { url: `${harness.server.url}/prometheus/`, alerts: false, auth: { bearer: { env: 'TOKEN' } } },
      { request_rate: 'sum by (service, region) (rate(x[1m]))' },
      async () => ok('hunter2'),
    );
    await until(() => expect(recorder.samples().length).toBeGreaterThan(1));
    expect(new Set(harness.asked.map((one) => one.path))).toContain('/prometheus/api/v1/query');
    expect(harness.asked.filter((one) => one.method === 'POST')).toHaveLength(1);
    expect(harness.asked.every((one) => one.authorization === 'Bearer hunter2')).toBe(true);
    expect(JSON.stringify([status(), recorder.statuses])).not.toContain('hunter2');
  });

  it('stays live when one query fails, and says which and why', async () => {
    await serve(({ path, parameters }) => {
      if (path.endsWith('/alerts')) return { body: emptyAlerts };
      return parameters.get('query')?.includes('broken') === true
        ? {
            status: 400,
            body: { status: 'error', errorType: 'bad_data', error: 'parse error: unexpected ")"' },
          }
        : { body: vector(row('a', 'eu', '1')) };
    });
    start({}, { request_rate: 'sum(good)', latency_p95: 'sum(broken))' });
    await until(() => expect(status().lastError).not.toBeNull());
    expect(status().state).toBe('live');
    expect(status().lastError).toMatch(
      /^latency_p95: .* answered 400 \(bad_data\): parse error: unexpected "\)"$/,
    );
  });

  it('does not ask a query whose unit cannot fit, and says so', async () => {
    await serve(({ path }) => ({ body: path.endsWith('/alerts') ? emptyAlerts : vector() }));
    start({}, { latency_p95: { query: 'a', unit: 'percent' } });
    await until(() => expect(status().state).toBe('live'));
    expect(status().warnings).toEqual([
      'The query for latency_p95 is not asked: latency_p95 is measured in seconds, which percent cannot be converted to.',
    ]);
  });

  it('counts values that are none and keeps asking', async () => {
    await serve(() => ({ body: vector(row('a', 'eu', 'NaN'), row('b', 'eu', '2')) }));
    const recorder = start({ alerts: false }, { request_rate: 'sum(a)' });
    await until(() => expect(status().rejectedCount).toBeGreaterThan(1));
    expect(status().lastRejection).toBe('request_rate: request_rate is NaN, which is not a value.');
    expect(recorder.samples().every((sample) => sample.value === 2)).toBe(true);
  });

  it.each([
    ['a web page', { body: '<html>sign in</html>' }, /web page instead of JSON/],
    ['a missing path', { status: 404, body: '404 page not found' }, /answered 404: no such path/],
    ['a login', { status: 401, body: '' }, /answered 401: it asks for a login/],
    ['garbage', { body: '{"status":"success","data":{"resultType":"vec' }, /cut off or damaged/],
  ])('is unreachable over %s, and has emitted nothing', async (_, answer, words) => {
    await serve(() => answer);
    const recorder = start({}, { request_rate: 'sum(a)' });
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toMatch(words);
    expect(status().nextAttemptAtMs).not.toBeNull();
    expect(recorder.observations).toEqual([]);
  });

  it('is named when its plug is pulled and is live again, with history, when it is back', async () => {
    const answers: Answers = ({ path }) => ({
      body: path.endsWith('/alerts') ? emptyAlerts : vector(row('a', 'eu', '1')),
    });
    let aheadMs = 0;
    const clock = { ...systemClock, nowMs: () => Date.now() + aheadMs };
    const { port } = await serve(answers);
    const recorder = start({}, { request_rate: 'sum(a)' }, noSecrets, createRecorder({ clock }));
    await until(() => expect(status().state).toBe('live'));
    const lastAnsweredAtMs = Date.now();
    await harness.server.close();
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toMatch(/^Connection refused by/);
    const emitted = recorder.observations.length;
    aheadMs = 10 * 60_000;
    await serve(answers, port);
    await until(() => expect(status().state).toBe('live'));
    await until(() => expect(harness.asked.some((one) => one.path.endsWith('/query_range'))).toBe(true));
    const { parameters } = harness.asked.find((one) => one.path.endsWith('/query_range'))!;
    // Only the hole is asked for, on the grid of its step.
    expect(Number(parameters.get('start')) * 1_000).toBeGreaterThan(lastAnsweredAtMs - 1_000);
    expect(Number(parameters.get('start')) % Number(parameters.get('step'))).toBe(0);
    expect(recorder.observations.length).toBeGreaterThan(emitted);
    expect(status().lastErrorAtMs).not.toBeNull();
  });

  it('is starting, not down, while it says that it is not ready', async () => {
    await serve(() => ({ status: 503, body: 'Service Unavailable' }));
    const recorder = start({}, { request_rate: 'sum(a)' });
    await until(() => expect(status().state).toBe('starting'));
    expect(status().lastError).toMatch(/answered 503: it is still starting/);
    expect(recorder.observations).toEqual([]);
  });

  it('asks whether it is alive when a 503 says nothing of its own', async () => {
    await serve(({ path }) =>
      path.endsWith('/-/healthy') ? { body: 'Prometheus Server is Healthy.' } : { status: 503, body: '' },
    );
    start({}, { request_rate: 'sum(a)' });
    await until(() => expect(status().state).toBe('starting'));
  });

  it('is unreachable when whatever stands before it answers 503 to everything', async () => {
    await serve(() => ({ status: 503, body: '<html>503 Service Temporarily Unavailable</html>' }));
    start({}, { request_rate: 'sum(a)' });
    await until(() => expect(status().state).toBe('unreachable'));
  });

  it('keeps one round in flight and at most four requests', async () => {
    let inFlight = 0;
    let most = 0;
    await harness.serveRaw((_, response) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setImmediate(() => {
        inFlight -= 1;
        json(response, vector(row('a', 'eu', '1')));
      });
    });
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`custom_${index}`, 'sum(a)']));
    const recorder = start({ alerts: false }, many);
    await until(() => expect(recorder.samples().length).toBeGreaterThan(25));
    // The history is fetched beside the rounds, one request at a time.
    expect(most).toBeLessThanOrEqual(5);
  });

  it('stops at once, also while it waits for an answer', async () => {
    await harness.serveRaw(() => undefined);
    const recorder = start({}, { request_rate: 'sum(a)' });
    await harness.source.stop();
    expect(recorder.observations).toEqual([]);
  });

  it('says which series a good answer no longer holds, once', async () => {
    let rows = [row('a', 'eu', '1'), row('b', 'eu', '1')];
    await serve(() => ({ body: vector(...rows) }));
    const recorder = start({ alerts: false }, { request_rate: 'sum by (service, region) (rate(x[1m]))' });
    await until(() => expect(recorder.samples()).not.toHaveLength(0));
    rows = rows.slice(0, 1);
    const absences = () => recorder.observations.filter((one) => one.kind === 'absent');
    await until(() => expect(absences()).toHaveLength(1));
    const roundsThen = harness.asked.length;
    await until(() => expect(harness.asked.length).toBeGreaterThan(roundsThen + 2));
    expect(absences()).toMatchObject([{ keys: [{ subject: { service: 'b', region: 'eu' } }] }]);
  });

  it('notices a pulled plug between polls that are far apart', async () => {
    await serve(() => ({ body: vector(row('a', 'eu', '1')) }));
    const clock = createFastClock(20);
    start({ every: '1h', alerts: false }, { request_rate: 'sum(x)' }, noSecrets, createRecorder({ clock }));
    await until(() => expect(status().state).toBe('live'));
    await harness.server.close();
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toMatch(/refused/);
  });

  it('does not take an alert for over that a restarted server has not evaluated yet', async () => {
    const alert = { labels: { alertname: 'Dead' }, state: 'firing', activeAt: '2026-09-22T14:00:00Z' };
    let alerts = [alert];
    let health = 'ok';
    await serve(({ path }) => {
      const rules = [{ type: 'alerting', name: 'Dead', health }];
      if (path.endsWith('/rules')) return { body: { status: 'success', data: { groups: [{ rules }] } } };
      return { body: path.endsWith('/alerts') ? { status: 'success', data: { alerts } } : vector() };
    });
    const recorder = start({}, { request_rate: 'sum(a)' });
    const lists = () =>
      recorder.observations.flatMap((one) =>
        one.kind === 'alert_list' ? [[one.alerts.length, one.silentRules]] : [],
      );
    await until(() => expect(lists()).toContainEqual([1, []]));
    const askedForRules = () => harness.asked.filter(({ path }) => path.endsWith('/rules')).length;
    expect(askedForRules(), 'a list that lacks nothing needs no rules').toBe(1);
    [alerts, health] = [[], 'unknown'];
    await until(() => expect(lists().filter(([count]) => count === 0).length).toBeGreaterThan(2));
    expect(lists().filter(([count]) => count === 0)).not.toContainEqual([0, []]);
    expect(lists()).toContainEqual([0, ['Dead']]);
    await until(() =>
      expect(status().warnings).toContain('alerts: the rule Dead cannot be evaluated, or not yet.'),
    );
    health = 'ok';
    await until(() => expect(lists()).toContainEqual([0, []]));
  });

  it('is live before its first list of alerts, so that the list confirms them', async () => {
    let nowMs = NOW_SECONDS * 1_000;
    const clock = { ...systemClock, nowMs: () => nowMs++ };
    await serve(({ path }) => (path.endsWith('/alerts') ? { body: emptyAlerts } : { status: 404, body: '' }));
    const recorder = start({}, { request_rate: 'sum(a)' }, noSecrets, createRecorder({ clock }));
    const list = () => recorder.observations.find((one) => one.kind === 'alert_list');
    await until(() => expect(list()).toBeDefined());
    expect(list()!.receivedAtMs).toBeGreaterThan(status().sinceMs);
  });
});
