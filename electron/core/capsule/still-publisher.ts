import type { Outlet } from '../../../shared/contract/client.ts';
import { MAX_CLIENTS } from '../publish/publisher.ts';

/** Hands every view the same full frame, once and whenever it asks for it again: nothing changes any more. */
export function stillPublisher(frame: Uint8Array<ArrayBuffer>): {
  add(outlet: Outlet): { resync(): void; remove(): void } | null;
  readonly clientCount: number;
} {
  const outlets = new Set<Outlet>();
  return {
    get clientCount() {
      return outlets.size;
    },
    add(outlet) {
      if (outlets.size >= MAX_CLIENTS) return null;
      outlets.add(outlet);
      // The outlet owns what it is given.
      const send = (): void => outlet.send(frame.slice());
      send();
      return { resync: send, remove: () => outlets.delete(outlet) };
    },
  };
}
