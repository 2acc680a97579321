/** Alerts are posted to a real receiver on loopback: signed, tried again, and nobody waits for it. */
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpServer, startHttpServer, textAnswer } from '../fixtures/http-server.ts';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type ServedVigil, serveInProcess } from '../fixtures/served-in-process.ts';
import { startVigil } from '../fixtures/vigil-process.ts';
import { waitFor } from '../fixtures/wait-for.ts';

const SECRET = 'shared-with-the-receiver';
const folder = temporaryFolder('outgoing');
const secretFile = join(folder, 'secret');
const tokenFile = join(folder, 'token');
writeFileSync(secretFile, `${SECRET}\n`);
writeFileSync(tokenFile, 'token-of-the-hook\n');

const postSchema = z.object({
  id: z.string(),
  state: z.enum(['firing', 'resolved']),
  alert: z.object({ name: z.string(), severity: z.string(), service: z.string() }),
});
interface Received {
  readonly delivery: string;
  readonly isGenuine: boolean;
  readonly post: z.infer<typeof postSchema>;
}

let receiver: HttpServer;
let vigil: ServedVigil;
let config = '';
const received: Received[] = [];
const tried: string[] = [];

/** Reads a post, and answers with a status; null: never. */
function answering(status: number | null): Parameters<HttpServer['answerWith']>[0] {
  return (request, response: ServerResponse) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      const [, time, signature] =
        /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request.headers['x-vigil-signature'])) ?? [];
      const expected = createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex');
      const isYoung = Math.abs(Date.now() / 1_000 - Number(time)) < 60;
      const post = postSchema.parse(JSON.parse(body));
      tried.push(post.id);
      if (status === 200)
        received.push({
          delivery: String(request.headers['x-vigil-delivery']),
          isGenuine: signature === expected && isYoung,
          post,
        });
      if (status !== null) textAnswer(status, 'seen')(request, response);
    });
  };
}

/** Tells Vigil of an alert as an Alertmanager would. */
async function tell(
  name: string,
  status: 'firing' | 'resolved',
  severity = 'critical',
  to: { readonly url: string } = vigil,
): Promise<void> {
  const labels = { alertname: name, service: 'checkout', severity };
  const startsAt = new Date(Date.now() - 1_000).toISOString();
  const endsAt = status === 'resolved' ? new Date().toISOString() : '0001-01-01T00:00:00Z';
  const alert = { status, labels, annotations: {}, startsAt, endsAt, generatorURL: '', fingerprint: name };
  const answer = await fetch(`${to.url}/hooks/events`, {
    method: 'POST',
    headers: { authorization: 'Bearer token-of-the-hook', 'content-type': 'application/json' },
    body: JSON.stringify({
      version: '4',
      groupKey: name,
      truncatedAlerts: 0,
      status,
      receiver: 'vigil',
      groupLabels: {},
      commonLabels: labels,
      commonAnnotations: {},
      externalURL: 'http://am.example',
      alerts: [alert],
    }),
  });
  expect(answer.status).toBe(202);
}

const notice = () =>
  vigil.picture()?.sections.notices.find(({ id }) => id === 'webhook-automation')?.text ?? null;

beforeAll(async () => {
  receiver = await startHttpServer(answering(200));
  config = `
sources:
  - id: events
    type: webhook
    token: { file: ${tokenFile} }
webhooks:
  - id: automation
    url: ${receiver.url}/hook
    secret: { file: ${secretFile} }
    matchers: ['service="checkout"']
    severities: [critical]
    timeout: 1s
`;
  vigil = await serveInProcess(config);
});
afterAll(async () => {
  await vigil?.close();
  await receiver?.stop();
});

describe('an outgoing webhook', () => {
  it('posts what fires and what is over, once each, signed', async () => {
    await tell('Slow', 'firing', 'warning');
    await tell('Failing', 'firing');
    await tell('Failing', 'firing');
    await waitFor('the post', () => received.length === 1);
    await tell('Failing', 'resolved');
    await waitFor('the second post', () => received.length === 2);
    expect(received).toMatchObject([
      { isGenuine: true, post: { state: 'firing', alert: { name: 'Failing', severity: 'critical' } } },
      { isGenuine: true, post: { state: 'resolved', alert: { name: 'Failing' } } },
    ]);
    for (const { delivery, post } of received) expect(delivery).toBe(post.id);
    expect(notice()).toBeNull();
  });

  it('tries again while the receiver fails, says so, and delivers in order when it is back', async () => {
    receiver.answerWith(answering(503));
    received.length = 0;
    tried.length = 0;
    await tell('First', 'firing');
    await tell('Second', 'firing');
    await waitFor('the notice', () => notice()?.includes('answered with status 503') === true);
    await waitFor('another try', () => tried.length >= 2);
    expect(new Set(tried).size).toBe(1);
    receiver.answerWith(answering(200));
    await waitFor('both posts', () => received.length === 2);
    expect(received.map(({ post }) => post.alert.name)).toEqual(['First', 'Second']);
    await waitFor('the notice to go', () => notice() === null);
  });

  it('holds nobody up when the receiver never answers, and copes with one that is gone', async () => {
    receiver.answerWith(answering(null));
    received.length = 0;
    await tell('Hanging', 'firing');
    await tell('Meanwhile', 'firing');
    const named = (name: string) => vigil.picture()?.sections.alerts.some((alert) => alert.name === name);
    await waitFor('the next alert on screen', () => named('Meanwhile') === true);
    await waitFor('the notice', () => notice()?.includes('did not answer within 1 s') === true);
    await receiver.stop();
    await waitFor('the refusal', () => notice()?.includes('did not answer within') === false);
    receiver.answerWith(answering(200));
    await receiver.start();
    await waitFor('both posts', () => received.length === 2, 30_000);
    expect(received.map(({ post }) => post.alert.name)).toEqual(['Hanging', 'Meanwhile']);
  });

  it('loses nothing that waits when Vigil is killed, and sends it once when it is back', async () => {
    received.length = 0;
    await receiver.stop();
    const killed = await startVigil({ config });
    await tell('Unsent', 'firing', 'critical', killed);
    await tell('UnsentToo', 'firing', 'critical', killed);
    const kept = join(killed.dataDir, 'waiting-webhook-posts.json');
    await waitFor(
      'both posts to be kept',
      () => existsSync(kept) && readFileSync(kept, 'utf8').includes('UnsentToo'),
    );
    await killed.kill();
    receiver.answerWith(answering(200));
    await receiver.start();
    const next = await startVigil({ config, dataDir: killed.dataDir });
    await waitFor('both posts', () => received.length === 2);
    expect(received).toMatchObject([
      { isGenuine: true, post: { state: 'firing', alert: { name: 'Unsent' } } },
      { isGenuine: true, post: { state: 'firing', alert: { name: 'UnsentToo' } } },
    ]);
    // What was restored as firing is not told again, and that it is over is.
    await tell('Unsent', 'resolved', 'critical', next);
    await waitFor('the end', () => received.length === 3);
    expect(received.at(-1)?.post).toMatchObject({ state: 'resolved', alert: { name: 'Unsent' } });
    await waitFor('nothing to be kept', () => !readFileSync(kept, 'utf8').includes('Unsent'));
    await next.stop();
  });
});
