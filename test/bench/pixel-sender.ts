/*
 * Child process of the event-to-pixel benchmark: a real socket.io server that sends `cells` values once a second,
 * in ten messages. Run with: node pixel-sender.ts <cells>
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const MESSAGES = 10;
const SERVICES = 100;
const cells = Number(process.argv[2]);
const http = createServer();
const io = new Server(http, { serveClient: false, cors: { origin: '*' } });
let round = 0;

setInterval(() => {
  round += 1;
  const at = Date.now();
  for (let message = 0; message < MESSAGES; message++) {
    const items = Array.from({ length: cells / MESSAGES }, (_, i) => {
      const cell = message * (cells / MESSAGES) + i;
      return {
        svc: `service-${cell % SERVICES}`,
        pop: `pop-${Math.floor(cell / SERVICES)}`,
        ms: 50 + ((cell * 7919 + round * 31) % 100),
        at,
      };
    });
    io.emit('samples', { items });
  }
}, 1_000);
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
