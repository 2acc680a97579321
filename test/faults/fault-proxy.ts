import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { freePort } from '../fixtures/machine.ts';

/** What a server presents: PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** What the wire does between a source and its server. */
export type WireMode =
  /** Everything passes, to this port. */
  | { readonly kind: 'pass'; readonly port: number; readonly certificate?: Certificate }
  /** Nobody listens. */
  | { readonly kind: 'refuse' }
  /** Connections are taken and cut as soon as something is asked. */
  | { readonly kind: 'reset' }
  /** Connections are taken and stay open; nothing comes back, ever. */
  | { readonly kind: 'blackhole' }
  /** Every request gets these bytes, whatever it asked. */
  | {
      readonly kind: 'answer';
      readonly bytes: Buffer;
      /** Afterwards: a proper end, a cut, or one more byte every so often. */
      readonly ending: 'end' | 'cut' | 'drip';
    };

/** A wire that can be broken, in front of a real server. */
export interface FaultProxy {
  readonly port: number;
  /** Takes effect at once, on open connections too. */
  become(mode: WireMode): Promise<void>;
  stop(): Promise<void>;
}

const DRIP_EVERY_MS = 300;
const MAX_HEAD_BYTES = 65_536;

/** Listens on a free loopback port and keeps it for as long as it lives. */
export async function startFaultProxy(initial: WireMode): Promise<FaultProxy> {
  let mode = initial;
  let server: Server | null = null;
  let port = await freePort();
  const open = new Set<Duplex>();

  const keep = <Kind extends Duplex>(socket: Kind): Kind => {
    open.add(socket);
    // Cutting wires is what this is for: how the ends complain is not of interest.
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  const serve = (raw: Socket): void => {
    keep(raw);
    const { certificate } = mode.kind === 'pass' ? mode : { certificate: undefined };
    const client =
      certificate === undefined ? raw : keep(new TLSSocket(raw, { isServer: true, ...certificate }));
    switch (mode.kind) {
      case 'pass':
        return passTo(mode.port, client, keep);
      case 'refuse':
        return void raw.destroy();
      case 'reset':
        return void client.once('data', () => raw.resetAndDestroy());
      case 'blackhole':
        return void client.resume();
      case 'answer':
        return answer(mode, client);
    }
  };
  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (server !== null) return resolve();
      server = createServer(serve);
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server?.address();
        if (typeof address === 'object' && address !== null) port = address.port;
        resolve();
      });
    });
  const closed = (): Promise<void> =>
    new Promise((resolve) => {
      const old = server;
      server = null;
      if (old === null) return resolve();
      old.close(() => resolve());
      for (const socket of open) socket.destroy();
    });

  await listen();
  if (initial.kind === 'refuse') await closed();
  return {
    get port() {
      return port;
    },
    async become(next) {
      mode = next;
      if (next.kind === 'refuse') return closed();
      // A blackhole keeps what is open and lets nothing through; everything else starts with a clean table.
      for (const socket of open) {
        if (next.kind !== 'blackhole') socket.destroy();
        else socket.unpipe().removeAllListeners('data').resume();
      }
      await listen();
    },
    stop: closed,
  };
}

function passTo(port: number, client: Duplex, keep: (socket: Socket) => Socket): void {
  const upstream = keep(connect(port, '127.0.0.1'));
  client.pipe(upstream).pipe(client);
  client.once('close', () => upstream.destroy());
  upstream.once('close', () => client.destroy());
}

function answer(mode: Extract<WireMode, { kind: 'answer' }>, client: Duplex): void {
  let head = '';
  client.on('data', (chunk: Buffer) => {
    head += chunk.toString('latin1');
    if (head.length > MAX_HEAD_BYTES) client.destroy();
    if (!head.includes('\r\n\r\n')) return;
    client.removeAllListeners('data');
    client.resume();
    if (mode.ending === 'end') return void client.end(mode.bytes);
    client.write(mode.bytes, () => {
      if (mode.ending === 'cut') return void client.destroy();
      const drip = setInterval(() => client.write('x'), DRIP_EVERY_MS);
      client.once('close', () => clearInterval(drip));
    });
  });
}
