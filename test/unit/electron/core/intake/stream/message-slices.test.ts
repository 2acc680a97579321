import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../../../electron/core/clock.ts';
import { createMessageSlices } from '../../../../../../electron/core/intake/stream/message-slices.ts';
import { createFakeClock } from '../support/fake-clock.ts';

/** A fake clock that work can use up. */
function setUp() {
  const fake = createFakeClock();
  let workedMs = 0;
  const clock: Clock = { ...fake, monotonicMs: () => fake.monotonicMs() + workedMs };
  const done: number[] = [];
  const flow: string[] = [];
  const failures: unknown[] = [];
  const slices = createMessageSlices(clock, (error) => failures.push(error));
  slices.flow({ pause: () => flow.push('pause'), resume: () => flow.push('resume') });
  const push = (id: number, costMs: number): boolean =>
    slices.push(() => {
      done.push(id);
      workedMs += costMs;
    });
  return { fake, done, failures, flow, push, slices };
}

describe('slices', () => {
  it('works at once while there is time', () => {
    const { done, flow, push } = setUp();
    for (let id = 0; id < 5; id += 1) push(id, 1);
    expect([done, flow]).toEqual([[0, 1, 2, 3, 4], []]);
  });

  it('holds the sender back when the slice is used up, keeps the order, and lets go when all is done', () => {
    const { fake, done, flow, push } = setUp();
    for (let id = 0; id < 10; id += 1) push(id, 5);
    expect([done, flow]).toEqual([[0, 1], ['pause']]);
    for (let turn = 0; turn < 3; turn += 1) fake.advance(0);
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(flow).toEqual(['pause', 'resume']);
    push(10, 0);
    expect(done.at(-1)).toBe(10);
  });

  it('goes on after a message that fails, now or later', () => {
    const { fake, done, failures, push, slices } = setUp();
    const fail = (): never => {
      throw new Error('broken');
    };
    slices.push(fail);
    push(0, 10);
    slices.push(fail);
    push(1, 0);
    fake.advance(0);
    expect([done, failures]).toEqual([
      [0, 1],
      [new Error('broken'), new Error('broken')],
    ]);
  });

  it('refuses what cannot be held back beyond its limit', () => {
    const { push } = setUp();
    let taken = 0;
    for (let id = 0; id < 100_100; id += 1) if (push(id, 10)) taken += 1;
    expect(taken).toBe(100_001);
  });

  it('holds back a new connection too while messages of the old one wait', () => {
    const { flow, push, slices } = setUp();
    push(0, 10);
    push(1, 10);
    slices.flow({ pause: () => flow.push('pause the new one'), resume: () => undefined });
    expect(flow).toEqual(['pause', 'pause the new one']);
  });

  it('leaves nothing behind when stopped', () => {
    const { fake, done, push, slices } = setUp();
    push(0, 10);
    push(1, 10);
    slices.stop();
    fake.advance(1_000);
    expect([done, fake.timers]).toEqual([[0], 0]);
  });
});
