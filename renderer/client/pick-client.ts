import type { Client } from '../../shared/contract/client.ts';
import { createIpcClient } from './ipc-client.ts';
import { createSocketClient } from './socket-client.ts';

/** The desktop app's preload offers a bridge; a browser has none and speaks to the server the page came from. */
export function pickClient(): Client {
  return window.vigil === undefined ? createSocketClient() : createIpcClient(window.vigil);
}
