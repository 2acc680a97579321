import { describe, expect, it } from 'vitest';
import { createPoller } from '../../../../../../electron/core/intake/policy/poller.ts';
import { createFakeClock, START_MS } from '../support/fake-clock.ts';

/** Lets everything that already has its answer run. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function polled(round: (nth: number) => Promise<void>) {
  const clock = createFakeClock();
  const said: string[] = [];
  const nextAttempts: (number | null)[] = [];
  let failures = 0;
  let rounds = 0;
  const tracker = {
    consecutiveFailures: () => failures,
    failed: (sentence: string) => {
      failures += 1;
      said.push(sentence);
    },
    nextAttempt: (atMs: number | null) => nextAttempts.push(atMs),
  };
  const poller = createPoller({
    id: 'eu',
    everyMs: 1_000,
    clock,
    random: () => 1,
    tracker,
    round: () => {
      rounds += 1;
      return round(rounds);
    },
  });
  return {
    clock,
    poller,
    said,
    nextAttempts,
    rounds: () => rounds,
    fail: () => tracker.failed('down'),
    recover: () => {
      failures = 0;
    },
  };
}

describe('createPoller', () => {
  it('asks at once, then once an interval, always at the same place in it', async () => {
    const one = polled(async () => undefined);
    one.poller.start();
    one.poller.start();
    expect(one.rounds()).toBe(1);
    await settle();
    const firstDelayMs = one.nextAttempts[0]! - START_MS;
    expect(firstDelayMs).toBeGreaterThan(0);
    expect(firstDelayMs).toBeLessThanOrEqual(1_000);
    one.clock.advance(firstDelayMs);
    await settle();
    one.clock.advance(999);
    await settle();
    expect(one.rounds()).toBe(2);
    one.clock.advance(1);
    expect(one.rounds()).toBe(3);
    await one.poller.stop();
  });

  it('has one round under way, however long it takes', async () => {
    let finish = (): void => undefined;
    const one = polled(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    one.poller.start();
    one.clock.advance(60_000);
    await settle();
    expect(one.rounds()).toBe(1);
    finish();
    await settle();
    one.clock.advance(1_000);
    expect(one.rounds()).toBe(2);
    const stopped = one.poller.stop();
    finish();
    await stopped;
  });

  it('waits longer with every failure, up to 15 s, and never gives up', async () => {
    const one = polled(async () => one.fail());
    one.poller.start();
    const delays: number[] = [];
    for (let round = 1; round <= 8; round += 1) {
      await settle();
      const delayMs = one.nextAttempts.at(-1)! - one.clock.nowMs();
      delays.push(delayMs);
      one.clock.advance(delayMs);
    }
    expect(delays).toStrictEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000]);
    await settle();
    one.recover();
    await one.poller.stop();
  });

  it('shows what a round throws as a failure and goes on', async () => {
    const one = polled((nth) => (nth === 1 ? Promise.reject(new Error('a slip')) : Promise.resolve()));
    one.poller.start();
    await settle();
    expect(one.said).toStrictEqual(['Vigil failed to read the answer (a slip).']);
    one.clock.advance(1_000);
    expect(one.rounds()).toBe(2);
    await one.poller.stop();
  });

  it('takes a round that throws at once for one that fails', async () => {
    const one = polled(() => {
      throw new Error('no promise at all');
    });
    one.poller.start();
    await settle();
    expect(one.said).toHaveLength(1);
    await one.poller.stop();
  });

  it('asks no more after stop, and leaves no timer', async () => {
    const one = polled(async () => undefined);
    one.poller.start();
    await settle();
    await one.poller.stop();
    expect(one.clock.timers).toBe(0);
    one.clock.advance(60_000);
    one.poller.start();
    expect(one.rounds()).toBe(1);
  });
});
