import { useEffect, useLayoutEffect } from 'react';
import type { TimeState } from '../state/time-machine.ts';
import { useTimeMachine } from '../state/use-time.ts';
import { type AddressedMoment, parseMomentOf, withMoment } from './routes.ts';

/** A hand on the time bar writes the address when it rests: browsers refuse to write it more often. */
const REST_MS = 400;

/**
 * Keeps the moment in the address while time stands still, so that it can be sent to a colleague, and follows an
 * address that names another one. A link to another view says nothing of time: the moment stays.
 * @param isInTime false on the wall, which always shows the present
 */
export function useMomentAddress(isInTime: boolean): void {
  const timeMachine = useTimeMachine();
  useLayoutEffect(() => {
    if (isInTime) return;
    timeMachine.act({ kind: 'live' });
    history.replaceState(history.state, '', withMoment(location.hash, null));
  }, [timeMachine, isInTime]);
  useEffect(() => {
    if (!isInTime) return;
    const opened = parseMomentOf(location.hash);
    if (opened !== null && timeMachine.state.getState().playback.atMs === null) timeMachine.open(opened);
    const write = (): void => {
      const hash = withMoment(location.hash, addressedBy(timeMachine.state.getState()));
      if (hash !== location.hash)
        history.replaceState(history.state, '', hash === '' ? location.pathname : hash);
    };
    let timer = 0;
    const onHash = (): void => {
      const named = parseMomentOf(location.hash);
      const current = addressedBy(timeMachine.state.getState());
      if (named !== null && !sameMoment(named, current)) timeMachine.act({ kind: 'go', ...named });
      else write();
    };
    const unsubscribe = timeMachine.state.subscribe(({ playback }, before) => {
      if (playback === before.playback || playback.isPlaying) return;
      clearTimeout(timer);
      timer = window.setTimeout(write, REST_MS);
    });
    addEventListener('hashchange', onHash);
    return () => {
      clearTimeout(timer);
      unsubscribe();
      removeEventListener('hashchange', onHash);
    };
  }, [timeMachine, isInTime]);
}

function addressedBy({ playback }: TimeState): AddressedMoment | null {
  return playback.atMs === null ? null : { atMs: playback.atMs, knowledge: playback.knowledge };
}

function sameMoment(a: AddressedMoment, b: AddressedMoment | null): boolean {
  return a.atMs === b?.atMs && a.knowledge === b.knowledge;
}
