import { useEffect } from 'react';
import type { TimeMachine } from '../state/time-machine.ts';
import { TIME_BAR_BINS } from '../state/time-window.ts';
import { useTimeMachine } from '../state/use-time.ts';

/** With Shift a step is this many steps. */
const BIG_STEP = 10;
const SECOND_MS = 1_000;

/**
 * Keys of time: arrows step by a bin of the bar, with Shift by ten, comma and full stop by a second, Space plays and
 * pauses, L goes live, brackets go from incident to incident, T asks for a moment. Dead while something is typed, and
 * for whoever has taken the key already.
 */
export function useTimeKeys(onJump: () => void): void {
  const timeMachine = useTimeMachine();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      // Brackets need AltGr on many keyboards, which Windows reports as Ctrl and Alt.
      const isChord = event.ctrlKey || event.metaKey || event.altKey;
      if (isChord && !event.getModifierState('AltGraph')) return;
      if (!handle(event, timeMachine, onJump)) return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [timeMachine, onJump]);
}

function handle(event: KeyboardEvent, timeMachine: TimeMachine, onJump: () => void): boolean {
  const { isPlaying, rangeMs } = timeMachine.state.getState().playback;
  const stepMs = (rangeMs / TIME_BAR_BINS) * (event.shiftKey ? BIG_STEP : 1);
  switch (event.key) {
    case 'ArrowLeft':
      timeMachine.act({ kind: 'step', byMs: -stepMs });
      return true;
    case 'ArrowRight':
      timeMachine.act({ kind: 'step', byMs: stepMs });
      return true;
    case ',':
      timeMachine.act({ kind: 'step', byMs: -SECOND_MS });
      return true;
    case '.':
      timeMachine.act({ kind: 'step', byMs: SECOND_MS });
      return true;
    case ' ':
      if (isPressable(event.target)) return false;
      timeMachine.act({ kind: isPlaying ? 'pause' : 'play' });
      return true;
    case '[':
      void timeMachine.seekIncident('earlier');
      return true;
    case ']':
      void timeMachine.seekIncident('later');
      return true;
    case 'l':
    case 'L':
      timeMachine.act({ kind: 'live' });
      return true;
    case 't':
    case 'T':
      onJump();
      return true;
    default:
      return false;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null
  );
}

/** Space presses it. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, summary, [role="button"], [role="tab"], [role="radio"], [role="application"]') !==
      null
  );
}
