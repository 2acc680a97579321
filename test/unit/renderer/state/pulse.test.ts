import { describe, expect, it } from 'vitest';
import { createPulse } from '../../../../renderer/state/pulse.ts';
import { applyPicture, createVigilStore, tick } from '../../../../renderer/state/store.ts';
import { STORY_MS, storyPicture } from '../../../builders/story.ts';

const picture = storyPicture();

/** A store whose frames and ticks are given by hand, and how often a view would draw. */
function watched() {
  const store = createVigilStore();
  const pulse = createPulse(store);
  let drawn = 0;
  pulse.subscribe(() => {
    drawn += 1;
  });
  let revision = picture.revision;
  const frame = (atMs: number): void => {
    revision += 1;
    applyPicture(store, { ...picture, atMs, revision }, atMs);
  };
  return { store, pulse, frame, tick: (atMs: number) => tick(store, atMs), drawn: () => drawn };
}

describe('the pulse of a view', () => {
  it('beats once a second while frames and ticks come together', () => {
    const { frame, tick, drawn } = watched();
    frame(STORY_MS);
    for (let second = 1; second <= 10; second++) {
      tick(STORY_MS + second * 1_000 - 400);
      frame(STORY_MS + second * 1_000);
    }
    expect(drawn()).toBe(11);
  });

  it('follows the clock when no frames come, so that ages go on growing', () => {
    const { store, pulse, frame, tick, drawn } = watched();
    store.setState({ link: 'open' });
    frame(STORY_MS);
    const before = drawn();
    for (let second = 1; second <= 4; second++) tick(STORY_MS + second * 1_000);
    expect(drawn()).toBe(before + 3);
    expect(pulse.get().nowMs).toBe(STORY_MS + 4_000);
  });

  it('beats at once when the picture turns cached', () => {
    const { store, pulse, frame, drawn } = watched();
    store.setState({ link: 'open' });
    frame(STORY_MS);
    const before = drawn();
    store.setState({ link: 'lost' });
    expect(drawn()).toBe(before + 1);
    tick(store, STORY_MS + 100);
    expect(pulse.get().moment.mode).toBe('cached');
  });
});
