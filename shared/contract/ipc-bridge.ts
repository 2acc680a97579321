import type { ShellBadge, ShellNotice } from './shell-notices.ts';

/** Channels between preload and main; few on purpose, and named nowhere else. */
export const ipcChannels = {
  /** invoke: page id, command name, payload → Result. */
  request: 'vigil:request',
  /** page → main: page id. From now on frames are wanted. */
  subscribe: 'vigil:subscribe',
  /** page → main: page id. */
  unsubscribe: 'vigil:unsubscribe',
  /** page → main: page id. One frame was delivered and the page painted after it. */
  ack: 'vigil:ack',
  /** main → page: one encoded frame. */
  frame: 'vigil:frame',
  /** invoke: one notice → whether the system shows it. */
  notify: 'vigil:notify',
  /** page → main: what the task bar or the dock is to show. */
  badge: 'vigil:badge',
} as const;

/** What the preload exposes to the page as `window.vigil`: these functions and nothing else. */
export interface VigilBridge {
  /** Sends one command; resolves to the hub's Result. Rejects only when the main process is gone. */
  request(name: string, payload: unknown): Promise<unknown>;
  /** Delivers every frame until the returned function is called. */
  subscribe(listener: (frame: Uint8Array) => void): () => void;
  /** Shows a notification of the system; false where it has none. A click leads the window to its address. */
  notify(notice: ShellNotice): Promise<boolean>;
  setBadge(badge: ShellBadge): void;
}
