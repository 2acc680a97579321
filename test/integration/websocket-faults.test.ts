import { afterEach, describe, expect, it } from 'vitest';
import { type PlainStream, sample, startPlainStream } from '../fixtures/plain-stream.ts';

let begun: PlainStream | null = null;

async function begin(more: object = {}): Promise<PlainStream> {
  begun = await startPlainStream(more);
  return begun;
}

afterEach(async () => {
  await begun?.close();
  begun = null;
});

describe('a plain WebSocket server that fails', () => {
  it.each(['at the start', 'while it is live', 'while it reconnects'])(
    'is live again by itself after its server was gone %s',
    async (phase) => {
      const { stream, vigil } = await begin();
      if (phase === 'at the start') await stream.stop();
      else {
        await vigil.state('live');
        stream.send(sample(84));
        await vigil.shows(84);
        if (phase === 'while it reconnects') stream.cut();
        await stream.stop();
      }
      await vigil.state('unreachable');
      const { lastError, nextAttemptAtMs } = await vigil.edge();
      expect(lastError).toMatch(/nothing listens there|broke|closed the connection/);
      expect(nextAttemptAtMs).not.toBeNull();
      await vigil.honest();
      stream.greet([sample(91)]);
      await stream.start();
      await vigil.shows(91, 30_000);
      await vigil.state('live');
    },
    60_000,
  );

  it('is found dead when it goes silent without closing, and comes back', async () => {
    const { stream, vigil } = await begin();
    await vigil.state('live');
    stream.send(sample(84));
    await vigil.shows(84);
    stream.freeze();
    await vigil.state('unreachable', 12_000);
    expect((await vigil.edge()).lastError).toMatch(/stopped answering/);
    await vigil.honest();
    await stream.stop();
    stream.greet([sample(91)]);
    await stream.start();
    await vigil.shows(91, 30_000);
  }, 60_000);
});
