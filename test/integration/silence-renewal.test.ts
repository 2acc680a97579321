/** Silences written at awkward moments, on a real Alertmanager with amtool as witness. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/clock.ts';
import { configSchema } from '../../electron/core/config/schema.ts';
import { createAlertmanagerClient } from '../../electron/core/intake/alertmanager/alertmanager-client.ts';
import { createSilencing } from '../../electron/core/intake/alertmanager/create-silencing.ts';
import { startAlertmanager } from '../fixtures/daemons/alertmanager.ts';
import { amtoolSilences } from '../fixtures/daemons/amtool.ts';
import type { Daemon } from '../fixtures/daemons/daemon.ts';
import { forwardRequest } from '../fixtures/forward-request.ts';
import { type HttpServer, startHttpServer } from '../fixtures/http-server.ts';

let manager: Daemon;
let front: HttpServer;
/** What happens between the question how it stands and the answer to it. */
let meanwhile: () => Promise<unknown> = async () => undefined;
/** How far ahead of its clock its answers say that it is. */
let toldAheadMs = 0;
let close: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  manager = await startAlertmanager();
  front = await startHttpServer((request, response) => {
    void (async () => {
      if (request.method === 'POST') await meanwhile();
      const { status, type, text } = await forwardRequest(manager.url, request);
      const date = new Date(Date.now() + toldAheadMs).toUTCString();
      response.writeHead(status, { 'content-type': type, date }).end(text);
    })().catch(() => response.destroy());
  });
});
afterEach(async () => {
  await close();
  toldAheadMs = 0;
});
afterAll(async () => {
  await front?.stop();
  await manager?.stop();
});

function writer() {
  const { sources } = configSchema.parse({ sources: [{ id: 'am', type: 'alertmanager', url: front.url }] });
  const [config] = sources;
  if (config?.type !== 'alertmanager') throw new Error('expected an Alertmanager');
  const noSecret = () => Promise.reject(new Error('no secret'));
  const client = createAlertmanagerClient(config, noSecret, systemClock, '.');
  const { silencing, stop } = createSilencing({
    client,
    clock: systemClock,
    peers: () => null,
    onWritten: () => undefined,
  });
  close = async () => {
    stop();
    await client.close();
  };
  return { silencing, client };
}

describe('a silence that starts now', () => {
  it.each([0, 3_500, -3_500])('is active at once where the clock is told %d ms wrong', async (aheadMs) => {
    toldAheadMs = aheadMs;
    const { silencing, client } = writer();
    // It says what time it is with its first answer.
    await client.ask('/status');
    const nowMs = Date.now();
    const made = await silencing.put({
      matchers: [{ name: 'service', operator: '=', value: `ledger ${aheadMs}` }],
      startsAtMs: nowMs,
      endsAtMs: nowMs + 600_000,
      createdBy: 'Nadia',
      comment: 'drill',
    });
    if (!made.ok) throw new Error(made.error.sentence);
    const held = (await amtoolSilences(manager)).find(({ id }) => id === made.value);
    expect(held?.status).toEqual({ state: 'active' });
    expect(Date.parse(held?.startsAt ?? '')).toBeGreaterThanOrEqual(nowMs - 1);
    const later = { endsAtMs: nowMs + 900_000, comment: 'mine now', createdBy: 'Mara' };
    expect(await silencing.renew(made.value, later)).toEqual(made);
    expect((await amtoolSilences(manager)).find(({ id }) => id === made.value)).toMatchObject({
      comment: 'mine now',
      createdBy: 'Mara',
    });
    expect(await silencing.expire(made.value)).toMatchObject({ ok: true });
  });

  it('starts when it is to start where that is later', async () => {
    const { silencing } = writer();
    const nowMs = Date.now();
    const startsAtMs = nowMs + 60_000;
    const made = await silencing.put({
      matchers: [{ name: 'service', operator: '=', value: 'search' }],
      startsAtMs,
      endsAtMs: nowMs + 600_000,
      createdBy: 'Nadia',
      comment: 'drill',
    });
    if (!made.ok) throw new Error(made.error.sentence);
    expect((await amtoolSilences(manager)).find(({ id }) => id === made.value)).toMatchObject({
      status: { state: 'pending' },
      startsAt: new Date(startsAtMs).toISOString(),
    });
    expect(await silencing.expire(made.value)).toMatchObject({ ok: true });
  });
});

describe('a silence that is extended', () => {
  it('goes on under its name while it stands, and stays ended once it was, to the moment', async () => {
    const { silencing } = writer();
    const nowMs = Date.now();
    const made = await silencing.put({
      matchers: [{ name: 'service', operator: '=', value: 'pay' }],
      startsAtMs: nowMs,
      endsAtMs: nowMs + 600_000,
      createdBy: 'Nadia',
      comment: 'drill',
    });
    if (!made.ok) throw new Error(made.error.sentence);
    const id = made.value;
    const renewal = { endsAtMs: nowMs + 900_000, comment: 'drill goes on' };
    expect(await silencing.renew(id, renewal)).toEqual({ ok: true, value: id });
    expect(await amtoolSilences(manager)).toMatchObject([
      { id, comment: 'drill goes on', createdBy: 'Nadia', endsAt: new Date(renewal.endsAtMs).toISOString() },
    ]);

    meanwhile = () => fetch(`${manager.url}/api/v2/silence/${id}`, { method: 'DELETE' });
    expect(await silencing.renew(id, renewal)).toMatchObject({ ok: false, error: { kind: 'ended' } });
    expect(await amtoolSilences(manager)).toEqual([]);
    meanwhile = async () => undefined;
    expect(await silencing.renew(id, renewal)).toMatchObject({ ok: false, error: { kind: 'ended' } });
    expect(await amtoolSilences(manager)).toEqual([]);
  });
});
