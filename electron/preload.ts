import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron/renderer';
import { ipcChannels, type VigilBridge } from '../shared/contract/ipc-bridge.ts';

/** The preload runs beside the page; of the page's globals it uses only these. */
declare function requestAnimationFrame(callback: () => void): number;
declare function setTimeout(callback: () => void, delayMs: number): unknown;

/** A hidden window has no animation frames: what it is told of alerts must reach it all the same, only seldomer. */
const HIDDEN_ACK_MS = 1_000;

/** Tells this document from the one before a reload, so that main never mixes their sessions. */
const pageId = crypto.randomUUID();
const listeners = new Set<(frame: Uint8Array) => void>();

function deliver(_event: IpcRendererEvent, frame: Uint8Array): void {
  for (const listener of listeners) listener(frame);
  let waits = true;
  const acknowledge = (): void => {
    if (waits) ipcRenderer.send(ipcChannels.ack, pageId);
    waits = false;
  };
  requestAnimationFrame(acknowledge);
  setTimeout(acknowledge, HIDDEN_ACK_MS);
}

const bridge: VigilBridge = {
  request: (name, payload) => ipcRenderer.invoke(ipcChannels.request, pageId, name, payload),
  subscribe(listener) {
    // Its own function per call: the same listener may subscribe twice and must unsubscribe once each.
    const own = (frame: Uint8Array): void => listener(frame);
    listeners.add(own);
    if (listeners.size === 1) ipcRenderer.send(ipcChannels.subscribe, pageId);
    return () => {
      if (listeners.delete(own) && listeners.size === 0) ipcRenderer.send(ipcChannels.unsubscribe, pageId);
    };
  },
  notify: (notice) => ipcRenderer.invoke(ipcChannels.notify, notice),
  setBadge: (badge) => ipcRenderer.send(ipcChannels.badge, badge),
};

ipcRenderer.on(ipcChannels.frame, deliver);
contextBridge.exposeInMainWorld('vigil', bridge);
