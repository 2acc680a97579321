import type { TimeMachine } from '../state/time-machine.ts';

/** Freezes the picture of the present, or lets a frozen one go on. */
export function toggleFreeze(timeMachine: TimeMachine): void {
  if (timeMachine.state.getState().frozenAtMs === null) timeMachine.freeze();
  else timeMachine.act({ kind: 'live' });
}
