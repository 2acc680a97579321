import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../../electron/core/clock.ts';
import { createRecorder, noSecrets } from '../support/recorder.ts';
import { until } from '../support/until.ts';
import { type Answers, createHarness, emptyAlerts, NOW_SECONDS, row, vector } from './source-harness.ts';

const harness = createHarness();
afterEach(harness.stop);

const status = () => harness.source.status();
const success = (data: unknown) => ({ body: { status: 'success', data } });
const alertLists = (recorder: ReturnType<typeof createRecorder>) =>
  recorder.observations.filter(({ kind }) => kind === 'alert_list');

/** A Prometheus of a version, unless told otherwise for a path. */
const prometheus =
  (
    other: Answers = () => ({ body: vector(row('a', 'eu', '1')) }),
    buildinfo: unknown = { version: '2.42.0', goVersion: 'go' },
  ): Answers =>
  (asked) => {
    if (asked.path.endsWith('/buildinfo')) return success(buildinfo);
    if (asked.path.endsWith('/status/config'))
      return success({ yaml: 'global:\n  external_labels:\n    cluster: eu\n' });
    if (asked.path.endsWith('/alerts')) return { body: emptyAlerts };
    if (asked.path.endsWith('/rules')) return success({ groups: [] });
    return other(asked);
  };

describe('what answers', () => {
  it('is named, and its external labels go along with its alerts', async () => {
    await harness.serve(prometheus());
    const recorder = harness.start({}, { request_rate: 'sum(a)' });
    await until(() => expect(alertLists(recorder)).not.toHaveLength(0));
    expect(status().software).toBe('Prometheus 2.42.0');
    expect(alertLists(recorder)[0]).toMatchObject({ externalLabels: { cluster: 'eu' } });
    expect(harness.asked.filter(({ parameters }) => parameters.has('nocache'))).toStrictEqual([]);
    expect(harness.asked.filter(({ path }) => path.endsWith('/buildinfo'))).toHaveLength(1);
  });

  it('may be VictoriaMetrics, which is asked for the newest values and has no alerts of its own', async () => {
    await harness.serve(prometheus(undefined, {}));
    const recorder = harness.start({}, { request_rate: 'sum(a)' });
    await until(() => expect(status().warnings.join()).toMatch(/VictoriaMetrics leaves rules to vmalert/));
    expect(alertLists(recorder)).toStrictEqual([]);
    expect(status()).toMatchObject({ state: 'live', software: 'VictoriaMetrics', lastError: null });
    const questions = harness.asked.filter(({ path }) => path.endsWith('/query'));
    expect(questions.every(({ parameters }) => parameters.get('nocache') === '1')).toBe(true);
  });

  it('may have no alert list at all, which is said and is no failure', async () => {
    const answers = prometheus();
    await harness.serve((asked) =>
      asked.path.endsWith('/alerts') ? { status: 404, body: '404 page not found' } : answers(asked),
    );
    const recorder = harness.start({}, { request_rate: 'sum(a)' });
    await until(() => expect(status().warnings.join()).toMatch(/has no alert list; set alerts: false/));
    expect(status()).toMatchObject({ state: 'live', lastError: null });
    expect(alertLists(recorder)).toStrictEqual([]);
  });

  it('is told the parameters of the configuration with every query', async () => {
    await harness.serve(prometheus());
    harness.start(
      { parameters: { partial_response: 'false' } },
      { request_rate: 'sum(a)', latency_p95: 'b' },
    );
    await until(() => expect(harness.asked.some(({ path }) => path.endsWith('/query_range'))).toBe(true));
    const queries = harness.asked.filter(({ path }) => /query(_range)?$/.test(path));
    expect(queries.every(({ parameters }) => parameters.get('partial_response') === 'false')).toBe(true);
  });
});

