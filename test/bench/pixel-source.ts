import { fork } from 'node:child_process';
import type { Served } from './browser.ts';

/** Starts the sender of cells in a process of its own. */
export async function startPixelSender(cells: number): Promise<Served> {
  const sender = fork(new URL('pixel-sender.ts', import.meta.url), [String(cells)]);
  const port = await new Promise<number>((resolve) =>
    sender.once('message', (message) => resolve(Number(message))),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      sender.kill();
    },
  };
}

/** A configuration whose only source is that sender. */
export function pixelConfig(senderUrl: string): string {
  const map = {
    service: '$.svc',
    region: '$.pop',
    signal: 'latency_p95',
    value: '$.ms',
    unit: 'ms',
    at: '$.at',
  };
  return JSON.stringify({
    sources: [
      {
        id: 'edge',
        type: 'socketio',
        url: senderUrl,
        events: { samples: { to: 'sample', each: '$.items', map } },
      },
    ],
  });
}
