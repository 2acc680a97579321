import { afterEach, describe, expect, it } from 'vitest';
import { type PlainStream, sample, startPlainStream } from '../fixtures/plain-stream.ts';
import { launchWithStream, type StreamApp, startFlood, throughFlood } from '../fixtures/stream-app.ts';
import { waitFor } from '../fixtures/wait-for.ts';

let begun: PlainStream | null = null;
let flooded: StreamApp | null = null;

async function begin(more: object = {}): Promise<PlainStream> {
  begun = await startPlainStream(more);
  return begun;
}

afterEach(async () => {
  await begun?.close();
  await flooded?.app.close();
  begun = null;
  flooded = null;
});

describe('a plain WebSocket stream', () => {
  it('is shown with its times, its alerts and its annotations', async () => {
    const { stream, vigil } = await begin();
    await vigil.state('live');
    await waitFor('the subscription', () => stream.received.length > 0);
    expect(stream.received).toEqual([{ op: 'subscribe' }]);
    const at = Date.now() - 1_000;
    stream.send(sample(84, { at }));
    stream.send({
      type: 'alarm',
      name: 'EdgeErrors',
      title: 'One in ten fails',
      state: 'firing',
      svc: 'checkout',
    });
    stream.send({ type: 'deploy', what: 'checkout 1.2', id: 'd1', svc: 'checkout' });
    await vigil.shows(84);
    expect(vigil.reading()).toMatchObject({ sampledAtMs: at, freshness: 'fresh' });
    const alert = await waitFor('the alert', () =>
      vigil.app.vigil.alerts().alerts.find(({ name }) => name === 'EdgeErrors'),
    );
    expect(alert).toMatchObject({ title: 'One in ten fails', state: 'firing', sourceIds: ['edge'] });
    await waitFor('the deploy', () =>
      vigil.app.picture()?.sections.annotations.some(({ title }) => title === 'checkout 1.2'),
    );
  });

  it('shows every value of a stream that changes several times a second, within a second', async () => {
    const { stream, vigil } = await begin();
    await vigil.state('live');
    for (let ms = 1; ms <= 5; ms += 1) {
      stream.send(sample(ms));
      await waitFor(`${ms} ms in the view`, () => vigil.app.picture()?.series.value[0] === ms / 1_000, 1_000);
    }
  });

  it('notices lost messages, says so and asks for a snapshot; nothing old replaces anything newer', async () => {
    const { stream, vigil } = await begin({ sequence: { number: '$.n', epoch: '$.run' } });
    await vigil.state('live');
    const at = Date.now() - 10_000;
    const numbered = (n: number, ms: number) => stream.send(sample(ms, { n, run: 'a', at: at + n }));
    numbered(1, 1);
    numbered(2, 2);
    numbered(6, 6);
    numbered(5, 5);
    numbered(2, 2);
    await vigil.shows(6);
    await waitFor('the loss', async () => (await vigil.edge()).missedMessageCount === 2);
    expect((await vigil.edge()).warnings).toEqual([
      expect.stringMatching(/^2 messages were lost .*numbers 3 to 4/),
    ]);
    await waitFor('the question for a snapshot', () => stream.received.length === 2);
    expect(stream.received[1]).toEqual({ op: 'snapshot' });
    stream.send(sample(7, { n: 1, run: 'b' }));
    await vigil.shows(7);
    expect(await vigil.edge()).toMatchObject({ missedMessageCount: 2, rejectedCount: 0 });
  });

  it('survives every kind of malformed message, and counts them', async () => {
    const { stream, vigil } = await begin({ maxReplyMegabytes: 1 });
    await vigil.state('live');
    const malformed = [
      '',
      'null',
      '{"type":"sample"',
      '[[[[',
      '{"type":["sample"]}',
      '{"type":"sample","svc":{"toString":1},"pop":[],"ms":"fast"}',
      '{"type":"sample","svc":"checkout","pop":"eu-west-1","ms":1e999,"at":1}',
      '{"__proto__":{"type":"sample"},"constructor":{"prototype":{"x":1}}}',
      '{"type":"samples","items":{"length":1e9}}',
      Buffer.from([0xc3, 0x28]),
      Buffer.alloc(0),
    ];
    for (const message of malformed) stream.send(message);
    await waitFor('all of them counted', async () => (await vigil.edge()).rejectedCount === malformed.length);
    stream.send(sample(84));
    await vigil.shows(84);
    const before = stream.connectionCount();
    stream.send(`"${' '.repeat(2 * 1_048_576)}"`);
    await waitFor('a new connection', () => stream.connectionCount() > before);
    await waitFor('the reason', async () =>
      (await vigil.edge()).lastError?.includes('sent a message of more than 1 MB'),
    );
    stream.send(sample(91));
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });

  it('takes in a flood without losing a message, and other work goes on meanwhile', async () => {
    const flood = await startFlood('ws-sender.ts', 150_000);
    flooded = await launchWithStream({
      type: 'websocket',
      url: `ws://127.0.0.1:${flood.port}`,
      subscribe: ['go'],
    });
    const { turns, grownMegabytes } = await throughFlood(flooded, flood.lastValue);
    flood.stop();
    const { edge } = flooded;
    // Counts are told once a second.
    await waitFor('all its series', async () => (await edge()).seriesCount === 200);
    expect(await edge()).toMatchObject({ state: 'live', rejectedCount: 0 });
    // Were all of it worked off in one go, there would be no turn in between.
    expect(turns).toBeGreaterThan(30);
    expect(grownMegabytes).toBeLessThan(400);
  }, 90_000);
});
