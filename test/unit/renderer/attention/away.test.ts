import { describe, expect, it } from 'vitest';
import { AWAY_AFTER_MS, createAwayWatch, MAX_AWAY_MS } from '../../../../renderer/attention/away.ts';
import { STORY_MS } from '../../../builders/story-estate.ts';

function seat(remembered: string | null = null) {
  const written: string[] = [];
  const watch = createAwayWatch(
    () => remembered,
    (text) => written.push(text),
  );
  return { watch, written };
}

describe('the watch of who is here', () => {
  it('notes an absence when somebody comes back', () => {
    const { watch } = seat();
    watch.here(STORY_MS);
    watch.here(STORY_MS + AWAY_AFTER_MS - 1);
    expect(watch.absence.get()).toBeNull();
    const left = STORY_MS + AWAY_AFTER_MS - 1;
    watch.here(left + AWAY_AFTER_MS);
    expect(watch.absence.get()).toEqual({ fromMs: left, toMs: left + AWAY_AFTER_MS });
  });

  it('also when the page was closed meanwhile, and not for another shift', () => {
    const back = (remembered: string) => {
      const { watch } = seat(remembered);
      watch.here(STORY_MS);
      return watch.absence.get();
    };
    expect(back(String(STORY_MS - AWAY_AFTER_MS))).toMatchObject({ toMs: STORY_MS });
    expect(back(String(STORY_MS - MAX_AWAY_MS - 1))).toBeNull();
    expect(back(String(STORY_MS + 3_600_000))).toBeNull();
    for (const nonsense of ['', 'soon', '-1', '0', 'Infinity']) expect(back(nonsense)).toBeNull();
  });

  it('writes seldom', () => {
    const { watch, written } = seat();
    for (let second = 0; second < 60; second++) watch.here(STORY_MS + second * 1_000);
    expect(written).toHaveLength(2);
  });
});
