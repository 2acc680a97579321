export type CdpParams = Readonly<Record<string, unknown>>;
type Listener = (params: CdpParams, sessionId: string | undefined) => void;

interface Pending {
  readonly resolve: (value: CdpParams) => void;
  readonly reject: (error: Error) => void;
}

/** A minimal DevTools client: commands and events of one Chromium, over one WebSocket. */
export class Cdp {
  private socket: WebSocket | null = null;
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private nextId = 1;

  /** Connects to the address Chromium prints as "DevTools listening on". */
  async connect(address: string): Promise<void> {
    const socket = new WebSocket(address);
    socket.addEventListener('message', (event) => this.receive(String(event.data)));
    socket.addEventListener('close', () => this.fail(new Error('Chromium closed the DevTools connection.')));
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error(`Cannot connect to ${address}.`)), {
        once: true,
      });
    });
    this.socket = socket;
  }

  /** Sends one command, to the browser or to an attached target. */
  send(method: string, params: CdpParams = {}, sessionId?: string): Promise<CdpParams> {
    const { socket } = this;
    if (socket === null) return Promise.reject(new Error('Chromium has not been started yet.'));
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  }

  /** Listens to one event; sessions are told apart by the second argument. */
  on(event: string, listener: Listener): () => void {
    const set = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, set.add(listener));
    return () => set.delete(listener);
  }

  close(): void {
    this.socket?.close();
  }

  private receive(text: string): void {
    const message = JSON.parse(text) as {
      id?: number;
      method?: string;
      params?: CdpParams;
      result?: CdpParams;
      error?: { message: string };
      sessionId?: string;
    };
    if (message.id === undefined) {
      for (const listener of this.listeners.get(message.method ?? '') ?? [])
        listener(message.params ?? {}, message.sessionId);
      return;
    }
    const pending = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.error === undefined) pending?.resolve(message.result ?? {});
    else pending?.reject(new Error(message.error.message));
  }

  private fail(error: Error): void {
    for (const pending of this.pending.values()) pending.reject(error);
    this.pending.clear();
  }
}
