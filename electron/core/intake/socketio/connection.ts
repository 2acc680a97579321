import { Manager, type Socket } from 'socket.io-client';
import type { Clock } from '../../clock.ts';
import type { SocketioSourceConfig } from '../../config/source-schemas/socketio.ts';
import { MAX_BODY_BYTES } from '../policy/http-text.ts';
import { watchLiveness } from '../policy/liveness.ts';
import { withoutUserInfo } from '../policy/masked-address.ts';
import { connectErrorWords, disconnectWords } from './connect-words.ts';
import { createPeerQuestion } from './peer-question.ts';

/** The handshake, including the namespace's answer, may take this long. */
const CONNECT_WITHIN_MS = 6_000;

/** What happens on one connection. After `ended` nothing more is called. */
export interface ConnectionEvents {
  readonly connected: () => void;
  /** The peer is known to be there, at least every few seconds. */
  readonly alive: () => void;
  readonly message: (event: string, payload: unknown) => void;
  /** @param certain the peer was given its time and is gone; false when it may come back at once */
  readonly ended: (sentence: string, certain: boolean) => void;
}

/** One connection, from its attempt to its end. */
export interface Connection {
  close(): Promise<void>;
}

function plainHeaders(headers: SocketioSourceConfig['headers']): Record<string, string> {
  const plain = Object.entries(headers ?? {}).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return Object.fromEntries(plain);
}

/**
 * Makes one attempt and holds the connection while it lasts. It never reconnects: a fresh connection is
 * opened by the caller, so that no state of a broken one survives, and so that a rejection by a server's
 * middleware, after which socket.io would give up (`socket.active` is false), is retried like any failure.
 *
 * @param token given to the server's middleware as `auth.token`
 */
export function openConnection(
  config: SocketioSourceConfig,
  token: string | null,
  clock: Clock,
  events: ConnectionEvents,
): Connection {
  const { url, authorization } = withoutUserInfo(config.url);
  const path = `${url.pathname.replace(/\/+$/, '')}${config.path}`;
  const headers = { ...plainHeaders(config.headers), ...(authorization === null ? {} : { authorization }) };
  const manager = new Manager(`${url.origin}/${url.search}`, {
    path,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: CONNECT_WITHIN_MS,
    extraHeaders: headers,
    // Read by the ws package: a message beyond it ends the connection instead of filling the memory.
    ...({ maxPayload: MAX_BODY_BYTES } as object),
  });
  const socket: Socket = manager.socket(config.namespace, {
    auth: (answer: (data: object) => void) => answer(token === null ? {} : { token }),
  });
  const probeUrl = new URL(url.origin);
  probeUrl.pathname = `${path}/`;
  probeUrl.search = '?EIO=4&transport=polling&sid=vigil-liveness';
  const question = createPeerQuestion(() => manager.engine?.transport, probeUrl, headers, clock);
  let over = false;
  let stopWatching: () => void = () => undefined;

  const finish = (): boolean => {
    if (over) return false;
    over = true;
    cancelConnectTimer();
    stopWatching();
    socket.off();
    manager.off();
    question.cut();
    socket.disconnect();
    manager.engine?.close();
    void question.close();
    return true;
  };
  const end = (sentence: string, certain: boolean): void => {
    if (finish()) events.ended(sentence, certain);
  };
  const cancelConnectTimer = clock.setTimeout(
    () =>
      end(`${url.host} did not accept a socket.io connection within ${CONNECT_WITHIN_MS / 1_000} s.`, true),
    CONNECT_WITHIN_MS,
  );

  socket.on('connect', () => {
    cancelConnectTimer();
    const liveness = watchLiveness({
      clock,
      ask: () => question.ask(liveness.heard),
      alive: events.alive,
      dead: () => end(`${url.host} stopped answering; the connection looks open but is dead.`, true),
    });
    stopWatching = liveness.stop;
    manager.engine?.on('packet', liveness.heard);
    events.connected();
    const { subscribe } = config;
    if (subscribe !== undefined) {
      if (subscribe.payload === undefined) socket.emit(subscribe.event);
      else socket.emit(subscribe.event, subscribe.payload);
    }
  });
  socket.on('connect_error', (error) => {
    cancelConnectTimer();
    const words = connectErrorWords(error, url.host, config.namespace);
    if (words !== null) end(words, false);
    else void question.why().then((reason) => end(reason, false));
  });
  socket.on('disconnect', (reason) => end(disconnectWords(reason, url.host), false));
  for (const event of Object.keys(config.events)) {
    socket.on(event, (payload: unknown) => events.message(event, payload));
  }
  socket.connect();

  return {
    async close() {
      finish();
      await question.close();
    },
  };
}
