import { WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import type { WebSocketSourceConfig } from '../../config/source-schemas/websocket.ts';
import { watchLiveness } from '../policy/liveness.ts';
import { withoutUserInfo } from '../policy/masked-address.ts';
import type { SocketOptions } from '../policy/socket-options.ts';
import type { StreamConnection, StreamEvents } from '../stream/create-stream-source.ts';
import { closeWords, socketErrorWords, upgradeWords } from './close-words.ts';
import { createMessageReader } from './read-message.ts';

/** The handshake may take this long. */
const CONNECT_WITHIN_MS = 6_000;

/**
 * Makes one attempt and holds the connection while it lasts.
 *
 * Text frames are checked for UTF-8 by the protocol; binary frames are read as UTF-8 text too. Size is limited after
 * decompression (`maxPayload`), so a small frame that unpacks to gigabytes ends the connection and nothing else.
 */
export function openConnection(
  config: WebSocketSourceConfig,
  { warnings, headers, ...reach }: SocketOptions,
  clock: Clock,
  events: StreamEvents,
): StreamConnection {
  const { url } = withoutUserInfo(config.url);
  const { host } = url;
  const socket = new WebSocket(url, [...config.protocols], {
    ...reach,
    headers: { ...headers },
    maxPayload: config.maxReplyMegabytes * 1_048_576,
    followRedirects: false,
    handshakeTimeout: CONNECT_WITHIN_MS,
  });
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const read = createMessageReader(config, events);
  let over = false;
  let trouble: string | null = null;
  let stopWatching: () => void = () => undefined;
  let heard: () => void = () => undefined;

  const finish = (): boolean => {
    if (over) return false;
    over = true;
    heard = () => undefined;
    cancelConnectTimer();
    stopWatching();
    return true;
  };
  const end = (sentence: string, certain: boolean): void => {
    if (!finish()) return;
    // Without waiting for the peer to agree: it may be dead.
    socket.terminate();
    events.ended(sentence, certain);
  };
  const cancelConnectTimer = clock.setTimeout(
    () => end(`${host} did not accept a WebSocket connection within ${CONNECT_WITHIN_MS / 1_000} s.`, true),
    CONNECT_WITHIN_MS,
  );
  const sendAll = (messages: readonly unknown[]): void => {
    if (socket.readyState !== WebSocket.OPEN) return;
    for (const message of messages) socket.send(JSON.stringify(message));
  };

  socket.on('open', () => {
    if (over) return;
    cancelConnectTimer();
    const liveness = watchLiveness({
      clock,
      ask: () => {
        if (socket.readyState === WebSocket.OPEN) socket.ping();
      },
      alive: events.alive,
      dead: () => end(`${host} stopped answering; the connection looks open but is dead.`, true),
    });
    stopWatching = liveness.stop;
    // A server that shakes hands and then says nothing is not there: only a sign of life makes it live.
    heard = () => {
      heard = liveness.heard;
      heard();
      events.connected(false);
    };
    events.opened(false);
    sendAll(config.subscribe);
    socket.ping();
  });
  socket.on('pong', () => heard());
  socket.on('ping', () => heard());
  socket.on('message', (data, isBinary) => {
    if (over) return;
    heard();
    // Other kinds of data have to be asked for, which is not done here.
    if (!Buffer.isBuffer(data)) return;
    if (!isBinary) return read(data.toString('utf8'));
    try {
      read(utf8.decode(data));
    } catch {
      events.arrived(() => events.refused(1, 'A binary message is not UTF-8 text.'));
    }
  });
  socket.on('unexpected-response', (request, response) => {
    request.destroy();
    end(upgradeWords(response.statusCode ?? 0, response.headers.location, host), false);
  });
  // Always followed by `close`, which knows less.
  socket.on('error', (error) => {
    trouble = socketErrorWords(error, host, config.maxReplyMegabytes);
  });
  socket.on('close', (code, reason) =>
    end(trouble ?? closeWords(code, reason.toString('utf8'), host), false),
  );

  return {
    flow: {
      pause: () => socket.pause(),
      resume: () => socket.resume(),
    },
    warnings,
    resync: () => sendAll(config.resync),
    close() {
      finish();
      socket.terminate();
      return Promise.resolve();
    },
  };
}
