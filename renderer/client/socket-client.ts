import { io, type Socket } from 'socket.io-client';
import type { Client, LinkState } from '../../shared/contract/client.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import { type Failure, failure } from '../../shared/domain/failure.ts';
import { err, type Result } from '../../shared/domain/result.ts';

const REQUEST_TIMEOUT_MS = 15_000;
/** A trial asks a real server several questions, each with a timeout of its own. */
const TRIAL_TIMEOUT_MS = 40_000;
const RECONNECT_MIN_MS = 500;
const RECONNECT_MAX_MS = 5_000;

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
        return (await socket
          .timeout(name === 'testSource' ? TRIAL_TIMEOUT_MS : REQUEST_TIMEOUT_MS)
          .emitWithAck('request', name, payload)) as Result<CommandReply<Name>, Failure>;
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
