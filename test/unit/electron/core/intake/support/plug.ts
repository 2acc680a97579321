import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP relay whose plug can be pulled: connections stay open and nothing passes any more. */
export interface Plug {
  readonly url: string;
  pull(): void;
  putBack(): void;
  close(): Promise<void>;
}

export async function createPlug(targetPort: number): Promise<Plug> {
  let pulled = false;
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => sockets.delete(client));
    if (pulled) return void client.pause();
    const target = connect(targetPort, '127.0.0.1');
    sockets.add(target);
    target.on('error', () => client.destroy());
    target.on('close', () => {
      sockets.delete(target);
      if (!pulled) client.destroy();
    });
    client.on('close', () => target.destroy());
    client.on('data', (chunk) => pulled || target.write(chunk));
    target.on('data', (chunk) => pulled || client.write(chunk));
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    pull: () => {
      pulled = true;
    },
    putBack: () => {
      pulled = false;
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => relay.close(() => resolve()));
    },
  };
}
