import { Manager, type Socket } from 'socket.io-client';
import type { Clock } from '../../clock.ts';
import type { SocketioSourceConfig } from '../../config/source-schemas/socketio.ts';
import { watchLiveness } from '../policy/liveness.ts';
import { withoutUserInfo } from '../policy/masked-address.ts';
import type { SocketOptions } from '../policy/socket-options.ts';
import type { StreamConnection, StreamEvents } from '../stream/create-stream-source.ts';
import { connectErrorWords, disconnectWords } from './connect-words.ts';
import { createPeerQuestion, pausable } from './peer-question.ts';
import { createProbe } from './probe.ts';
import type { Session } from './session.ts';

/** The handshake, including the namespace's answer, may take this long. */
const CONNECT_WITHIN_MS = 6_000;

/** What Vigil presents with every connection, a recovered one too. */
export interface Login {
  /** Given to the server's middleware as `auth.token`. */
  readonly token: string | null;
  readonly options: SocketOptions;
}

/**
 * Makes one attempt and holds the connection while it lasts. It never reconnects: a fresh connection is
 * opened by the caller, so that no state of a broken one survives, and so that a rejection by a server's
 * middleware, after which socket.io would give up (`socket.active` is false), is retried like any failure.
 *
 * @param session outlives the connection: what the server needs to send what was missed in between
 */
export function openConnection(
  config: SocketioSourceConfig,
  { token, options }: Login,
  session: Session,
  clock: Clock,
  events: StreamEvents,
): StreamConnection {
  const { url } = withoutUserInfo(config.url);
  const { headers, agent, warnings, ...tls } = options;
  const path = `${url.pathname.replace(/\/+$/, '')}${config.path}`;
  const manager = new Manager(`${url.origin}/${url.search}`, {
    path,
    transports: [...session.transports()],
    tryAllTransports: true,
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    // The timer below comes first.
    timeout: 2 * CONNECT_WITHIN_MS,
    extraHeaders: { ...headers },
    // Handed on to the ws package: certificates, proxy, and that a message beyond it ends the connection instead of filling the memory.
    ...({ ...tls, agent, maxPayload: config.maxReplyMegabytes * 1_048_576 } as object),
  });
  const socket: Socket = manager.socket(config.namespace, {
    auth: (answer: (data: object) => void) =>
      answer({ ...session.offer(), ...(token === null ? {} : { token }) }),
  });
  const probeUrl = new URL(url.origin);
  probeUrl.pathname = `${path}/`;
  probeUrl.search = '?EIO=4&transport=polling&sid=vigil-liveness';
  const question = createPeerQuestion(
    () => manager.engine?.transport,
    createProbe(probeUrl, headers, agent, clock),
    url.host,
  );
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
    question.close();
    return true;
  };
  const end = (sentence: string, certain: boolean): void => {
    if (finish()) events.ended(sentence, certain);
  };
  const cancelConnectTimer = clock.setTimeout(() => {
    session.unanswered();
    end(`${url.host} did not accept a socket.io connection within ${CONNECT_WITHIN_MS / 1_000} s.`, true);
  }, CONNECT_WITHIN_MS);

  let recovered = false;
  const emit = (message: { readonly event: string; readonly payload?: unknown } | undefined): void => {
    if (message === undefined) return;
    if (message.payload === undefined) socket.emit(message.event);
    else socket.emit(message.event, message.payload);
  };

  // Registered before the socket's own listener, so it knows first what a packet is about to do.
  manager.on('packet', (packet) =>
    session.packet(packet, (isRecovered) => {
      recovered = isRecovered;
      events.opened(isRecovered);
    }),
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
    emit(config.subscribe);
    events.connected(recovered);
  });
  socket.on('connect_error', (error) => {
    cancelConnectTimer();
    const words = connectErrorWords(error, url.host, config.namespace);
    if (words !== null) end(words, false);
    else void question.why().then((reason) => end(reason, false));
  });
  socket.on('disconnect', (reason) => end(disconnectWords(reason, url.host), false));
  const take = (event: string, args: readonly unknown[]): void => {
    const acknowledge = args.at(-1);
    events.arrived(() => {
      events.message(event, args[0]);
      // Malformed or not, it was taken in: sent again it would be no better.
      if (typeof acknowledge === 'function') acknowledge();
    });
  };
  // Numbers count over all events, so those nobody declared have to be looked at too.
  if (config.sequence !== undefined) socket.onAny((event: string, ...args: unknown[]) => take(event, args));
  else for (const event of Object.keys(config.events)) socket.on(event, (...args) => take(event, args));
  socket.connect();

  return {
    flow: {
      pause: () => pausable(manager.engine?.transport)?.pause(),
      resume: () => pausable(manager.engine?.transport)?.resume(),
    },
    warnings,
    resync: () => {
      if (socket.connected) emit(config.resync);
    },
    close() {
      finish();
      return Promise.resolve();
    },
  };
}
