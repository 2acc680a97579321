import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/machine.ts';
import { type SocketServer, type SocketServerOptions, startSocketServer } from '../fixtures/socket-server.ts';
import {
  launchWithStream,
  measured,
  type StreamApp,
  startFlood,
  throughFlood,
} from '../fixtures/stream-app.ts';
import { waitFor } from '../fixtures/wait-for.ts';

let server: SocketServer | null = null;
let launched: StreamApp | null = null;

async function begin(options: SocketServerOptions = {}, more: object = {}) {
  server = await startSocketServer([], options);
  launched = await launchWithStream({ type: 'socketio', url: server.url, ...more });
  return { stream: server, vigil: launched };
}

afterEach(async () => {
  await launched?.app.close();
  await server?.stop();
  launched = null;
  server = null;
});

describe('a socket.io server that fails', () => {
  it.each(['at the start', 'while it is live'])(
    'is live again by itself after it was gone %s',
    async (phase) => {
      const { stream, vigil } = await begin();
      if (phase === 'while it is live') {
        await vigil.state('live');
        stream.send('sample', measured(84));
        await vigil.shows(84);
      }
      await stream.stop();
      await vigil.state('unreachable');
      await vigil.honest();
      await stream.start();
      stream.greet('sample', measured(91));
      await vigil.state('live', 30_000);
    },
    60_000,
  );

  it('is found dead when it goes silent without closing, and comes back', async () => {
    const { stream, vigil } = await begin();
    await vigil.state('live');
    stream.send('sample', measured(84));
    await vigil.shows(84);
    stream.freeze();
    await vigil.state('unreachable', 12_000);
    await vigil.honest();
    await stream.stop();
    stream.greet('sample', measured(91));
    await stream.start();
    await vigil.shows(91, 30_000);
  }, 60_000);

  it('asks for a login: refused in words, let in with the rotated secret, and nothing missed by a cut', async () => {
    const file = join(temporaryFolder('secret'), 'token');
    let wanted = 'second';
    writeFileSync(file, 'first\n');
    const { stream, vigil } = await begin(
      { token: () => wanted, recovery: true },
      { auth: { token: { file } }, sequence: { number: '$.n' } },
    );
    await waitFor('the refusal in words', async () =>
      (await vigil.edge()).lastError?.includes('refused the connection: unknown token'),
    );
    writeFileSync(file, 'second\n');
    await vigil.state('live', 30_000);
    stream.send('sample', measured(1, { n: 1 }));
    await vigil.shows(1);
    stream.cut();
    await waitFor('the server to notice', () => stream.clientCount() === 0);
    wanted = 'third';
    writeFileSync(file, 'third\n');
    for (let n = 2; n <= 4; n += 1) stream.send('sample', measured(n, { n }));
    await vigil.shows(4, 30_000);
    expect(stream.recovered).toEqual([false, true]);
    expect((await vigil.edge()).missedMessageCount).toBe(0);
    expect(JSON.stringify(await vigil.edge())).not.toMatch(/second|third/);
  }, 60_000);

  it('may flood: no message is lost, and other work goes on meanwhile', async () => {
    const flood = await startFlood('stream-sender.ts', 100_000);
    launched = await launchWithStream({
      type: 'socketio',
      url: `http://127.0.0.1:${flood.port}`,
      subscribe: { event: 'go' },
    });
    const { turns, grownMegabytes } = await throughFlood(launched, flood.lastValue);
    flood.stop();
    expect(await launched.edge()).toMatchObject({ state: 'live', rejectedCount: 0, seriesCount: 200 });
    expect(turns).toBeGreaterThan(30);
    expect(grownMegabytes).toBeLessThan(400);
  }, 90_000);
});
