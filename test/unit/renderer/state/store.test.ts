import { describe, expect, it } from 'vitest';
import {
  applyPicture,
  createVigilStore,
  FRAME_SILENCE_LIMIT_MS,
  followLink,
  momentOnScreen,
  tick,
} from '../../../../renderer/state/store.ts';
import { cachedMoment, STORY_MS, storyPicture } from '../../../builders/story.ts';

const SILENT_MS = FRAME_SILENCE_LIMIT_MS + 1_000;

function openStore() {
  const store = createVigilStore();
  store.setState({ link: 'open' });
  return store;
}

/** Where readers look for the moment: all of them have to hear the same. */
function moments(store: ReturnType<typeof createVigilStore>) {
  const { moment, sections, picture } = store.getState();
  return [moment, sections.moment, picture?.sections.moment];
}

describe('the moment on screen', () => {
  it('is the hub’s as long as the hub speaks', () => {
    const store = openStore();
    applyPicture(store, storyPicture(), STORY_MS);
    tick(store, STORY_MS + FRAME_SILENCE_LIMIT_MS);
    expect(moments(store)).toEqual([{ mode: 'live' }, { mode: 'live' }, { mode: 'live' }]);
    expect(store.getState().picture).not.toBeNull();
  });

  it('is cached everywhere when the hub goes silent, also for those who ask the picture', () => {
    const store = openStore();
    const picture = storyPicture();
    applyPicture(store, picture, STORY_MS);
    tick(store, STORY_MS + SILENT_MS);
    const cached = { mode: 'cached', asOfMs: STORY_MS };
    expect(moments(store)).toEqual([cached, cached, cached]);
    expect(store.getState().picture?.cells).toBe(picture.cells);
    expect(picture.sections.moment, 'the feed’s own picture is left alone').toEqual({ mode: 'live' });
  });

  it('is cached at once when the link is known to be lost', () => {
    const store = openStore();
    applyPicture(store, storyPicture(), STORY_MS);
    followLink(store, 'lost');
    expect(moments(store).map((moment) => moment?.mode)).toEqual(['cached', 'cached', 'cached']);
    followLink(store, 'open');
    expect(moments(store).map((moment) => moment?.mode)).toEqual(['live', 'live', 'live']);
  });

  it('stands still at the end of a capsule, and goes on when the capsule is closed', () => {
    const store = openStore();
    applyPicture(store, storyPicture(), STORY_MS);
    const endMs = STORY_MS - 86_400_000;
    const past = { mode: 'past', atMs: endMs, knowledge: 'then', gap: null } as const;
    const story = storyPicture({}, endMs);
    applyPicture(store, { ...story, sections: { ...story.sections, moment: past } }, STORY_MS + 1_000);
    tick(store, STORY_MS + SILENT_MS);
    expect(store.getState()).toMatchObject({ clockMs: endMs, nowMs: endMs, moment: past });
    applyPicture(store, storyPicture({}, STORY_MS + 60_000), STORY_MS + 60_000);
    tick(store, STORY_MS + 61_000);
    expect(store.getState()).toMatchObject({ nowMs: STORY_MS + 61_000, moment: { mode: 'live' } });
  });

  it('is not live through a frame that waited while this machine slept', () => {
    const store = openStore();
    applyPicture(store, storyPicture(), STORY_MS);
    const wokeMs = STORY_MS + 8 * 3_600_000;
    applyPicture(store, storyPicture({}, STORY_MS + 1_000), wokeMs);
    expect(store.getState()).toMatchObject({ nowMs: wokeMs, moment: { mode: 'cached' } });
    applyPicture(store, storyPicture({}, wokeMs + 1_000), wokeMs + 1_000);
    expect(store.getState()).toMatchObject({ nowMs: wokeMs + 1_000, moment: { mode: 'live' } });
  });

  it('follows a hub whose clock was set back, after a moment', () => {
    const store = openStore();
    applyPicture(store, storyPicture(), STORY_MS);
    for (let second = 1; second <= 5; second++)
      applyPicture(store, storyPicture({}, STORY_MS - 3_600_000 + second * 1_000), STORY_MS + second * 1_000);
    expect(store.getState()).toMatchObject({
      nowMs: STORY_MS - 3_600_000 + 5_000,
      moment: { mode: 'live' },
    });
  });

  it('is cached at the next tick when the link is lost', () => {
    const store = openStore();
    applyPicture(store, storyPicture(), STORY_MS);
    store.setState({ link: 'lost' });
    tick(store, STORY_MS + 1_000);
    expect(moments(store).map((moment) => moment?.mode)).toEqual(['cached', 'cached', 'cached']);
  });

  it('stays one object while nothing changes: views that read it do not render for nothing', () => {
    const store = openStore();
    applyPicture(store, storyPicture(), STORY_MS);
    tick(store, STORY_MS + SILENT_MS);
    const { moment, sections, picture } = store.getState();
    tick(store, STORY_MS + SILENT_MS + 1_000);
    const later = store.getState();
    expect(later.moment).toBe(moment);
    expect(later.sections).toBe(sections);
    expect(later.picture).toBe(picture);
  });

  it('is live again with the next frame, and when only the link had a hiccup', () => {
    const store = openStore();
    applyPicture(store, storyPicture(), STORY_MS);
    store.setState({ link: 'lost' });
    tick(store, STORY_MS + 1_000);
    store.setState({ link: 'open' });
    tick(store, STORY_MS + 2_000);
    expect(moments(store)).toEqual([{ mode: 'live' }, { mode: 'live' }, { mode: 'live' }]);
    tick(store, STORY_MS + SILENT_MS);
    const next = storyPicture({}, STORY_MS + SILENT_MS);
    applyPicture(store, next, STORY_MS + SILENT_MS);
    expect(store.getState().picture).toBe(next);
    expect(moments(store)).toEqual([{ mode: 'live' }, { mode: 'live' }, { mode: 'live' }]);
  });

  it('keeps the hub’s own words when the hub already calls its picture cached', () => {
    expect(momentOnScreen(cachedMoment, STORY_MS, STORY_MS + SILENT_MS, 'lost')).toBe(cachedMoment);
  });
});
