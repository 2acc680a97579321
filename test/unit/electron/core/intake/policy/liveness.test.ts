import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../../../electron/core/clock.ts';
import { watchLiveness } from '../../../../../../electron/core/intake/policy/liveness.ts';

/** A clock that stops with its process: timers that came due meanwhile run when it wakes. */
function stoppableClock(): Clock & { pass(ms: number): void } {
  let nowMs = 0;
  let timers: { readonly dueMs: number; readonly run: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    monotonicMs: () => 0,
    setTimeout(run, delayMs) {
      const timer = { dueMs: nowMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    pass(ms) {
      nowMs += ms;
      const due = timers.filter(({ dueMs }) => dueMs <= nowMs);
      timers = timers.filter(({ dueMs }) => dueMs > nowMs);
      for (const { run } of due) run();
    },
  };
}

function watched() {
  const clock = stoppableClock();
  const said: string[] = [];
  const liveness = watchLiveness({
    clock,
    ask: () => said.push('ask'),
    alive: () => said.push('alive'),
    dead: () => said.push('dead'),
  });
  return { clock, said, liveness };
}

describe('watchLiveness', () => {
  it('takes what is heard for life, and asks when nothing is', () => {
    const { clock, said, liveness } = watched();
    liveness.heard();
    clock.pass(2_000);
    expect(said).toStrictEqual(['alive']);
    clock.pass(2_000);
    clock.pass(3_000);
    clock.pass(50);
    expect(said).toStrictEqual(['alive', 'ask', 'dead']);
  });

  it('asks anew after the process was suspended, whatever it had heard before', () => {
    const { clock, said, liveness } = watched();
    liveness.heard();
    clock.pass(8 * 3_600_000);
    expect(said).toStrictEqual(['ask']);
    liveness.heard();
    clock.pass(3_000);
    expect(said).toStrictEqual(['ask', 'alive']);
  });
});
