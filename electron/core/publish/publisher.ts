import type { Outlet } from '../../../shared/contract/client.ts';
import { encodeFrame } from '../../../shared/contract/frame-codec.ts';
import type { Board } from '../board/board.ts';
import type { Clock } from '../clock.ts';
import { guarded } from '../guarded.ts';
import type { Log } from '../log.ts';
import { buildFrame } from './frame-builder.ts';
import type { SectionStamps } from './section-stamps.ts';

/** Changes within this time travel in one frame. The first one after a pause leaves at once. */
export const COALESCE_MS = 100;
/** Most connected clients; further ones are refused. */
export const MAX_CLIENTS = 200;
/** Byte offset of `seq` in an encoded frame, see shared/contract/frame-codec. */
const SEQ_OFFSET = 12;

interface Subscriber {
  readonly outlet: Outlet;
  /** Everything up to this tick was sent; 0 asks for a full frame. */
  sentTick: number;
  seq: number;
}

export interface PublisherDeps {
  readonly board: Board;
  readonly sections: SectionStamps;
  readonly clock: Clock;
  readonly epoch: number;
  /** Brings board and sections up to date just before frames are made. */
  readonly refresh: (nowMs: number) => void;
  readonly log: Log;
}

/**
 * Sends pictures: to each client first a full frame, then deltas of everything that changed since its own last
 * frame. A busy client is skipped and later gets one merged delta; nothing is queued for it.
 */
export class Publisher {
  framesSent = 0;
  framesMerged = 0;
  private readonly deps: PublisherDeps;
  private readonly subscribers = new Set<Subscriber>();
  private epoch: number;
  private publishedCatalogueVersion = -1;
  private lastPublishMonotonicMs = Number.NEGATIVE_INFINITY;
  private cancelScheduled: (() => void) | null = null;

  constructor(deps: PublisherDeps) {
    this.deps = deps;
    this.epoch = deps.epoch;
  }

  get clientCount(): number {
    return this.subscribers.size;
  }

  /** Clients that have not taken their last frame yet. */
  get behindCount(): number {
    return [...this.subscribers].filter(({ outlet }) => outlet.isBusy()).length;
  }

  /** Adds a client and sends its full frame at once. Returns null when there are too many. */
  add(outlet: Outlet): { resync(): void; remove(): void } | null {
    if (this.subscribers.size >= MAX_CLIENTS) return null;
    const subscriber: Subscriber = { outlet, sentTick: 0, seq: 0 };
    this.subscribers.add(subscriber);
    this.publish();
    return {
      resync: () => {
        subscriber.sentTick = 0;
        this.changed();
      },
      remove: () => this.subscribers.delete(subscriber),
    };
  }

  /** Announces a change: frames leave now, or with the others of this coalescing window. */
  changed(): void {
    if (this.cancelScheduled !== null) return;
    const waitMs = COALESCE_MS - (this.deps.clock.monotonicMs() - this.lastPublishMonotonicMs);
    const publish = (): void => guarded(this.deps.log, 'Publishing', () => this.publish());
    this.cancelScheduled = this.deps.clock.setTimeout(publish, Math.max(0, waitMs));
  }

  /** Sends every idle client what it lacks. An unchanged picture still travels: an empty delta carries the time. */
  publish(): void {
    this.cancelScheduled?.();
    this.cancelScheduled = null;
    const { board, sections, clock } = this.deps;
    this.lastPublishMonotonicMs = clock.monotonicMs();
    const atMs = clock.nowMs();
    this.deps.refresh(atMs);
    if (board.catalogueVersion !== this.publishedCatalogueVersion) {
      // Rows changed their meaning: everybody starts again with a full frame of a new epoch.
      this.publishedCatalogueVersion = board.catalogueVersion;
      this.epoch = (this.epoch + 1) >>> 0;
      for (const subscriber of this.subscribers) subscriber.sentTick = 0;
    }
    const tick = board.tick;
    const encodedBySentTick = new Map<number, Uint8Array<ArrayBuffer>>();
    for (const subscriber of this.subscribers) {
      if (subscriber.outlet.isBusy()) {
        this.framesMerged += 1;
        continue;
      }
      subscriber.seq = subscriber.sentTick === 0 ? 0 : (subscriber.seq + 1) >>> 0;
      let bytes = encodedBySentTick.get(subscriber.sentTick);
      if (bytes === undefined) {
        bytes = encodeFrame(
          buildFrame(board, sections, subscriber.sentTick, { epoch: this.epoch, seq: 0, atMs }),
        );
        encodedBySentTick.set(subscriber.sentTick, bytes);
      }
      const own = bytes.slice();
      new DataView(own.buffer).setUint32(SEQ_OFFSET, subscriber.seq, true);
      subscriber.sentTick = tick;
      this.framesSent += 1;
      // One view that cannot take its frame must not cost the others theirs.
      guarded(this.deps.log, 'A frame', () => subscriber.outlet.send(own));
    }
    board.tick = tick + 1;
  }

  /** A full frame of the present picture, for the snapshot. */
  fullFrame(): Uint8Array<ArrayBuffer> {
    const { board, sections, clock } = this.deps;
    return encodeFrame(buildFrame(board, sections, 0, { epoch: this.epoch, seq: 0, atMs: clock.nowMs() }));
  }

  stop(): void {
    this.cancelScheduled?.();
    this.subscribers.clear();
  }
}
