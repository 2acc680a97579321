import { describe, expect, it } from 'vitest';
import { originOf, shownMs } from '../../../../renderer/export/export-origin.ts';
import { storyView } from '../../../builders/export-tables.ts';
import { CACHED_AT_MS, cachedMoment, STORY_MS } from '../../../builders/story.ts';

describe('originOf', () => {
  it('tells a remembered picture from a live one: it shows an earlier moment than its ages are counted to', () => {
    const view = storyView({ moment: cachedMoment }, CACHED_AT_MS);
    expect(shownMs(view)).toBe(STORY_MS);
    expect(originOf(view).moment).toEqual({
      mode: 'cached',
      at: '2026-09-22T14:13:36.000Z',
      agesCountedTo: '2026-09-22T17:25:36.000Z',
    });
  });

  it('says of a past moment what counts as known, and in which gap it lies', () => {
    const atMs = STORY_MS - 60_000;
    const gap = { fromMs: atMs - 1_000, toMs: atMs + 1_000, reason: 'asleep' } as const;
    const view = storyView({ moment: { mode: 'past', atMs, knowledge: 'then', gap } }, atMs);
    expect(originOf(view).moment).toEqual({
      mode: 'past',
      at: '2026-09-22T14:12:36.000Z',
      agesCountedTo: '2026-09-22T14:12:36.000Z',
      knowledge: 'then',
      gap: { from: '2026-09-22T14:12:35.000Z', to: '2026-09-22T14:12:37.000Z', reason: 'asleep' },
    });
    const recorded = storyView({ moment: { mode: 'past', atMs, knowledge: 'now', gap: null } }, atMs);
    expect(originOf(recorded).moment).toMatchObject({ knowledge: 'now', gap: null });
  });
});
