import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { TIME_BAR_BINS } from '../state/time-window.ts';
import { useTimeMachine } from '../state/use-time.ts';
import { toggleFreeze } from './freeze.ts';

/** Steps of the keys for far. */
const FAR = 10;
const SECOND_MS = 1_000;

/** The keys of time: a step is a bin of the bar. */
export function useTimeKeys(onJump: () => void): void {
  const timeMachine = useTimeMachine();
  const step = (byMs: number): void => timeMachine.act({ kind: 'step', byMs });
  const bins = (count: number): void => {
    step((timeMachine.state.getState().playback.rangeMs / TIME_BAR_BINS) * count);
  };
  useShortcuts('time', {
    back: () => bins(-1),
    forward: () => bins(1),
    farBack: () => bins(-FAR),
    farForward: () => bins(FAR),
    secondBack: () => step(-SECOND_MS),
    secondForward: () => step(SECOND_MS),
    play: ({ target }) => {
      if (isPressable(target)) return false;
      timeMachine.act({ kind: timeMachine.state.getState().playback.isPlaying ? 'pause' : 'play' });
      return true;
    },
    earlierIncident: () => void timeMachine.seekIncident('earlier'),
    laterIncident: () => void timeMachine.seekIncident('later'),
    live: () => timeMachine.act({ kind: 'live' }),
    jump: onJump,
    freeze: () => toggleFreeze(timeMachine),
  });
}

/** Space presses it. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, summary, [role="button"], [role="tab"], [role="radio"], [role="application"]') !==
      null
  );
}
