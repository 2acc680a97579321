import { codeOfHealthState, healthStateFromCode } from '../../../shared/domain/health-state.ts';
import type { Transition } from './journal.ts';

/** Wire codes of states fit into these bits; above them stands what is measured under planned work, plus one. */
const STATE_BITS = 4;
const STATE_MASK = 0b1111;

/**
 * A state as the `state` column keeps it: the wire code, and for planned work what is measured underneath in the same
 * number. So rows of earlier versions read as they are, and the indexes hold all of it.
 */
export function stateToColumn({ state, underneath }: Pick<Transition, 'state' | 'underneath'>): number {
  const code = codeOfHealthState(state);
  return underneath === undefined ? code : code | ((codeOfHealthState(underneath) + 1) << STATE_BITS);
}

/** Throws a RangeError for a number that is no state. */
export function stateFromColumn(column: number): Pick<Transition, 'state' | 'underneath'> {
  const state = healthStateFromCode(column & STATE_MASK);
  const above = column >> STATE_BITS;
  return above === 0 ? { state } : { state, underneath: healthStateFromCode(above - 1) };
}
