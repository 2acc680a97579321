/*
 * Child process of the intake benchmark: a real socket.io server that, on "go", sends `count` events as fast as the
 * connection takes them, then says "sent". Run with: node stream-sender.ts <count> <batch>
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const [count, batchSize] = process.argv.slice(2).map(Number) as [number, number];
const http = createServer();
const io = new Server(http, { serveClient: false, transports: ['websocket'] });

function item(index: number): unknown {
  return {
    svc: `service-${index % 200}`,
    pop: `region-${index % 10}`,
    ms: 20 + (index % 977) / 10,
    at: Date.now(),
  };
}

io.on('connection', (socket) => {
  socket.on('go', async () => {
    for (let sent = 0; sent < count; sent += batchSize) {
      if (batchSize === 1) socket.emit('sample', item(sent));
      else socket.emit('samples', { items: Array.from({ length: batchSize }, (_, i) => item(sent + i)) });
      // Let the transport drain: an endless loop would only measure its buffer.
      if (sent % 500 < batchSize) await new Promise((resolve) => setImmediate(resolve));
    }
    socket.emit('sent');
  });
});
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
