import { useMemo, useSyncExternalStore } from 'react';
import { useVigil } from './provider.tsx';
import type { VigilState, VigilStore } from './store.ts';

/** While frames come at least this often, their time is time enough for ages and durations. */
export const FRAME_RHYTHM_MS = 1_500;

/** The part of the store's state a whole view is made of. */
export type Pulse = Pick<VigilState, 'picture' | 'revision' | 'nowMs' | 'moment' | 'link'>;

/** What `useSyncExternalStore` asks for. */
export interface PulseSource {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => Pulse;
}

/**
 * The store, seen once per frame: a tick of the clock counts only when no frame has come for a while. A frame brings
 * the time with it, so a view that draws frame and tick would draw everything twice a second.
 */
export function createPulse(store: Pick<VigilStore, 'getState' | 'subscribe'>): PulseSource {
  let seen = store.getState();
  return {
    get: () => seen,
    subscribe: (listener) => {
      seen = store.getState();
      return store.subscribe((state) => {
        if (!isBeat(state, seen)) return;
        seen = state;
        listener();
      });
    },
  };
}

function isBeat(state: VigilState, seen: Pulse): boolean {
  if (state.revision !== seen.revision || state.picture !== seen.picture) return true;
  if (state.moment !== seen.moment || state.link !== seen.link) return true;
  return (
    state.nowMs !== seen.nowMs &&
    (state.lastFrameAtMs === null || state.nowMs - state.lastFrameAtMs >= FRAME_RHYTHM_MS)
  );
}

/** Picture, time and moment for views that draw all of themselves at once. Clocks with seconds use `useNowMs`. */
export function usePulse(): Pulse {
  const { store } = useVigil();
  const pulse = useMemo(() => createPulse(store), [store]);
  return useSyncExternalStore(pulse.subscribe, pulse.get);
}
