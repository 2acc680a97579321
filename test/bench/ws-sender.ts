/*
 * Child process of the intake benchmark: a plain WebSocket server that, on its first message, sends `count` events as
 * fast as the connection takes them, then {"type":"sent"}. Run with: node ws-sender.ts <count> <batch>
 */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const [count, batchSize] = process.argv.slice(2).map(Number) as [number, number];
/** Unsent bytes beyond this are waited for: an endless loop would only measure its own buffer. */
const MAX_UNSENT_BYTES = 1_000_000;
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

function item(index: number): object {
  return {
    svc: `service-${index % 200}`,
    pop: `region-${index % 10}`,
    ms: 20 + (index % 977) / 10,
    at: Date.now(),
  };
}

server.on('connection', (socket) => {
  socket.on('message', async () => {
    for (let sent = 0; sent < count; sent += batchSize) {
      const message =
        batchSize === 1
          ? { type: 'sample', ...item(sent) }
          : { type: 'samples', items: Array.from({ length: batchSize }, (_, i) => item(sent + i)) };
      socket.send(JSON.stringify(message));
      if (sent % 500 < batchSize) {
        do await new Promise((resolve) => setImmediate(resolve));
        while (socket.bufferedAmount > MAX_UNSENT_BYTES);
      }
    }
    socket.send('{"type":"sent"}');
  });
});
server.on('listening', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
