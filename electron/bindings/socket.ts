import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Hub } from '../../shared/contract/client.ts';
import type { Access } from './access.ts';

/** Frames sent but not yet acknowledged by a client; at this many it counts as busy and gets merged ones. */
const MAX_FRAMES_IN_FLIGHT = 3;
/** Requests are small; whatever is larger is not one of ours. */
const MAX_REQUEST_BYTES = 256 * 1024;
const PING_INTERVAL_MS = 5_000;

/**
 * The contract over socket.io: `request` with an acknowledgement, `frame` as binary.
 * WebSocket only: CORS does not guard it, so origin, host and token are checked at the handshake.
 */
export function attachSocketBinding(http: HttpServer, hub: Hub, access: Access): Server {
  const server = new Server(http, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MAX_REQUEST_BYTES,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_INTERVAL_MS,
    allowRequest: (request: IncomingMessage, decide) => {
      const refusal = access.refusalFor(request, { checkOrigin: true });
      decide(refusal?.message ?? null, refusal === null);
    },
  });
  server.on('connection', (socket) => {
    let inFlight = 0;
    const session = hub.connect({
      send(frame) {
        inFlight += 1;
        socket.emit('frame', frame, () => {
          inFlight -= 1;
        });
      },
      isBusy: () => inFlight >= MAX_FRAMES_IN_FLIGHT,
    });
    socket.on('request', (name: unknown, payload: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      void session.request(name, payload).then((result) => answer(result));
    });
    socket.on('disconnect', () => session.close());
  });
  return server;
}
