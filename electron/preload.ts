import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron/renderer';
import { ipcChannels, type VigilBridge } from '../shared/contract/ipc-bridge.ts';

/** The preload runs beside the page; of the page's globals it uses only this one. */
declare function requestAnimationFrame(callback: () => void): number;

/** Tells this document from the one before a reload, so that main never mixes their sessions. */
const pageId = crypto.randomUUID();
const listeners = new Set<(frame: Uint8Array) => void>();

function deliver(_event: IpcRendererEvent, frame: Uint8Array): void {
  for (const listener of listeners) listener(frame);
  // A hidden window has no animation frames: it does not acknowledge, and main merges what it misses.
  requestAnimationFrame(() => ipcRenderer.send(ipcChannels.ack, pageId));
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
};

ipcRenderer.on(ipcChannels.frame, deliver);
contextBridge.exposeInMainWorld('vigil', bridge);
