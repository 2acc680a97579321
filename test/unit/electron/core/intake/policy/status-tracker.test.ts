import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStatusTracker } from '../../../../../../electron/core/intake/policy/status-tracker.ts';
import type { SourceStatus } from '../../../../../../shared/domain/source.ts';
import { createFakeClock, START_MS } from '../support/fake-clock.ts';

function setUp(everyMs = 5_000) {
  const clock = createFakeClock();
  const announced: SourceStatus[] = [];
  const tracker = createStatusTracker(
    { id: 'eu', type: 'prometheus', address: 'http://eu', staleAfterMs: 15_000, everyMs },
    { clock, onStatus: (status) => announced.push(status) },
  );
  tracker.start();
  return { clock, tracker, announced };
}

describe('status tracker', () => {
  it('is connecting first and live with the first answer, announced at once', () => {
    const { tracker, announced, clock } = setUp();
    expect(tracker.status().state).toBe('connecting');
    clock.advance(300);
    tracker.succeeded();
    expect(announced.at(-1)).toMatchObject({ state: 'live', sinceMs: START_MS + 300 });
  });

  it('forgives one failure and names the second', () => {
    const { tracker, announced } = setUp();
    tracker.succeeded();
    tracker.failed('Connection refused.');
    expect(tracker.status()).toMatchObject({ state: 'live', lastError: 'Connection refused.' });
    tracker.failed('Connection refused.');
    expect(announced.at(-1)).toMatchObject({ state: 'unreachable', lastError: 'Connection refused.' });
  });

  it('names silence after 8 s, within the 10 s that are promised', () => {
    const { tracker, clock, announced } = setUp();
    tracker.succeeded();
    clock.advance(7_999);
    expect(tracker.status().state).toBe('live');
    clock.advance(1);
    expect(announced.at(-1)).toMatchObject({ state: 'unreachable', lastError: 'Nothing was heard for 8 s.' });
  });

  it('waits for a slow poll and 3 s more', () => {
    const { tracker, clock } = setUp(60_000);
    tracker.succeeded();
    clock.advance(62_999);
    expect(tracker.status().state).toBe('live');
    clock.advance(1);
    expect(tracker.status().state).toBe('unreachable');
  });

  it('keeps the error and its time after recovery, and watches silence again', () => {
    const { tracker, clock } = setUp();
    tracker.lost('The connection broke.');
    tracker.nextAttempt(START_MS + 9_000);
    expect(tracker.status().nextAttemptAtMs).toBe(START_MS + 9_000);
    clock.advance(20_000);
    tracker.succeeded();
    expect(tracker.status()).toMatchObject({
      state: 'live',
      lastError: 'The connection broke.',
      lastErrorAtMs: START_MS,
      nextAttemptAtMs: null,
    });
    clock.advance(8_000);
    expect(tracker.status().state).toBe('unreachable');
  });

  it('announces counts at most once a second', () => {
    const { tracker, clock, announced } = setUp();
    tracker.succeeded();
    announced.length = 0;
    for (let step = 0; step < 1_000; step += 1) {
      tracker.samples(10, 5);
      tracker.rejected(1, 'bad');
      clock.advance(2);
    }
    expect(announced.length).toBeLessThanOrEqual(2);
    expect(tracker.status()).toMatchObject({ rejectedCount: 1_000, lagMs: 5 });
  });

  it('averages samples over the last minute and forgets older ones', () => {
    const { tracker, clock } = setUp();
    for (let second = 0; second < 120; second += 1) {
      tracker.samples(second < 60 ? 1_000 : 10, null);
      clock.advance(1_000);
    }
    expect(tracker.status().samplesPerSecond).toBeGreaterThan(9);
    expect(tracker.status().samplesPerSecond).toBeLessThan(11);
  });

  it('gives a source its time to answer after the machine slept, and names it if it does not', () => {
    const fake = createFakeClock();
    // Here the monotonic clock goes on while the machine sleeps; its timers do not.
    let sleptMs = 0;
    const clock = { ...fake, monotonicMs: () => fake.monotonicMs() + sleptMs };
    const tracker = createStatusTracker(
      { id: 'eu', type: 'prometheus', address: 'http://eu', staleAfterMs: 15_000, everyMs: 5_000 },
      { clock, onStatus: () => undefined },
    );
    tracker.start();
    tracker.succeeded();
    fake.advance(7_000);
    sleptMs = 8 * 3_600_000;
    fake.advance(1_000);
    expect(tracker.status().state).toBe('live');
    fake.advance(8_000);
    expect(tracker.status().state).toBe('unreachable');
  });

  it('leaves no timer behind', () => {
    const { tracker, clock } = setUp();
    tracker.samples(1, null);
    tracker.stop();
    expect(clock.timers).toBe(0);
  });

  it('is never live when nothing succeeded for longer than the limit, whatever happens', () => {
    const step = fc.oneof(
      fc.constant('succeeded' as const),
      fc.constant('failed' as const),
      fc.integer({ min: 0, max: 12_000 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { tracker, clock } = setUp();
        let succeededAtMs = Number.NEGATIVE_INFINITY;
        for (const action of steps) {
          if (action === 'succeeded') {
            tracker.succeeded();
            succeededAtMs = clock.monotonicMs();
          } else if (action === 'failed') tracker.failed('no');
          else clock.advance(action);
          if (clock.monotonicMs() - succeededAtMs >= 8_000) expect(tracker.status().state).not.toBe('live');
        }
      }),
    );
  });
});
