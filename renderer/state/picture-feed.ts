import type { Client, LinkState } from '../../shared/contract/client.ts';
import { decodeFrame } from '../../shared/contract/frame-codec.ts';
import { applyFrame, type Picture } from '../../shared/contract/picture.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import { shownFrame } from './shown-names.ts';

/** Frames waiting for the next animation frame; beyond this the feed asks for a full frame instead. */
const MAX_QUEUED_FRAMES = 256;

/** What the feed tells the store; called at most once per animation frame. */
export interface FeedListener {
  onPicture(picture: Picture, receivedAtMs: number): void;
  onLink(link: LinkState): void;
  /** What this seat may do, with every new connection. */
  onSeat(capabilities: readonly string[]): void;
}

export interface FeedDeps {
  readonly client: Client;
  readonly clientKind: 'desktop' | 'browser' | 'test';
  /** Runs a callback at the next frame; requestAnimationFrame in a page. */
  readonly schedule: (callback: () => void) => void;
  /** This machine's clock, for the offset to the hub's. */
  readonly nowMs: () => number;
}

/**
 * Turns a client's frames into pictures: queues bytes, folds all of them once per animation frame,
 * and asks for a full frame when one was lost. Returns the function that ends it.
 */
export function startPictureFeed(deps: FeedDeps, listener: FeedListener): () => void {
  let picture: Picture | null = null;
  let queue: Uint8Array[] = [];
  let scheduled = false;
  let awaitingFull = false;
  /** Set when the queue ran over, as in a hidden window: everything until the next fold is then useless. */
  let overflowed = false;
  let closed = false;

  const resync = (reason: string): void => {
    if (awaitingFull) return;
    awaitingFull = true;
    void deps.client.request('resync', { reason });
  };

  const fold = (): void => {
    scheduled = false;
    if (closed) return;
    if (overflowed) {
      overflowed = false;
      awaitingFull = false;
      resync(`More than ${MAX_QUEUED_FRAMES} frames waited to be drawn.`);
      return;
    }
    const frames = queue;
    queue = [];
    let changed = false;
    for (const bytes of frames) {
      const frame = decodeFrame(bytes);
      if (!frame.ok) {
        resync(frame.error);
        continue;
      }
      if (awaitingFull && frame.value.kind === 'delta') continue;
      const applied = applyFrame(picture, shownFrame(frame.value));
      if (!applied.ok) {
        resync(applied.error.message);
        continue;
      }
      if (frame.value.kind === 'full') awaitingFull = false;
      picture = applied.value;
      changed = true;
    }
    if (changed && picture !== null) listener.onPicture(picture, deps.nowMs());
  };

  const offFrame = deps.client.onFrame((bytes) => {
    if (queue.length >= MAX_QUEUED_FRAMES) {
      queue = [];
      overflowed = true;
    }
    if (!overflowed) queue.push(bytes);
    if (!scheduled) {
      scheduled = true;
      deps.schedule(fold);
    }
  });
  const offLink = deps.client.onLink((link) => {
    listener.onLink(link);
    if (link !== 'open') return;
    // A new connection starts with a full frame of its own.
    awaitingFull = false;
    void deps.client
      .request('hello', { protocol: PROTOCOL_VERSION, client: deps.clientKind })
      .then((hello) => {
        if (!closed && hello.ok && hello.value.protocol !== PROTOCOL_VERSION) listener.onLink('refused');
        else if (!closed && hello.ok) listener.onSeat(hello.value.capabilities);
        if (!closed && !hello.ok && hello.error.kind === 'incompatible') listener.onLink('refused');
      });
  });
  return () => {
    closed = true;
    offFrame();
    offLink();
  };
}
