import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STORY_MAX_AGE_MS, storyAnchor } from '../../../../../electron/core/demo/story-anchor.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vigil-demo-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('storyAnchor', () => {
  it('goes on with a young story and keeps its journal', async () => {
    expect(await storyAnchor(directory, 1_000, 2_000)).toBe(1_000);
    await writeFile(join(directory, 'vigil.db'), 'kept');
    expect(await storyAnchor(directory, 50_000, 60_000)).toBe(1_000);
    expect(await readdir(directory)).toContain('vigil.db');
  });

  it.each([
    ['too old', JSON.stringify({ liveFromMs: 0 })],
    ['from the future', JSON.stringify({ liveFromMs: STORY_MAX_AGE_MS * 3 })],
    ['damaged', '{'],
  ])('begins a new one, without the old journal, when the story is %s', async (_name, text) => {
    await writeFile(join(directory, 'story.json'), text);
    await writeFile(join(directory, 'vigil.db'), 'old');
    const nowMs = STORY_MAX_AGE_MS + 1;
    expect(await storyAnchor(directory, nowMs - 5, nowMs)).toBe(nowMs - 5);
    expect(await readdir(directory)).toStrictEqual(['story.json']);
  });
});
