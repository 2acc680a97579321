/** A stretch of a real Vigil's log in one file, looked at in another process without any source: the same numbers (G6). */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSocketClient } from '../../renderer/client/socket-client.ts';
import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import type { Knowledge } from '../../shared/domain/moment.ts';
import { openCapsuleProcess, runCapsuleCli } from '../fixtures/capsule-process.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type SocketServer, startSocketServer } from '../fixtures/socket-server.ts';
import { streamSource } from '../fixtures/stream-source.ts';
import { cellOf } from '../fixtures/vigil-api.ts';
import { startVigil, type VigilProcess } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

/** What is looked at, and for how long at least. */
const LOOKED_AT_MS = 6_000;
const VIEWS = ['health', 'links', 'alerts', 'objectives', 'annotations', 'status'] as const;

const folder = temporaryFolder('capsules');
let stream: SocketServer;
let vigil: VigilProcess;

beforeAll(async () => {
  stream = await startSocketServer([
    {
      event: 'measured',
      everyMs: 250,
      payload: () => ({ svc: 'search', pop: 'eu', ms: 80 + (Date.now() % 997) / 10, ts: Date.now() }),
    },
    {
      event: 'pairs',
      everyMs: 500,
      payload: () => ({ items: [{ a: 'eu', b: 'us', rtt: 70 + (Date.now() % 13) }] }),
    },
    {
      event: 'alarm',
      everyMs: 1_000,
      payload: () => ({
        name: 'SearchSlow',
        svc: 'search',
        pop: 'eu',
        severity: 'critical',
        state: 'firing',
      }),
    },
  ]);
  vigil = await startVigil({
    config: {
      name: 'Acme NOC',
      sources: [streamSource({ url: stream.url })],
      objectives: [{ service: 'search', target: 99, window: '7d' }],
    },
  });
});
afterAll(async () => {
  await vigil?.stop();
  await stream?.stop();
});

async function viewsAt(get: VigilProcess['get'], moments: readonly number[]): Promise<unknown> {
  const answers: Record<string, unknown> = {};
  for (const atMs of moments)
    for (const view of VIEWS) {
      const reply = await get(`/api/v1/${view}?at=${atMs}`);
      expect(reply.status).toBe(200);
      answers[`${view} at ${atMs}`] = await reply.json();
    }
  return answers;
}

/** The pictures of moments as a view is given them, but for the numbers of the frames. */
async function picturesAt(url: string, moments: readonly number[]): Promise<unknown> {
  const client = createSocketClient(url);
  const pictures: Record<string, unknown> = {};
  try {
    for (const atMs of moments)
      for (const knowledge of ['then', 'now'] satisfies Knowledge[]) {
        const reply = await client.request('moment', { atMs, knowledge, have: null });
        if (!reply.ok) throw new Error(reply.error.message);
        const frame = decodeFrame(reply.value.frame);
        if (!frame.ok) throw new Error(frame.error);
        pictures[`${atMs} ${knowledge}`] = { ...frame.value, epoch: 0, seq: 0 };
      }
  } finally {
    client.close();
  }
  return pictures;
}

describe('a capsule of a Vigil that runs', () => {
  it('shows the same numbers in another process, when everything else is gone', async () => {
    await waitFor('the stream to be seen', async () => {
      const cell = cellOf(await vigil.health(), 'search', 'eu');
      return cell?.reading('latency_p95') !== undefined && (await vigil.alerts()).alerts.length > 0;
    });
    const fromMs = Date.now();
    await waitFor('some seconds to be recorded', async () => {
      const { atMs, alerts } = await vigil.alerts();
      return atMs - fromMs >= LOOKED_AT_MS && alerts.length > 0;
    });
    const toMs = Math.floor(Date.now() / 1_000) * 1_000 - 1_000;
    const file = join(folder, 'outage.vigil-capsule');
    const range = ['--from', String(fromMs), '--to', String(toMs)];

    const inUse = await runCapsuleCli('export', file, ...range, '--data-dir', vigil.dataDir);
    expect(inUse.code).toBe(1);
    expect(inUse.stderr).toContain('A Vigil is using the journal');

    const written = await runCapsuleCli('export', file, ...range, '--url', vigil.url);
    expect(written).toMatchObject({ code: 0, stderr: '' });
    expect(written.stdout).toContain('of       Acme NOC');

    const first = Math.floor(fromMs / 1_000) * 1_000;
    const moments = [first, first + 1_000, first + 3_000, toMs - 1_000, toMs];
    const views = await viewsAt(vigil.get, moments);
    const pictures = await picturesAt(vigil.url, moments);
    expect(JSON.stringify(views)).toContain('SearchSlow');
    await vigil.stop();
    await stream.stop();

    const capsule = await openCapsuleProcess(file);
    expect(await viewsAt(capsule.get, moments)).toEqual(views);
    expect(await picturesAt(capsule.url, moments)).toEqual(pictures);
    const before = await capsule.get(`/api/v1/health?at=${first - 1_000}`);
    expect(before.status).toBe(404);
    expect(JSON.stringify(await before.json())).toContain('This capsule shows');
    expect((await capsule.get(`/api/v1/capsule?from=${first}&to=${toMs}`)).status).toBe(400);
    expect((await (await capsule.get('/api/v1/status')).json()) as unknown).toMatchObject({
      atMs: toMs,
      moment: { mode: 'past', atMs: toMs, knowledge: 'then' },
      capsule: { name: 'Acme NOC', toMs },
    });
    expect(readdirSync(folder)).toEqual(['outage.vigil-capsule']);
    await capsule.stop();

    // The journal it came from gives the same file, now that nobody is using it.
    const again = join(folder, 'again.vigil-capsule');
    const offline = await runCapsuleCli('export', again, ...range, '--data-dir', vigil.dataDir);
    expect(offline).toMatchObject({ code: 0, stderr: '' });
    const reopened = await openCapsuleProcess(again);
    expect(await picturesAt(reopened.url, moments)).toEqual(pictures);
    await reopened.stop();
  });

  it('is verified from the command line', async () => {
    const file = join(folder, 'outage.vigil-capsule');
    expect(await runCapsuleCli('verify', file)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/whole capsule of Vigil\.[^]*of {7}Acme NOC/),
    });
    const cut = join(dirname(file), 'cut.vigil-capsule');
    writeFileSync(cut, readFileSync(file).subarray(0, 20_000));
    expect(await runCapsuleCli('verify', cut)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('cut.vigil-capsule is damaged: it is cut off'),
    });
    expect(await runCapsuleCli('open', cut)).toMatchObject({ code: 1 });
    rmSync(cut);
  });
});
