import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webhookSource } from '../../../../../../electron/core/config/source-schemas/webhook.ts';
import type { HookAnswer, HookCall, Source } from '../../../../../../electron/core/intake/source.ts';
import {
  createWebhookSource,
  MAX_CALLS_PER_SECOND,
} from '../../../../../../electron/core/intake/webhook/create-webhook-source.ts';
import type { AlertReport } from '../../../../../../shared/domain/observation.ts';
import { err, ok } from '../../../../../../shared/domain/result.ts';
import { type ManualClock, manualClock, STORY_MS } from '../../../../../builders/core.ts';
import { contextOf, createRecorder, type Recorder } from '../support/recorder.ts';

const TOKEN = 'correct-horse';
const alertmanager = readFileSync(
  new URL('../../../../../fixtures/recorded/webhook/alertmanager.json', import.meta.url),
  'utf8',
);
const HOUR_MS = 3_600_000;

interface Hook {
  readonly clock: ManualClock;
  readonly source: Source;
  readonly seen: Recorder;
  readonly alerts: () => readonly AlertReport[];
  readonly post: (body: unknown, call?: Partial<HookCall>) => Promise<HookAnswer>;
}

function listen(options: Record<string, unknown> = {}, takesHooks = true): Hook {
  const clock = manualClock();
  const seen = createRecorder({ clock });
  const config = webhookSource.parse({ id: 'events', type: 'webhook', token: { env: 'T' }, ...options });
  const source = createWebhookSource(config, contextOf(seen, { secrets: async () => ok(TOKEN), takesHooks }));
  source.start();
  return {
    clock,
    source,
    seen,
    alerts: () => seen.observations.flatMap((one) => (one.kind === 'alert_changes' ? one.alerts : [])),
    post: (body, call = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return source.post!({
        token: TOKEN,
        contentType: 'application/json',
        readBody: async (maxBytes) => (text.length > maxBytes ? null : text),
        ...call,
      });
    },
  };
}

const annotationsOf = (seen: Recorder) =>
  seen.observations.flatMap((one) => (one.kind === 'annotations' ? one.annotations : []));
const deploy = { kind: 'deploy', title: 'checkout 2.14.0', service: 'checkout', at: '2026-09-22T13:59:00Z' };

