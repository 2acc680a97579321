/** A running Vigil is asked for moments of its own past: through the JSON API and through the contract. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { applyFrame } from '../../shared/contract/picture.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type ServedVigil, serveInProcess } from '../fixtures/served-in-process.ts';
import { type SocketServer, startSocketServer } from '../fixtures/socket-server.ts';
import { streamSource } from '../fixtures/stream-source.ts';
import { alertsSchema, apiErrorSchema, healthSchema, linksSchema } from '../fixtures/vigil-api.ts';
import { valueOf } from '../fixtures/vigil-in-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const SECOND_MS = 1_000;

let server: SocketServer;
let vigil: ServedVigil;
const dataDirectory = temporaryFolder('time-machine');

const start = () =>
  serveInProcess(
    stringify({
      sources: [streamSource({ url: server.url, staleAfter: '10m' })],
      limits: { latency_p95: { degraded: 1, down: 5 } },
      objectives: [{ service: 'search', target: 99 }],
    }),
    { dataDirectory },
  );
beforeAll(async () => {
  server = await startSocketServer();
  vigil = await start();
  await server.whenConnected();
});
afterAll(async () => {
  await vigil?.close();
  await server?.stop();
});

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(vigil.url + path);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(apiErrorSchema.parse(body).error.message);
  return schema.parse(body);
}

/** Everything the API says, without what moves with the clock. */
async function seen(at: number | null) {
  const suffix = at === null ? '' : `?at=${at}`;
  const health = await read(`/api/v1/health${suffix}`, healthSchema);
  const { links } = await read(`/api/v1/links${suffix}`, linksSchema);
  const { alerts } = await read(`/api/v1/alerts${suffix}`, alertsSchema);
  const { sources } = await read(
    `/api/v1/status${suffix}`,
    z.object({ sources: z.array(z.object({ id: z.string(), state: z.string(), sinceMs: z.number() })) }),
  );
  const signals = (list: (typeof health)['services'][number]['regions'][number]['signals']) =>
    list.map(({ signal, value, sampledAtMs, receivedAtMs, freshness }) => ({
      signal,
      value,
      sampledAtMs,
      receivedBySecond: Math.ceil(receivedAtMs / SECOND_MS),
      freshness,
    }));
  return {
    services: health.services.map(({ regions, ...service }) => ({
      ...service,
      regions: regions.map((region) => ({ ...region, signals: signals(region.signals) })),
    })),
    links: links.map((link) => ({ ...link, signals: signals(link.signals) })),
    alerts: alerts.map(({ id, state, title, unconfirmed, startsAtMs, resolvedAtMs, sourceIds }) => ({
      id,
      state,
      title,
      unconfirmed,
      startsAtMs,
      resolvedAtMs,
      sourceIds,
    })),
    sources: sources.map(({ id, state, sinceMs }) => ({ id, state, sinceMs })),
  };
}

interface Seen {
  readonly atMs: number;
  readonly picture: Awaited<ReturnType<typeof seen>>;
}

/** What is on screen at the next whole second at which nothing has changed for one. */
async function note(): Promise<Seen> {
  return waitFor('a quiet second', async () => {
    const atMs = Math.ceil(Date.now() / SECOND_MS) * SECOND_MS;
    const before = await seen(null);
    await waitFor('the second', () => Date.now() > atMs);
    const picture = await seen(null);
    return JSON.stringify(before) === JSON.stringify(picture) && { atMs, picture };
  });
}

const measured = (ms: number, pop = 'eu-west-1') =>
  server.send('measured', { svc: 'search', pop, ms, ts: Date.now() });
const stateOf = (pop = 'eu-west-1') => vigil.stateOf('search', pop);

