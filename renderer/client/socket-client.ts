import { io, type Socket } from 'socket.io-client';
import type { Client, LinkState } from '../../shared/contract/client.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import { type Failure, failure } from '../../shared/domain/failure.ts';
import { isRecord } from '../../shared/domain/is-record.ts';
import { err, type Result } from '../../shared/domain/result.ts';

const REQUEST_TIMEOUT_MS = 15_000;
/** A trial asks a real server several questions, each with a timeout of its own; a capsule is verified whole, a rule tried over a week. */
const SLOW_TIMEOUT_MS = 40_000;
const slowCommands: ReadonlySet<CommandName> = new Set(['testSource', 'openCapsule', 'previewRule']);
const RECONNECT_MIN_MS = 500;
const RECONNECT_MAX_MS = 5_000;

/** Bytes of an answer as the contract has them: browsers are handed an ArrayBuffer, Node a Buffer. */
function withBytes(answer: unknown): unknown {
  if (!isRecord(answer) || !isRecord(answer['value'])) return answer;
  const value = Object.entries(answer['value']).map(([name, part]) =>
    part instanceof ArrayBuffer || part instanceof Uint8Array ? [name, new Uint8Array(part)] : [name, part],
  );
  return { ...answer, value: Object.fromEntries(value) };
}

/** The contract over socket.io, reconnecting for ever. Frames are acknowledged so that a slow view gets merged ones. */
export function createSocketClient(url?: string): Client {
  const options = {
    transports: ['websocket'],
    // Connects with the first listener: the full frame must not arrive before anybody listens.
    autoConnect: false,
    reconnectionDelay: RECONNECT_MIN_MS,
    reconnectionDelayMax: RECONNECT_MAX_MS,
  };
  const socket: Socket = url === undefined ? io(options) : io(url, options);
  const frameListeners = new Set<(bytes: Uint8Array) => void>();
  const linkListeners = new Set<(state: LinkState) => void>();
  let link: LinkState = 'connecting';

  const setLink = (state: LinkState): void => {
    if (state === link) return;
    link = state;
    for (const listener of linkListeners) listener(state);
  };
  socket.on('connect', () => setLink('open'));
  socket.on('disconnect', () => setLink('lost'));
  socket.on('connect_error', () => {
    setLink('lost');
    // A refused handshake does not retry by itself.
    if (!socket.active) setTimeout(() => socket.connect(), RECONNECT_MAX_MS);
  });
  socket.on('frame', (bytes: ArrayBuffer | Uint8Array, acknowledge?: () => void) => {
    for (const listener of frameListeners) listener(new Uint8Array(bytes as ArrayBuffer));
    acknowledge?.();
  });

  return {
    async request<Name extends CommandName>(name: Name, payload: CommandRequest<Name>) {
      socket.connect();
      try {
        // The hub validates what it receives and answers with a Result; protocol versions were compared first.
        const answer = await socket
          .timeout(slowCommands.has(name) ? SLOW_TIMEOUT_MS : REQUEST_TIMEOUT_MS)
          .emitWithAck('request', name, payload);
        return withBytes(answer) as Result<CommandReply<Name>, Failure>;
      } catch {
        return err(failure('timeout', 'Vigil did not answer in time. It will be asked again.', true));
      }
    },
    onFrame(listener) {
      frameListeners.add(listener);
      socket.connect();
      return () => frameListeners.delete(listener);
    },
    onLink(listener) {
      linkListeners.add(listener);
      listener(link);
      return () => linkListeners.delete(listener);
    },
    close() {
      socket.disconnect();
    },
  };
}
