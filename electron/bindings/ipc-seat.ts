import type { WebContents } from 'electron/main';
import type { Hub, Session } from '../../shared/contract/client.ts';
import { ipcChannels } from '../../shared/contract/ipc-bridge.ts';

/** Frames sent and not yet painted; at this many the hub merges instead. Two keep a fast window fed. */
export const MAX_FRAMES_IN_FLIGHT = 2;

type FrameTarget = Pick<WebContents, 'send' | 'isDestroyed'>;

/** One document of one window, as the hub's client. */
export interface IpcSeat {
  readonly pageId: string;
  request: Session['request'];
  subscribe(): void;
  unsubscribe(): void;
  acknowledge(): void;
  close(): void;
}

/** A document's connection to the hub: opened by its first message, with frames only while it is subscribed. */
export function createIpcSeat(hub: Hub, contents: FrameTarget, pageId: string): IpcSeat {
  let session: Session | null = null;
  let subscribed = false;
  let inFlight = 0;
  let closed = false;

  const open = (): Session => {
    session ??= hub.connect({
      send(frame) {
        // A frame nobody listens to is dropped: subscribing asks for a full one.
        if (closed || !subscribed || contents.isDestroyed()) return;
        inFlight += 1;
        // Structured clone carries the whole buffer under a view, so a view of a larger one is copied out first.
        const whole = frame.byteLength === frame.buffer.byteLength;
        contents.send(ipcChannels.frame, whole ? frame : frame.slice());
      },
      isBusy: () => !subscribed || inFlight >= MAX_FRAMES_IN_FLIGHT,
    });
    return session;
  };

  return {
    pageId,
    request: (name, payload) => open().request(name, payload),
    subscribe() {
      if (subscribed) return;
      subscribed = true;
      inFlight = 0;
      // A new session starts with a full frame of its own; an older one has to be asked.
      if (session === null) open();
      else void session.request('resync', { reason: 'The window subscribed.' });
    },
    unsubscribe() {
      subscribed = false;
    },
    acknowledge() {
      inFlight = Math.max(0, inFlight - 1);
    },
    close() {
      if (closed) return;
      closed = true;
      session?.close();
    },
  };
}