describe('the past of a running Vigil', () => {
  const noted: Record<'well' | 'failing' | 'blind' | 'again', Seen | null> = {
    well: null,
    failing: null,
    blind: null,
    again: null,
  };

  it('is told as it was seen, however much has happened since', { timeout: 120_000 }, async () => {
    measured(84);
    measured(97, 'us-east-1');
    server.send('pairs', { items: [{ a: 'eu-west-1', b: 'us-east-1', rtt: 71.5 }] });
    await waitFor('a good start', () => stateOf() === 'ok' && stateOf('us-east-1') === 'ok');
    noted.well = await note();

    measured(9_000);
    server.send('alarm', {
      name: 'SearchSlow',
      state: 'firing',
      severity: 'critical',
      text: 'Search is slow in Dublin',
      svc: 'search',
      pop: 'eu-west-1',
      since: Date.now(),
    });
    await waitFor('the trouble', () => stateOf() === 'down');
    noted.failing = await note();

    await server.stop();
    await waitFor('the blindness', () => stateOf() === 'unreachable');
    noted.blind = await note();

    await server.start();
    await server.whenConnected();
    measured(85);
    measured(98, 'us-east-1');
    server.send('alarm', { name: 'SearchSlow', state: 'resolved', svc: 'search', pop: 'eu-west-1' });
    await waitFor('all to be well', () => stateOf('us-east-1') === 'ok');
    noted.again = await note();

    for (const [name, moment] of Object.entries(noted))
      expect(await seen(moment!.atMs), name).toEqual(moment!.picture);
  });

  it('is the same through the contract, and after a restart', { timeout: 60_000 }, async () => {
    await vigil.close();
    vigil = await start();
    for (const [name, moment] of Object.entries(noted))
      expect(await seen(moment!.atMs), name).toEqual(moment!.picture);
    const { atMs, picture } = noted.failing!;
    const { frame } = valueOf(await vigil.ask('moment', { atMs, knowledge: 'then', have: null }));
    const decoded = decodeFrame(frame);
    const shown = decoded.ok ? applyFrame(null, decoded.value) : decoded;
    if (!shown.ok) throw new Error('The frame cannot be read.');
    expect(shown.value.sections.moment).toEqual({ mode: 'past', atMs, knowledge: 'then', gap: null });
    expect(shown.value.sections.alerts.map(({ id }) => id)).toEqual(picture.alerts.map(({ id }) => id));
    expect(shown.value.sections.objectives).toMatchObject([{ service: 'search', toMs: expect.any(Number) }]);
    expect(shown.value.sections.objectives[0]!.toMs).toBeLessThanOrEqual(atMs);
  });

  it('finds the incident from both sides', async () => {
    const { failing, well, again } = noted;
    const later = valueOf(
      await vigil.ask('nextIncident', { fromMs: well!.atMs - 2 * SECOND_MS, direction: 'later' }),
    );
    expect(later.atMs).toBeGreaterThan(well!.atMs);
    expect(later.atMs).toBeLessThanOrEqual(failing!.atMs);
    expect(valueOf(await vigil.ask('nextIncident', { fromMs: again!.atMs, direction: 'earlier' }))).toEqual(
      later,
    );
    expect(valueOf(await vigil.ask('nextIncident', { fromMs: Date.now(), direction: 'later' }))).toEqual({
      atMs: null,
    });
  });

  it('tells the time bar what happened, and why nothing was recorded', async () => {
    const toMs = Date.now();
    const bar = valueOf(await vigil.ask('timeline', { fromMs: toMs - 600_000, toMs, bins: 60 }));
    expect(bar.worst).toContain('down');
    expect(bar.gaps[0]).toMatchObject({ reason: 'before' });
    expect(Math.max(...bar.alerts)).toBeGreaterThanOrEqual(1);
    expect(bar.changes.reduce((sum, count) => sum + count)).toBeGreaterThan(1);
    expect(bar.oldestMs).toBeLessThanOrEqual(noted.well!.atMs);
  });

  it('ends where it begins, and knows no future', async () => {
    const refuse = async (query: string) => {
      const response = await fetch(`${vigil.url}/api/v1/health?at=${query}`);
      return { status: response.status, ...apiErrorSchema.parse(await response.json()).error };
    };
    expect(await refuse('0')).toMatchObject({
      status: 404,
      message: expect.stringMatching(/reaches back to/),
    });
    expect(await refuse(String(Date.now() + 60_000))).toMatchObject({ status: 400 });
    expect(await refuse('yesterday')).toMatchObject({
      status: 400,
      message: expect.stringMatching(/RFC 3339/),
    });
  });
});
