import { afterEach, describe, expect, it } from 'vitest';
import { configSchema } from '../../../../../../electron/core/config/schema.ts';
import type { AlertmanagerSourceConfig } from '../../../../../../electron/core/config/source-schemas/alertmanager.ts';
import { createAlertmanagerSource } from '../../../../../../electron/core/intake/alertmanager/create-alertmanager-source.ts';
import { SETTLE_MS } from '../../../../../../electron/core/intake/alertmanager/restart-watch.ts';
import type { Source } from '../../../../../../electron/core/intake/source.ts';
import type { SourceContext } from '../../../../../../electron/core/intake/source-context.ts';
import type { Observation } from '../../../../../../shared/domain/observation.ts';
import { createFastClock } from '../support/fast-clock.ts';
import { json, type Loopback, startLoopback } from '../support/loopback.ts';
import { contextOf, createRecorder, type Recorder } from '../support/recorder.ts';
import { until } from '../support/until.ts';
import { recorded } from './recorded.ts';

type Answer = { readonly status?: number; readonly body: string } | 'hang';
type Answers = (path: string) => Answer | undefined;

const bodies: Readonly<Record<string, string>> = {
  '/api/v2/alerts': recorded('alerts'),
  '/api/v2/silences': recorded('silences'),
  '/api/v2/status': recorded('status'),
};

let server: Loopback | null = null;
let source: Source | null = null;
let asked: URL[] = [];

/** A server that gives the recorded bodies, except where told otherwise. */
async function serve(answers: Answers = () => undefined, port = 0): Promise<void> {
  asked = [];
  server = await startLoopback((request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    asked.push(url);
    const answer = answers(url.pathname) ?? { body: bodies[url.pathname.replace(/^\/prefix/, '')] ?? '' };
    if (answer !== 'hang') json(response, answer.body, answer.status);
  }, port);
}

function start(
  entry: Partial<Record<keyof AlertmanagerSourceConfig, unknown>> = {},
  overrides: Partial<SourceContext> = {},
  recorder: Recorder = createRecorder({ clock: createFastClock(20) }),
): Recorder {
  const config = configSchema.parse({
    sources: [{ id: 'am-a', type: 'alertmanager', url: server?.url, every: '1s', ...entry }],
  });
  const [only] = config.sources;
  if (only?.type !== 'alertmanager') throw new Error('expected one Alertmanager');
  source = createAlertmanagerSource(only, contextOf(recorder, overrides));
  source.start();
  return recorder;
}

type ListOf<K extends Observation['kind']> = Extract<Observation, { kind: K }>;
const last = <K extends Observation['kind']>(recorder: Recorder, kind: K): ListOf<K> | undefined =>
  recorder.observations.findLast((one): one is ListOf<K> => one.kind === kind);
const lists = (recorder: Recorder) =>
  recorder.observations.filter((one): one is ListOf<'alert_list'> => one.kind === 'alert_list');
const status = () => source!.status();

afterEach(async () => {
  await source?.stop();
  await server?.close();
  source = null;
  server = null;
});

