import { endpointWords } from './connect-words.ts';
import type { Probe } from './probe.ts';

/** The part of the `ws` package's socket that is used; engine.io-client keeps it on its transport. */
interface PingableSocket {
  ping(): void;
  on(event: 'pong', listener: () => void): unknown;
  terminate(): void;
  readonly readyState: number;
}

const OPEN = 1;

/** Answers of a proxy whose server is gone; every other answer proves that somebody is there. */
const proxyFailures: ReadonlySet<number> = new Set([502, 503, 504]);

/** Asks the peer of a connection for a sign of life. */
export interface PeerQuestion {
  ask(heard: () => void): void;
  /** Why no connection comes about, as far as a plain request can tell. */
  why(): Promise<string>;
  /** Cuts the connection without waiting for the peer to agree. */
  cut(): void;
  close(): void;
}

/**
 * Two ways that need no cooperation of the application:
 *
 * - over a WebSocket, the protocol's own ping: RFC 6455 obliges every peer to answer it, and it tests the
 *   very connection the data comes through;
 * - over HTTP polling, a GET with a session id that does not exist: engine.io answers 400 at once and keeps
 *   nothing, where a real handshake would leave a session behind every time.
 *
 * @param transport the engine.io transport in use, looked at anew for each question since it may upgrade
 * @param probe asks the engine.io endpoint
 */
export function createPeerQuestion(transport: () => unknown, probe: Probe, host: string): PeerQuestion {
  let listened: PingableSocket | null = null;

  return {
    ask(heard) {
      const socket = pingable(transport());
      if (socket === null) {
        void probe.ask().then((reply) => {
          if (reply.ok && !proxyFailures.has(reply.value.status)) heard();
        });
        return;
      }
      if (listened !== socket) socket.on('pong', heard);
      listened = socket;
      if (socket.readyState === OPEN) socket.ping();
    },
    async why() {
      const reply = await probe.ask();
      if (!reply.ok) return reply.error;
      const isEngine = reply.value.status === 400 && reply.value.body.includes('"code"');
      return isEngine
        ? `${host} speaks socket.io, but neither WebSocket nor polling comes through.`
        : endpointWords(reply.value.status, host);
    },
    cut() {
      pingable(transport())?.terminate();
    },
    close: () => probe.close(),
  };
}

function pingable(transport: unknown): PingableSocket | null {
  return socketWith<PingableSocket>(transport, ['ping', 'on', 'terminate']);
}

/** Reading from a WebSocket can be paused; a polling server is slowed down by being asked later anyway. */
export function pausable(transport: unknown): { pause(): void; resume(): void } | null {
  return socketWith(transport, ['pause', 'resume']);
}

function socketWith<T extends object>(transport: unknown, methods: readonly (keyof T & string)[]): T | null {
  if (typeof transport !== 'object' || transport === null || !('ws' in transport)) return null;
  const socket: unknown = transport.ws;
  if (typeof socket !== 'object' || socket === null) return null;
  const isThere = methods.every((name) => typeof Reflect.get(socket, name) === 'function');
  return isThere ? (socket as T) : null;
}
