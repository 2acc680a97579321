/** A silence that is ended in the very moment it is extended, on a real Alertmanager with amtool as witness. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

beforeAll(async () => {
  manager = await startAlertmanager();
  front = await startHttpServer((request, response) => {
    void (async () => {
      if (request.method === 'POST') await meanwhile();
      const { status, type, text } = await forwardRequest(manager.url, request);
      response.writeHead(status, { 'content-type': type }).end(text);
    })().catch(() => response.destroy());
  });
});
afterAll(async () => {
  await front?.stop();
  await manager?.stop();
});

describe('a silence that is extended', () => {
  it('goes on under its name while it stands, and stays ended once it was, to the moment', async () => {
    const { sources } = configSchema.parse({ sources: [{ id: 'am', type: 'alertmanager', url: front.url }] });
    const [config] = sources;
    if (config?.type !== 'alertmanager') throw new Error('expected an Alertmanager');
    const client = createAlertmanagerClient(
      config,
      () => Promise.reject(new Error('no secret')),
      systemClock,
      '.',
    );
    const { silencing, stop } = createSilencing({
      client,
      clock: systemClock,
      peers: () => null,
      onWritten: () => undefined,
    });
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
    stop();
    await client.close();
  });
});
