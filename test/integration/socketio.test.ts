import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SocketServer, startSocketServer } from '../fixtures/socket-server.ts';
import { streamSource } from '../fixtures/stream-source.ts';
import { cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

let server: SocketServer;
let vigil: VigilProcess;

beforeAll(async () => {
  server = await startSocketServer();
  vigil = await startVigil({
    config: {
      sources: [
        streamSource({
          url: server.url,
          staleAfter: '60s',
          subscribe: { event: 'subscribe', payload: { streams: ['latency'] } },
        }),
      ],
    },
  });
  await server.whenConnected();
});
afterAll(async () => {
  await vigil?.stop();
  await server?.stop();
});

const edgeStatus = async () => (await vigil.status()).sources.find(({ id }) => id === 'edge');

it('subscribes as declared and is live once connected', async () => {
  await waitFor('the subscription', () => server.received.length > 0);
  expect(server.received[0]).toEqual(['subscribe', { streams: ['latency'] }]);
  await waitFor('the source to be live', async () => (await edgeStatus())?.state === 'live');
});

it('turns declared events into readings with both clocks', async () => {
  const ts = Date.now() - 1_000;
  server.send('measured', { svc: 'search', pop: 'ap-southeast-1', ms: 84, ts });
  const reading = await waitFor('the sample', async () =>
    cellOf(await vigil.health(), 'search', 'ap-southeast-1')?.reading('latency_p95'),
  );
  expect(reading).toMatchObject({ value: 0.084, unit: 'seconds', sourceId: 'edge', sampledAtMs: ts });
  expect(reading.receivedAtMs).toBeGreaterThanOrEqual(ts);
});

it('turns lists of pairs into links', async () => {
  server.send('pairs', {
    items: [
      { a: 'eu-west-1', b: 'us-east-1', rtt: 71.5 },
      { a: 'us-east-1', b: 'eu-west-1', rtt: 73 },
    ],
  });
  const links = await waitFor('both directions', async () => {
    const answer = (await vigil.links()).links;
    return answer.length === 2 && answer;
  });
  const there = links.find(({ from, to }) => from === 'eu-west-1' && to === 'us-east-1');
  expect(there?.signals[0]).toMatchObject({ signal: 'link_rtt', value: 0.0715, unit: 'seconds' });
});

it('shows alerts of the stream and lets them resolve', async () => {
  const since = Date.now() - 60_000;
  const alarm = { name: 'EdgeErrors', severity: 'critical', svc: 'search', pop: 'ap-southeast-1', since };
  server.send('alarm', { ...alarm, state: 'firing', text: 'One request in ten fails.' });
  const alert = await waitFor('the alert', async () =>
    (await vigil.alerts()).alerts.find(({ name }) => name === 'EdgeErrors'),
  );
  expect(alert).toMatchObject({
    state: 'firing',
    severity: 'critical',
    service: 'search',
    region: 'ap-southeast-1',
    sourceIds: ['edge'],
    startsAtMs: since,
  });
  expect(`${alert.title} ${alert.summary}`).toContain('One request in ten fails.');
  await waitFor('a critical alert to bring its cell down', async () => {
    const state = cellOf(await vigil.health(), 'search', 'ap-southeast-1')?.state;
    return state === 'down' || state === 'degraded';
  });

  server.send('alarm', { ...alarm, state: 'resolved' });
  await waitFor('the alert to resolve', async () =>
    (await vigil.alerts()).alerts.every(({ id, state }) => id !== alert.id || state === 'resolved'),
  );
});

it('counts malformed messages, shows the last one in words, and keeps what it knew', async () => {
  const before = await edgeStatus();
  const sample = { svc: 'search', pop: 'ap-southeast-1', ms: 84, ts: Date.now() };
  const malformed = [
    null,
    'just text',
    [],
    { ...sample, svc: undefined },
    { ...sample, svc: { $: 1 } },
    { ...sample, ms: 'fast' },
    { ...sample, ms: null },
    { ...sample, ts: 'yesterday' },
  ];
  for (const payload of malformed) server.send('measured', payload);
  server.send('pairs', { items: 'none' });
  const status = await waitFor('the count of malformed messages', async () => {
    const now = await edgeStatus();
    const counted = (now?.rejectedCount ?? 0) - (before?.rejectedCount ?? 0);
    if (counted < malformed.length + 1) throw new Error(`${counted} counted`);
    return now;
  });
  expect(status.state).toBe('live');
  expect(status.lastRejection).toMatch(/\w+ \w+/);
  expect(status.lastRejection).not.toMatch(/undefined|\[object|NaN|at .*\.ts:/);
  const reading = cellOf(await vigil.health(), 'search', 'ap-southeast-1')?.reading('latency_p95');
  expect(reading?.value).toBe(0.084);
});

it('ignores events nobody declared', async () => {
  const before = await edgeStatus();
  server.send('gossip', { anything: true });
  server.send('measured', { svc: 'search', pop: 'ap-southeast-1', ms: 91, ts: Date.now() });
  await waitFor('the next sample', async () => {
    const reading = cellOf(await vigil.health(), 'search', 'ap-southeast-1')?.reading('latency_p95');
    return reading?.value === 0.091;
  });
  expect((await edgeStatus())?.rejectedCount).toBe(before?.rejectedCount);
});
