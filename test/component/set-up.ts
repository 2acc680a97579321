/** What every component stands on: the tokens, the letters, a clock that stands still, and nothing left by the test before. */
import { afterEach, beforeEach, vi } from 'vitest';
import '../../renderer/ui/tokens.css';
import '../../renderer/ui/fonts.css';
import '../../renderer/ui/base.css';
import { setTheme } from '../../renderer/ui/theme.ts';
import { STORY_MS } from '../builders/story-estate.ts';
import { emulateMedia } from './emulate-media.ts';

let complaints: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: STORY_MS });
  localStorage.clear();
  location.hash = '';
  setTheme('dark');
  complaints = [];
  for (const level of ['error', 'warn'] as const)
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      complaints.push(`console ${level}: ${words.map(String).join(' ')}`);
    });
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await emulateMedia({});
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
});
