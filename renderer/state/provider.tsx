import { createContext, type ReactNode, useContext, useEffect } from 'react';
import type { Client } from '../../shared/contract/client.ts';
import { returningClient } from '../client/capsule-return.ts';
import { startPictureFeed } from './picture-feed.ts';
import { startSecondClock } from './second-clock.ts';
import { showingClient } from './shown-names.ts';
import { applyPicture, createVigilStore, followLink, tick, type VigilStore } from './store.ts';
import { createTimeMachine, type TimeMachine } from './time-machine.ts';

const HIDDEN_FOLD_MS = 1_000;

interface VigilContextValue {
  readonly client: Client;
  readonly store: VigilStore;
  readonly timeMachine: TimeMachine;
}

const VigilContext = createContext<VigilContextValue | null>(null);

/** Makes the store and connects it to a client. Outside React, so that a test can hold both. */
export function createVigil(connected: Client): VigilContextValue {
  const client = showingClient(returningClient(connected, (sentence) => timeMachine.leave(sentence)));
  const store = createVigilStore();
  const timeMachine = createTimeMachine({ client, store, nowMs: Date.now, every: everyInterval });
  return { client, store, timeMachine };
}

function everyInterval(intervalMs: number, callback: () => void): () => void {
  const timer = setInterval(callback, intervalMs);
  return () => clearInterval(timer);
}

function afterDelay(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}

/** A hidden window gets no animation frames, also one that is hidden before the next: a slow timer keeps its picture true. */
function atNextFrame(callback: () => void): void {
  let isDue = true;
  const run = (): void => {
    if (isDue) callback();
    isDue = false;
  };
  requestAnimationFrame(run);
  setTimeout(run, HIDDEN_FOLD_MS);
}

/** Gives the tree its store and client, and owns the feed and the one-second clock. */
export function VigilProvider({ vigil, children }: { vigil: VigilContextValue; children: ReactNode }) {
  useEffect(() => {
    const clock = startSecondClock({
      after: afterDelay,
      nowMs: () => performance.now(),
      tick: () => tick(vigil.store, Date.now()),
    });
    const stopFeed = startPictureFeed(
      {
        client: vigil.client,
        clientKind: 'browser',
        schedule: atNextFrame,
        nowMs: Date.now,
      },
      {
        onPicture: (picture, localNowMs) => {
          applyPicture(vigil.store, picture, localNowMs);
          clock.keepStep();
        },
        onLink: (link) => followLink(vigil.store, link),
        onSeat: (capabilities) => vigil.store.setState({ capabilities }),
      },
    );
    const stopTimeMachine = vigil.timeMachine.start();
    return () => {
      stopFeed();
      stopTimeMachine();
      clock.stop();
    };
  }, [vigil]);
  return <VigilContext value={vigil}>{children}</VigilContext>;
}

export function useVigil(): VigilContextValue {
  const value = useContext(VigilContext);
  if (value === null) throw new Error('useVigil needs a VigilProvider above it.');
  return value;
}
