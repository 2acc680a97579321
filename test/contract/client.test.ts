import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccess } from '../../electron/bindings/access.ts';
import { attachSocketBinding } from '../../electron/bindings/socket.ts';
import { createMemoryClient } from '../../renderer/client/memory-client.ts';
import { createSocketClient } from '../../renderer/client/socket-client.ts';
import { describeClientContract } from './client-contract.ts';
import { connectOverIpc } from './ipc-connection.ts';

describeClientContract('memory', { canLose: false }, async (hub) => {
  const client = createMemoryClient(hub);
  return { client, leave: () => client.close(), close: async () => client.close() };
});

describeClientContract('IPC', { canLose: false }, connectOverIpc);

describeClientContract('socket.io', { canLose: true }, async (hub) => {
  const http = createServer();
  const server = attachSocketBinding(http, hub, createAccess({ loopback: true, token: null }));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const client = createSocketClient(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  return {
    client,
    leave: () => client.close(),
    cut: async () => {
      for (const socket of server.sockets.sockets.values()) socket.conn.close();
    },
    async close() {
      client.close();
      await server.close();
    },
  };
});