describe('a webhook', () => {
  it('is live once it listens, and claims no success before the first call', () => {
    const { source } = listen();
    expect(source.status()).toMatchObject({ state: 'live', lastSuccessAtMs: null, address: '/hooks/events' });
  });

  it('says in words that the desktop app cannot be posted to', async () => {
    const { source, post } = listen({}, false);
    expect(source.status()).toMatchObject({ state: 'unreachable' });
    expect(source.status().lastError).toMatch(/needs Vigil in served mode/);
    expect(await post(deploy)).toMatchObject({ status: 503 });
  });

  it('takes the alerts an Alertmanager posts, firing and resolved', async () => {
    const { post, alerts, source } = listen();
    expect(await post(alertmanager)).toEqual({
      status: 202,
      sentence: 'Taken: 1 firing and 1 resolved alerts.',
    });
    expect(alerts()).toMatchObject([
      {
        name: 'HighErrorRatio',
        state: 'firing',
        severity: 'critical',
        service: 'checkout',
        region: 'eu-central-1',
        startsAtMs: Date.parse('2026-09-22T13:41:07.162Z'),
        generatorUrl: 'http://prometheus.parcelry.example/graph?g0.expr=error_ratio+%3E+0.1&g0.tab=1',
        confirmedUntilMs: STORY_MS + 5 * HOUR_MS,
      },
      { name: 'HighLatency', state: 'resolved' },
    ]);
    expect(source.status()).toMatchObject({ lastSuccessAtMs: STORY_MS, rejectedCount: 0 });
    expect(source.peek()).toMatchObject([{ name: 'alertmanager' }]);
  });

  it('believes the end an alert brings, and says when a group was cut', async () => {
    const { post, alerts, source } = listen();
    const payload = JSON.parse(alertmanager) as { alerts: { endsAt: string }[]; truncatedAlerts: number };
    payload.alerts[0]!.endsAt = '2026-09-22T14:05:00Z';
    payload.truncatedAlerts = 3;
    await post(payload);
    expect(alerts()[0]?.confirmedUntilMs).toBe(STORY_MS + 5 * 60_000);
    expect(source.status().warnings).toEqual([
      'Alertmanager left 3 alerts of a group out of its last call: raise max_alerts of its webhook.',
    ]);
  });

  it('takes one annotation or a list, and the same again is the same', async () => {
    const { post, seen, clock } = listen();
    const noted = { kind: 'note', title: 'Load test', id: 'n-1', url: 'https://wiki.example/load' };
    expect(await post([deploy, noted])).toEqual({ status: 202, sentence: 'Taken: 2 annotations.' });
    clock.advance(60_000);
    await post([deploy, noted]);
    const [first, second, again, secondAgain] = annotationsOf(seen);
    expect(first).toMatchObject({
      kind: 'deploy',
      title: 'checkout 2.14.0',
      service: 'checkout',
      atMs: Date.parse(deploy.at),
      endMs: null,
      sourceId: 'events',
    });
    expect(second).toMatchObject({ id: 'events:n-1', atMs: STORY_MS, url: 'https://wiki.example/load' });
    expect(again).toEqual(first);
    expect(secondAgain).toEqual(second);
  });

  it('takes words without an id and a time for a new event only after ten minutes', async () => {
    const { post, seen, clock } = listen();
    const bare = { kind: 'deploy', title: 'checkout' };
    await post(bare);
    clock.advance(9 * 60_000);
    await post(bare);
    clock.advance(2 * 60_000);
    await post(bare);
    const ids = annotationsOf(seen).map(({ id }) => id);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it.each([
    ['{', 'the body is not JSON'],
    ['', 'the body is empty'],
    ['7', 'expected the webhook payload of an Alertmanager'],
    ['{}', 'kind: expected deploy, incident, maintenance, note'],
    [
      { kind: 'deployment', title: 'x' },
      'kind: expected deploy, incident, maintenance, note, got "deployment"',
    ],
    [{ kind: 'deploy' }, 'title: '],
    [{ ...deploy, sevice: 'x' }, "sevice: is not known here; did you mean 'service'?"],
    [{ ...deploy, text: { a: 1 } }, 'text: expected text'],
    [{ ...deploy, at: 'yesterday' }, 'at: expected epoch seconds'],
    [{ ...deploy, end: '2026-09-22T13:00:00Z' }, 'end: lies before the beginning'],
    [[deploy, 3].slice(1), '[0]: expected an object'],
    [{ version: '3', alerts: [] }, 'version: expected "4"'],
    [{ version: '4', alerts: 1 }, 'alerts: expected a list'],
    [
      { version: '4', alerts: [{ status: 'odd', labels: {} }] },
      'alerts[0].status: expected firing or resolved',
    ],
    [{ version: '4', alerts: [{ status: 'firing', labels: { a: 1 } }] }, 'alerts[0].labels.a: '],
  ])('refuses %j and says what is expected where', async (body, words) => {
    const { post, seen, source } = listen();
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.sentence).toContain(words);
    expect(seen.observations).toEqual([]);
    expect(source.status()).toMatchObject({ state: 'live', rejectedCount: 1, lastSuccessAtMs: null });
  });

  it('takes the good part of a call and names the bad one', async () => {
    const { post, seen, source } = listen();
    const answer = await post([deploy, { kind: 'deploy' }]);
    expect(answer.status).toBe(202);
    expect(answer.sentence).toMatch(/^Taken: 1 annotation\. Left out: 1, the last because of \[1\]: title/);
    expect(annotationsOf(seen)).toHaveLength(1);
    expect(source.status().rejectedCount).toBe(1);
  });

  it('reads nothing of a call without the right token, whatever it is', async () => {
    const { post, seen } = listen();
    const unread = { readBody: () => Promise.reject(new Error('was read')) };
    for (const token of [null, '', 'correct-hors', `${TOKEN} `, 'x'.repeat(20_000)])
      expect(await post(deploy, { ...unread, token })).toMatchObject({ status: 401 });
    expect(await post(deploy, { ...unread, contentType: 'text/plain' })).toMatchObject({ status: 400 });
    expect(seen.observations).toEqual([]);
  });

  it('cannot take calls while its token cannot be read, says so at once, and never what it is', async () => {
    const clock = manualClock();
    const seen = createRecorder({ clock });
    const config = webhookSource.parse({ id: 'events', type: 'webhook', token: { env: 'T' } });
    const secrets = async () => err('The environment variable T is not set.');
    const source = createWebhookSource(config, contextOf(seen, { secrets }));
    source.start();
    await Promise.resolve();
    await Promise.resolve();
    expect(source.status().lastError).toBe('No call can be taken: The environment variable T is not set.');
    const call: HookCall = { token: 'x', contentType: 'application/json', readBody: async () => '{}' };
    const answer = await source.post!(call);
    expect(answer.status).toBe(503);
    expect(answer.sentence).not.toContain('T is');
  });

  it('answers 413 for a body that is too long, 429 for too many calls, 503 when it is stopped', async () => {
    const { post, source, clock } = listen({ maxReplyMegabytes: 1 });
    expect(await post(JSON.stringify({ ...deploy, text: 'x'.repeat(1_048_576) }))).toMatchObject({
      status: 413,
    });
    const answers = await Promise.all(Array.from({ length: MAX_CALLS_PER_SECOND }, () => post(deploy)));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    clock.advance(1_000);
    expect(await post(deploy)).toMatchObject({ status: 202 });
    await source.stop();
    expect(await post(deploy)).toMatchObject({ status: 503 });
  });

  it('becomes unreachable when nothing is posted for as long as something is due, and live again with it', async () => {
    const { post, source, clock } = listen({ expectEvery: '10m' });
    clock.advance(9 * 60_000);
    await post(deploy);
    clock.advance(9 * 60_000);
    await post('{');
    expect(source.status().state).toBe('live');
    clock.advance(61_000);
    expect(source.status()).toMatchObject({
      state: 'unreachable',
      lastError: 'Nothing was posted for 10m.',
      lastSuccessAtMs: STORY_MS + 9 * 60_000,
    });
    await post(deploy);
    expect(source.status().state).toBe('live');
  });

  it('survives any JSON, and hands on nothing that is not what it says', async () => {
    const { post, alerts, seen, clock } = listen();
    const mutated = fc
      .tuple(fc.nat(alertmanager.length - 1), fc.string({ maxLength: 6 }), fc.nat(40))
      .map(([at, insert, drop]) => alertmanager.slice(0, at) + insert + alertmanager.slice(at + drop));
    const shaped = fc.record(
      {
        version: fc.constantFrom('4', '3', 4),
        alerts: fc.array(
          fc.oneof(fc.jsonValue(), fc.record({ status: fc.constant('firing'), labels: fc.jsonValue() })),
        ),
        kind: fc.oneof(fc.constantFrom('deploy', 'note'), fc.jsonValue()),
        title: fc.oneof(fc.string(), fc.jsonValue()),
        at: fc.jsonValue(),
        id: fc.jsonValue(),
        ['__proto__']: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          mutated,
          fc.json(),
          shaped.map((value) => JSON.stringify(value)),
        ),
        async (body) => {
          clock.advance(1_000);
          const { status } = await post(body);
          expect([202, 400]).toContain(status);
        },
      ),
      { numRuns: 300 },
    );
    for (const { labels, startsAtMs } of alerts()) {
      expect(Number.isFinite(startsAtMs)).toBe(true);
      expect(Object.values(labels).every((value) => typeof value === 'string')).toBe(true);
    }
    for (const { atMs, title } of annotationsOf(seen)) {
      expect(Number.isFinite(atMs)).toBe(true);
      expect(title.trim()).not.toBe('');
    }
  });

  it('is not brought down by depth', async () => {
    const { post } = listen();
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    for (const body of [deep, `{"alerts":${deep},"version":"4"}`, `{"kind":"deploy","title":${deep}}`])
      expect((await post(body)).status).toBe(400);
  });
});