describe('what it tells', () => {
  it('are the faults of rules, and that they are gone', async () => {
    let health = 'err';
    const answers = prometheus();
    await harness.serve((asked) => {
      const rules = [{ type: 'recording', name: 'job:x', health, lastError: 'boom' }];
      return asked.path.endsWith('/rules') ? success({ groups: [{ name: 'g', rules }] }) : answers(asked);
    });
    let aheadMs = 0;
    const clock = { ...systemClock, monotonicMs: () => performance.now() + aheadMs };
    harness.start({}, { request_rate: 'sum(a)' }, noSecrets, createRecorder({ clock }));
    await until(() =>
      expect(status().faults).toStrictEqual(['Rule job:x of group g cannot be evaluated: boom']),
    );
    health = 'ok';
    aheadMs = 20_000;
    await until(() => expect(status().faults).toStrictEqual([]));
  });

  it('are the series that are missing, by name', async () => {
    let rows = ['a', 'b', 'c', 'd', 'e'].map((service) => row(service, 'eu', '1'));
    await harness.serve(prometheus(() => ({ body: vector(...rows) })));
    harness.start({}, { request_rate: 'sum(a)' });
    await until(() => expect(status().seriesCount).toBe(5));
    rows = rows.slice(0, 1);
    await until(() => expect(status().missingSeriesCount).toBe(4));
    expect(status().warnings).toContain(
      '4 series that were there before are missing: b / eu (request_rate), c / eu (request_rate), d / eu (request_rate) and 1 more.',
    );
    expect(status().seriesCount).toBe(1);
  });

  it('is its last answer to each question', async () => {
    await harness.serve(prometheus());
    harness.start({}, { request_rate: 'sum(a)' });
    await until(() => expect(harness.source.peek()).toHaveLength(2));
    const [first] = harness.source.peek();
    const text = JSON.stringify(vector(row('a', 'eu', '1')));
    expect(harness.source.peek().map(({ name }) => name)).toStrictEqual(['request_rate', '/api/v1/alerts']);
    expect(first).toMatchObject({ text, bytes: text.length, truncated: false });
  });

  it('changes nothing while a reply is cut off in the middle', async () => {
    let body: unknown = vector(row('a', 'eu', '1'), row('b', 'eu', '1'));
    await harness.serve(prometheus(() => ({ body })));
    const recorder = harness.start({ alerts: false }, { request_rate: 'sum(a)' });
    await until(() => expect(recorder.samples()).not.toHaveLength(0));
    body = JSON.stringify(vector(row('a', 'eu', '2'), row('b', 'eu', '2'))).slice(0, -20);
    await until(() => expect(status().lastError).toMatch(/cut off or damaged/));
    expect(recorder.samples().every(({ value }) => value === 1)).toBe(true);
    expect(recorder.observations.filter(({ kind }) => kind === 'absent')).toStrictEqual([]);
  });

  it('is a quantile of a native histogram where one is asked for', async () => {
    const histogram = [NOW_SECONDS, { count: '4', sum: '6', buckets: [[0, '1', '2', '4']] }];
    await harness.serve(
      prometheus(({ parameters }) => ({
        body: vector(
          parameters.get('query')?.startsWith('timestamp(') === true
            ? row('a', 'eu', `${NOW_SECONDS - 3}`)
            : { metric: { service: 'a', region: 'eu' }, histogram },
        ),
      })),
    );
    const recorder = harness.start({}, { latency_p50: 'request_seconds', request_rate: 'request_seconds' });
    await until(() => expect(recorder.samples()).not.toHaveLength(0));
    expect(recorder.samples()[0]!.value).toBeCloseTo(Math.SQRT2, 12);
    expect(recorder.samples()[0]!.sampledAtMs).toBe((NOW_SECONDS - 3) * 1_000);
    await until(() =>
      expect(status().lastRejection).toMatch(/^request_rate: the series is a native histogram/),
    );
  });
});

describe('what is asked', () => {
  it('are the queries that name the source or its group', async () => {
    await harness.serve(prometheus());
    harness.start(
      { group: 'pair' },
      {
        request_rate: { query: 'by_group', sources: ['pair'] },
        saturation: { query: 'by_id', sources: ['eu'] },
        error_ratio: { query: 'not_mine', sources: ['other'] },
      },
    );
    await until(() =>
      expect(harness.asked.filter(({ path }) => path.endsWith('/alerts')).length).toBeGreaterThan(1),
    );
    const queries = new Set(harness.asked.map(({ parameters }) => parameters.get('query')));
    expect(queries).toContain('by_group');
    expect(queries).toContain('by_id');
    expect(queries).not.toContain('not_mine');
    expect(status().group).toBe('pair');
  });

  it('is the history the journal lacks, and no more', async () => {
    const recordedUntilMs = Date.now() - 5 * 60_000;
    await harness.serve(prometheus());
    harness.start({}, { request_rate: 'sum(a)' }, noSecrets, createRecorder({ recordedUntilMs }));
    await until(() => expect(harness.asked.some(({ path }) => path.endsWith('/query_range'))).toBe(true));
    const ranges = harness.asked.filter(({ path }) => path.endsWith('/query_range'));
    const starts = ranges.map(({ parameters }) => Number(parameters.get('start')) * 1_000);
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(recordedUntilMs);
    expect(Math.min(...starts)).toBeLessThan(recordedUntilMs + 60_000);
  });

  it('says which history cannot be had, and goes on polling', async () => {
    await harness.serve(
      prometheus(({ path }) =>
        path.endsWith('/query_range')
          ? { status: 422, body: { status: 'error', errorType: 'execution', error: 'too many samples' } }
          : { body: vector(row('a', 'eu', '1')) },
      ),
    );
    harness.start({}, { request_rate: 'sum(a)' });
    await until(() =>
      expect(status().warnings.join()).toMatch(/^History of request_rate is missing: .*too many samples/),
    );
    expect(status()).toMatchObject({ state: 'live', lastError: null });
  });
});

describe('discovery', () => {
  const upRows = vector({ metric: { job: 'node' }, value: [NOW_SECONDS, '1'] });

  it('leaves the availability from up in place when it recognises nothing, and says so', async () => {
    await harness.serve(
      prometheus(({ path }) => {
        if (path.endsWith('/labels')) return success(['job']);
        return path.endsWith('/values') ? success(['strange_metric']) : { body: upRows };
      }),
    );
    const recorder = harness.start({}, {});
    await until(() => expect(recorder.samples()).not.toHaveLength(0));
    expect(recorder.samples()[0]!.key).toMatchObject({
      subject: { service: 'node' },
      signal: 'availability',
    });
    await until(() => expect(status().warnings.join()).toMatch(/^None of the metrics/));
  });

  it('is not done for a source that has queries, or that is told not to', async () => {
    await harness.serve(prometheus(() => ({ body: upRows })));
    const recorder = harness.start({ discover: false }, {});
    await until(() => expect(recorder.samples()).not.toHaveLength(0));
    expect(harness.asked.some(({ path }) => path.endsWith('/values'))).toBe(false);
  });
});
