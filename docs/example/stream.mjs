// A small socket.io server for the example: two regions, one value a second each, and the way between them.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer().listen(9300, '127.0.0.1');
const io = new Server(http, { serveClient: false });
setInterval(() => {
  const ts = Date.now();
  const wave = Math.sin(ts / 30_000) * 20;
  io.emit('latency', {
    items: [
      { svc: 'shop', pop: 'eu-west-1', ms: 120 + wave, ts },
      { svc: 'shop', pop: 'us-east-1', ms: 180 - wave, ts },
    ],
  });
  io.emit('rtt', { from: 'eu-west-1', to: 'us-east-1', ms: 72 + wave / 10, ts });
  io.emit('rtt', { from: 'us-east-1', to: 'eu-west-1', ms: 74 - wave / 10, ts });
}, 1_000);
console.log('Streaming on http://127.0.0.1:9300');
