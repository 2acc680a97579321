import { EventEmitter } from 'node:events';
import type { Event, WebContents, WebFrameMain } from 'electron/main';
import type { Log } from '../../../../electron/core/log.ts';

/** A log that keeps its lines. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, info: (message) => void lines.push(message), warn: (message) => void lines.push(message) };
}

/** An event whose preventDefault can be seen. */
export function fakeEvent<Facts extends object>(facts: Facts): Event<Facts> & { defaultPrevented: boolean } {
  const event = {
    ...facts,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return event as unknown as Event<Facts> & { defaultPrevented: boolean };
}

/** The part of a WebFrameMain that the sender check reads. */
export function fakeFrame(url: string, parent: WebFrameMain | null = null): WebFrameMain {
  return { url, parent } as WebFrameMain;
}

type Sent = { readonly channel: string; readonly args: readonly unknown[] };

/** A WebContents that records what is sent to it and emits what tests tell it to. */
export class FakeContents extends EventEmitter {
  readonly sent: Sent[] = [];
  destroyed = false;
  openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null;
  readonly id: number;

  constructor(id = 1) {
    super();
    this.id = id;
  }

  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.destroyed) throw new Error('Object has been destroyed');
    this.sent.push({ channel, args: structuredClone(args) });
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('destroyed');
  }

  /** The one place where the fake claims to be the whole of Electron's class. */
  asWebContents(): WebContents {
    return this as unknown as WebContents;
  }
}