describe('alertmanager source', () => {
  it('reads alerts with what keeps them quiet, silences, version and cluster', async () => {
    await serve();
    const recorder = start({ ignoreLabels: ['replica'] }, { groupSize: () => 2 });
    // Alerts may come before what is known of their silences.
    await until(() => expect(last(recorder, 'silence_list')?.silences).toHaveLength(3));
    await until(() =>
      expect(
        last(recorder, 'alert_list')?.alerts.find(({ name }) => name === 'DiskFilling')?.suppression
          ?.silencedBy,
      ).toMatchObject([{ createdBy: 'mira', comment: 'disk is being replaced' }]),
    );
    const list = last(recorder, 'alert_list')!;
    expect(list.alerts).toHaveLength(5);
    expect(list).toMatchObject({ sourceId: 'am-a', ignoredLabels: ['replica'] });
    expect(status()).toMatchObject({ state: 'live', software: 'Alertmanager 0.25.0', warnings: [] });
    const peeked = source!.peek();
    expect(peeked.map(({ name }) => name).toSorted()).toEqual(Object.keys(bodies).toSorted());
    expect(peeked.map(({ text }) => text).join('')).not.toContain('receiver: team-edge');
  });

  it('asks for everything there is, within the configured filter, receiver and prefix', async () => {
    await serve();
    start({ url: `${server!.url}/prefix/`, filter: ['team="edge"', 'env!="dev"'], receiver: 'team-.*' });
    await until(() => expect(asked.length).toBeGreaterThan(2));
    const question = asked.find(({ pathname }) => pathname === '/prefix/api/v2/alerts')!.searchParams;
    expect(question.getAll('filter')).toEqual(['team="edge"', 'env!="dev"']);
    expect(question.get('receiver')).toBe('team-.*');
    for (const name of ['active', 'silenced', 'inhibited', 'unprocessed'])
      expect(question.get(name)).toBe('true');
  });

  it('warns about a cluster smaller than its group', async () => {
    await serve();
    start({}, { groupSize: () => 3 });
    await until(() => expect(status().warnings).toEqual(['Its cluster has 2 members, 3 are configured.']));
  });

  it('is live while silences or the status cannot be had, and keeps what it knew of them', async () => {
    let broken = false;
    await serve((path) => (broken && path !== '/api/v2/alerts' ? { status: 500, body: '"no"' } : undefined));
    const recorder = start();
    await until(() => expect(last(recorder, 'alert_list')).toBeDefined());
    broken = true;
    await until(() => expect(status().lastError).toMatch(/status: .*500.* silences: .*500/));
    expect(status().state).toBe('live');
    expect(last(recorder, 'silence_list')?.silences).toHaveLength(3);
  });

  it.each([
    [
      'a refused filter',
      { status: 400, body: '"bad matcher format: bad{"' },
      /refused: bad matcher format: bad\{/,
    ],
    ['a login page', { status: 200, body: '<html>' }, /a web page instead of JSON/],
    ['another API', { status: 200, body: '{"status":"success"}' }, /not a list of alerts; check the url/],
    ['no such path', { status: 404, body: '' }, /404: no such path/],
    ['a cut body', { status: 200, body: '[{"labels":' }, /not JSON/],
    ['a missing login', { status: 401, body: '' }, /set auth/],
  ])('names %s and emits nothing', async (_, answer, words) => {
    await serve((path) => (path === '/api/v2/alerts' ? answer : undefined));
    const recorder = start();
    await until(() =>
      expect(status()).toMatchObject({ state: 'unreachable', lastError: expect.stringMatching(words) }),
    );
    expect(recorder.observations).toEqual([]);
  });

  it('tells a server that starts from one that is down', async () => {
    await serve((path) => (path === '/api/v2/alerts' ? { status: 503, body: '' } : undefined));
    start();
    await until(() => expect(status().state).toBe('starting'));
  });

  it('is live before its first list, which would confirm nothing otherwise', async () => {
    await serve();
    const recorder = start();
    await until(() => expect(last(recorder, 'alert_list')).toBeDefined());
    const live = recorder.statuses.find(({ state }) => state === 'live')!;
    expect(lists(recorder)[0]!.receivedAtMs).toBeGreaterThanOrEqual(live.sinceMs);
  });

  it('stays live while the state and the silences hang', async () => {
    let hangs = false;
    await serve((path) => (hangs && path !== '/api/v2/alerts' ? 'hang' : undefined));
    const recorder = start({ timeout: '2s' });
    await until(() => expect(lists(recorder).length).toBeGreaterThan(0));
    hangs = true;
    const before = lists(recorder).length;
    await until(() => expect(lists(recorder).length).toBeGreaterThan(before + 2));
    expect(new Set(recorder.statuses.map(({ state }) => state))).toEqual(new Set(['live']));
  });

  it('recovers by itself, and has one question under way at most', async () => {
    await serve(() => 'hang');
    const recorder = start({ timeout: '500ms' });
    await until(() => expect(status().state).toBe('unreachable'));
    expect(status().lastError).toContain('did not answer within');
    const { port } = server!;
    await server!.close();
    await serve(() => undefined, port);
    await until(() => expect(last(recorder, 'alert_list')).toBeDefined());
    expect(status().state).toBe('live');
  });

  it('does not call an alert over when the server has forgotten it by a restart', async () => {
    let startedAt = '2026-01-01T00:00:00Z';
    let alerts = recorded('alerts');
    await serve((path) => {
      if (path === '/api/v2/alerts') return { body: alerts };
      if (path === '/api/v2/status') return { body: JSON.stringify({ uptime: startedAt }) };
      return undefined;
    });
    const recorder = start({}, {}, createRecorder({ clock: createFastClock(20) }));
    await until(() => expect(last(recorder, 'alert_list')?.isPartial).toBe(false));
    startedAt = '2026-01-02T00:00:00Z';
    alerts = '[]';
    await until(() => expect(last(recorder, 'alert_list')?.alerts).toEqual([]));
    expect(last(recorder, 'alert_list')?.isPartial).toBe(true);
  });

  it('does not call an alert over either when its state cannot be had after the restart', async () => {
    let isBack = false;
    await serve((path) => {
      if (!isBack) return undefined;
      return path === '/api/v2/alerts' ? { body: '[]' } : { status: 502, body: '' };
    });
    const recorder = start();
    await until(() => expect(last(recorder, 'alert_list')?.isPartial).toBe(false));
    isBack = true;
    await until(() => expect(last(recorder, 'alert_list')?.alerts).toEqual([]));
    expect(last(recorder, 'alert_list')?.isPartial).toBe(true);
  });

  it('tells a load balancer before several from a restart, says so, and still sees what is over', async () => {
    let asked = 0;
    await serve((path) => {
      if (path !== '/api/v2/status') return undefined;
      asked += 1;
      return { body: JSON.stringify({ uptime: `2026-01-0${1 + (asked % 2)}T00:00:00Z` }) };
    });
    let elapsedMs = 0;
    const fast = createFastClock(20);
    const clock = { ...fast, monotonicMs: () => fast.monotonicMs() + elapsedMs };
    const recorder = start({}, {}, createRecorder({ clock }));
    await until(() => expect(asked).toBeGreaterThan(3));
    elapsedMs = SETTLE_MS;
    await until(() => expect(last(recorder, 'alert_list')?.isPartial).toBe(false));
    expect(status().warnings.join()).toContain('leads to several Alertmanagers in turn');
  });

  it.each([3_600_000, -3_600_000])(
    'judges by its own clock how long it has been up, also when ours is %d ms from it',
    async (skewMs) => {
      let startedAtMs = Date.now() - 10_000;
      await serve((path) =>
        path === '/api/v2/status'
          ? { body: JSON.stringify({ uptime: new Date(startedAtMs).toISOString() }) }
          : undefined,
      );
      const clock = { ...createFastClock(20), nowMs: () => Date.now() + skewMs };
      const recorder = start({}, {}, createRecorder({ clock }));
      await until(() => expect(last(recorder, 'alert_list')?.isPartial).toBe(true));
      await source?.stop();
      startedAtMs -= SETTLE_MS;
      const later = start({}, {}, createRecorder({ clock }));
      await until(() => expect(last(later, 'alert_list')?.isPartial).toBe(false));
    },
  );

  it('believes the list again some time after the restart', async () => {
    const nowMs = Date.now();
    let elapsedMs = 0;
    const fast = createFastClock(20);
    const clock = {
      ...fast,
      nowMs: () => nowMs + elapsedMs,
      monotonicMs: () => fast.monotonicMs() + elapsedMs,
    };
    await serve((path) =>
      path === '/api/v2/status'
        ? { body: JSON.stringify({ uptime: new Date(nowMs - 10_000).toISOString() }) }
        : undefined,
    );
    const recorder = start({}, {}, createRecorder({ clock }));
    await until(() => expect(last(recorder, 'alert_list')?.isPartial).toBe(true));
    elapsedMs = SETTLE_MS;
    await until(() => expect(last(recorder, 'alert_list')?.isPartial).toBe(false));
    expect(lists(recorder).every(({ alerts }) => alerts.length === 5)).toBe(true);
  });
});
