import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Knowledge } from '../../shared/domain/moment.ts';
import type { TimeRange } from '../../shared/domain/timeline.ts';
import { useClockMs, useMoment } from './hooks.ts';
import { type Playback, windowOf } from './playback.ts';
import { useVigil } from './provider.tsx';

import type { TimeMachine, TimeState } from './time-machine.ts';
import { windowEndAt } from './time-window.ts';

const selectPlayback = (state: TimeState): Playback => state.playback;
const selectNote = (state: TimeState): string | null => state.note;
const selectLoading = (state: TimeState): boolean => state.isLoading;
const selectOpening = (state: TimeState): boolean => state.isOpening;
const selectRangeMs = (state: TimeState): number => state.playback.rangeMs;
const selectWindowToMs = (state: TimeState): number | null => state.playback.windowToMs;

/** Moves what is on screen through time. */
export function useTimeMachine(): TimeMachine {
  return useVigil().timeMachine;
}

/** Where a person asked time to be, and how it moves; the moment on screen follows as pictures come. */
export function usePlayback(): Playback {
  return useStore(useTimeMachine().state, selectPlayback);
}

/** Why the moment asked for is not on screen, in a sentence; null when nothing is wrong. */
export function useTimeNote(): string | null {
  return useStore(useTimeMachine().state, selectNote);
}

/** True while a picture of another moment is on its way. */
export function useTimeLoading(): boolean {
  return useStore(useTimeMachine().state, selectLoading);
}

/** True until the moment that the address named is on screen. */
export function useTimeOpening(): boolean {
  return useStore(useTimeMachine().state, selectOpening);
}

/** The window of the time bar, the same object until it moves. It follows the clock in the present, a bin at a time. */
export function useTimeWindow(): TimeRange {
  const { state } = useTimeMachine();
  const rangeMs = useStore(state, selectRangeMs);
  const windowToMs = useStore(state, selectWindowToMs);
  const presentToMs = windowEndAt(rangeMs, useClockMs());
  return useMemo(
    () => windowOf({ rangeMs, windowToMs: windowToMs ?? presentToMs }, presentToMs),
    [rangeMs, windowToMs, presentToMs],
  );
}

/**
 * What questions about the past may answer with: what had been received by the moment on screen, when that is what a
 * person wants to know; null for everything known today.
 */
export function useKnownByMs(): number | null {
  const moment = useMoment();
  return moment.mode === 'past' && moment.knowledge === 'then' ? moment.atMs : null;
}

/** The knowledge of the picture on screen; null in the present. */
export function useKnowledge(): Knowledge | null {
  const moment = useMoment();
  return moment.mode === 'past' ? moment.knowledge : null;
}
