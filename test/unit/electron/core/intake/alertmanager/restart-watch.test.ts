import { describe, expect, it } from 'vitest';
import {
  createRestartWatch,
  SETTLE_MS,
} from '../../../../../../electron/core/intake/alertmanager/restart-watch.ts';
import { STORY_MS } from '../../../../../builders/core.ts';

const LONG_AGO_MS = STORY_MS - 86_400_000;

describe('watching an Alertmanager for restarts', () => {
  it('believes one that never told when it started', () => {
    const watch = createRestartWatch();
    watch.refused(0);
    watch.answered(null, STORY_MS, 0);
    expect(watch.isSettled(0)).toBe(true);
  });

  it('goes by its own clock first, and by ours after a restart', () => {
    const watch = createRestartWatch();
    watch.answered(STORY_MS - SETTLE_MS + 1_000, STORY_MS, 0);
    expect([watch.isSettled(999), watch.isSettled(1_000)]).toEqual([false, true]);
    watch.answered(LONG_AGO_MS, STORY_MS, 5_000);
    expect([watch.isSettled(5_000), watch.isSettled(5_000 + SETTLE_MS)]).toEqual([false, true]);
  });

  it('doubts while the state cannot be had, and not longer than a restart could matter', () => {
    const watch = createRestartWatch();
    watch.answered(LONG_AGO_MS, STORY_MS, 0);
    watch.refused(1_000);
    watch.refused(2_000);
    expect([watch.isSettled(2_000), watch.isSettled(1_000 + SETTLE_MS)]).toEqual([false, true]);
    watch.answered(LONG_AGO_MS, STORY_MS, 3_000);
    expect(watch.isSettled(3_000), 'it was up all along').toBe(true);
  });

  it('knows one it has seen before, among several behind one address', () => {
    const watch = createRestartWatch();
    watch.answered(LONG_AGO_MS, STORY_MS, 0);
    watch.answered(LONG_AGO_MS + 1, STORY_MS, 0);
    expect(watch.alternates).toBe(false);
    for (let round = 0; round < 10; round++)
      watch.answered(LONG_AGO_MS + (round % 2), STORY_MS, SETTLE_MS + round);
    expect([watch.alternates, watch.isSettled(SETTLE_MS + 10)]).toEqual([true, true]);
    watch.answered(LONG_AGO_MS + 2, STORY_MS, SETTLE_MS + 20);
    expect(watch.isSettled(SETTLE_MS + 20), 'one of them restarted').toBe(false);
  });
});
