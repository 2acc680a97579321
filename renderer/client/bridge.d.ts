import type { VigilBridge } from '../../shared/contract/ipc-bridge.ts';

declare global {
  interface Window {
    /** Present only in the desktop app, put there by its preload. */
    readonly vigil?: VigilBridge;
  }
}
