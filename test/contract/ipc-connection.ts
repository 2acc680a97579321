import { EventEmitter } from 'node:events';
import type { IpcMain } from 'electron/main';
import { vi } from 'vitest';
import { bindIpc } from '../../electron/bindings/ipc.ts';
import { silentLog } from '../../electron/core/log.ts';
import { createIpcClient } from '../../renderer/client/ipc-client.ts';
import type { Hub } from '../../shared/contract/client.ts';
import type { VigilBridge } from '../../shared/contract/ipc-bridge.ts';
import { FakeContents, fakeFrame } from '../unit/electron/shell/fakes.ts';
import type { Connection } from './client-contract.ts';

/** A window's contents whose messages arrive in its page. */
class WiredContents extends FakeContents {
  private readonly page: EventEmitter;

  constructor(page: EventEmitter) {
    super();
    this.page = page;
  }

  override send(channel: string, ...payload: unknown[]): void {
    this.page.emit(channel, {}, ...structuredClone(payload));
  }
}

type Handler = Parameters<IpcMain['handle']>[1];

/**
 * The IPC transport end to end: the real binding, the real preload and the real client. Only the wire between the
 * two processes is ours, and it clones like Electron's.
 */
export async function connectOverIpc(hub: Hub): Promise<Connection> {
  const frame = fakeFrame('app://vigil/#/overview');
  const handlers = new Map<string, Handler>();
  const ipcMain = Object.assign(new EventEmitter(), {
    handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
    removeHandler: (channel: string) => void handlers.delete(channel),
  });
  const toPage = new EventEmitter();
  const contents = new WiredContents(toPage);
  const event = (): never => ({ sender: contents.asWebContents(), senderFrame: frame }) as never;
  const shell = { notify: () => false, setBadge: () => undefined };
  const binding = bindIpc({ ipcMain: ipcMain as unknown as IpcMain, hub, shell, log: silentLog });
  binding.admit(contents.asWebContents());

  let bridge: VigilBridge | null = null;
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setImmediate(callback));
  vi.doMock('electron/renderer', () => ({
    contextBridge: {
      exposeInMainWorld: (_name: string, exposed: VigilBridge) => {
        bridge = exposed;
      },
    },
    ipcRenderer: {
      invoke: async (channel: string, ...payload: unknown[]) =>
        structuredClone(await handlers.get(channel)?.(event(), ...structuredClone(payload))),
      send: (channel: string, ...payload: unknown[]) =>
        ipcMain.emit(channel, event(), ...structuredClone(payload)),
      on: (channel: string, listener: (...payload: unknown[]) => void) => toPage.on(channel, listener),
    },
  }));
  vi.resetModules();
  await import('../../electron/preload.ts');
  if (bridge === null) throw new Error('The preload exposed nothing.');
  const client = createIpcClient(bridge);
  return {
    client,
    leave: () => contents.destroy(),
    async close() {
      client.close();
      binding.close();
    },
  };
}
