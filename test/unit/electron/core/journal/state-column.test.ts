import { describe, expect, it } from 'vitest';
import { stateFromColumn, stateToColumn } from '../../../../../electron/core/journal/state-column.ts';
import { codeOfHealthState, healthStates } from '../../../../../shared/domain/health-state.ts';

describe('the state column', () => {
  it('keeps every state, and what is measured under planned work', () => {
    for (const state of healthStates) {
      expect(stateToColumn({ state })).toBe(codeOfHealthState(state));
      expect(stateFromColumn(codeOfHealthState(state))).toEqual({ state });
      for (const underneath of healthStates)
        expect(stateFromColumn(stateToColumn({ state, underneath }))).toEqual({ state, underneath });
    }
  });

  it('refuses what is no state', () => {
    for (const column of [8, 15, 6 | (9 << 4), -1]) expect(() => stateFromColumn(column)).toThrow(RangeError);
  });
});
