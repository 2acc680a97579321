import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { TimeRange } from '../../shared/domain/timeline.ts';
import { useClockMs, useMoment, usePresentAsOfMs } from './hooks.ts';
import { type Playback, windowOf } from './playback.ts';
import { useVigil } from './provider.tsx';

import type { TimeMachine, TimeState } from './time-machine.ts';
import { TIME_BAR_BINS, windowEndAt } from './time-window.ts';

const selectPlayback = (state: TimeState): Playback => state.playback;
const selectNote = (state: TimeState): string | null => state.note;
const selectLoading = (state: TimeState): boolean => state.isLoading;
const selectFrozen = (state: TimeState): number | null => state.frozenAtMs;
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

/** When a person froze the picture, while it stands still; null otherwise. */
export function useFrozenAtMs(): number | null {
  return useStore(useTimeMachine().state, selectFrozen);
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
  const presentMs = windowEndAt(rangeMs, useClockMs());
  const asOfMs = usePresentAsOfMs();
  return useMemo(
    () => windowOf({ rangeMs, windowToMs }, { presentMs, restMs: asOfMs ?? presentMs }),
    [rangeMs, windowToMs, presentMs, asOfMs],
  );
}

/**
 * What questions about the past may answer with: what had been received by the moment on screen, when that is what a
 * person wants to know; null for everything known today. While playing it moves a bin of the time bar at a time, so
 * that charts are asked for no oftener than they change; at rest it is exact.
 */
export function useAskedKnownByMs(): number | null {
  const moment = useMoment();
  const { isPlaying, rangeMs } = usePlayback();
  if (moment.mode !== 'past' || moment.knowledge !== 'then') return null;
  const stepMs = isPlaying ? rangeMs / TIME_BAR_BINS : 1;
  return Math.ceil(moment.atMs / stepMs) * stepMs;
}
