/** The types of the socket.io protocol's packets that matter here, see its specification, version 5. */
const CONNECT = 0;
const EVENT = 2;
const BINARY_EVENT = 5;

/** A packet as the manager tells it: taken from the wire, so nothing about it is sure. */
interface WirePacket {
  readonly type: number;
  readonly nsp: string;
  readonly data?: unknown;
  readonly id?: number | undefined;
}

/**
 * What connection state recovery needs to go on with an earlier connection: the private id of the session and the
 * offset of the last event. A server that keeps sessions tells the first when it accepts and adds the second as last
 * argument to every event it could send again.
 *
 * It is carried from one connection to the next by hand, because each of ours is made afresh; socket.io-client would
 * keep it in a socket that is used again. Recovery is an optimisation and nothing else: the login is presented with
 * every connection, the subscription is sent again, and a server that forgot the session costs nothing.
 */
export interface Session {
  /** To be sent with the login. */
  offer(): Readonly<Record<string, string>>;
  /** Looks at every packet before it is handled; tells when the server accepted, and whether it recovered. */
  packet(packet: WirePacket, accepted: (recovered: boolean) => void): void;
  /** Which transport the next connection tries first. */
  transports(): readonly ('websocket' | 'polling')[];
  /** An attempt got no answer at all: something on the way may swallow WebSockets, so the other is tried first. */
  unanswered(): void;
}

export function createSession(namespace: string): Session {
  let id: string | null = null;
  let offset: string | null = null;
  let pollingFirst = false;
  return {
    transports: () => (pollingFirst ? ['polling', 'websocket'] : ['websocket', 'polling']),
    unanswered() {
      pollingFirst = !pollingFirst;
    },
    offer: () => (id === null || offset === null ? {} : { pid: id, offset }),
    packet({ type, nsp, data, id: acknowledgement }, accepted) {
      if (nsp !== namespace) return;
      if (type === CONNECT) {
        const told = textField(data, 'pid');
        const recovered = told !== null && told === id && offset !== null;
        if (!recovered) offset = null;
        id = told;
        accepted(recovered);
        return;
      }
      // An event that wants an acknowledgement cannot be sent again, so it carries no offset.
      if ((type !== EVENT && type !== BINARY_EVENT) || id === null || acknowledgement !== undefined) return;
      const lastArgument: unknown = Array.isArray(data) && data.length > 1 ? data.at(-1) : undefined;
      if (typeof lastArgument === 'string') offset = lastArgument;
    },
  };
}

function textField(data: unknown, name: string): string | null {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return null;
  const value: unknown = Reflect.get(data, name);
  return typeof value === 'string' && value !== '' ? value : null;
}
