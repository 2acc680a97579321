import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { TimeBar } from '../../renderer/app/TimeBar.tsx';
import { rangeById, type TimeRangeId } from '../../renderer/app/time-bar-model.ts';
import { TIME_BAR_BINS } from '../../renderer/state/time-window.ts';
import { STORY_MS } from '../builders/story-estate.ts';
import { mountStory } from './mount-story.tsx';

function Bar() {
  const [id, setId] = useState<TimeRangeId>('6h');
  return (
    <div style={{ position: 'absolute', insetInline: 0, bottom: 0 }}>
      <input aria-label="A field" />
      <TimeBar range={rangeById(id)} onRange={setId} isAligned={false} />
    </div>
  );
}

const slider = page.getByRole('slider', { name: 'Moment on screen' });
const second = (): number => Number(slider.element().getAttribute('aria-valuenow'));
const NOW_SECOND = STORY_MS / 1_000;
const BIN_SECONDS = (6 * 3_600) / TIME_BAR_BINS;

describe('the time bar', () => {
  it('steps by key wherever the focus is, and says the moment in words', async () => {
    await mountStory(<Bar />);
    await expect.poll(second).toBe(NOW_SECOND);
    await userEvent.keyboard('{ArrowLeft}');
    await expect.poll(second).toBeLessThan(NOW_SECOND);
    const before = second();
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}');
    await expect.poll(() => before - second()).toBe(10 * BIN_SECONDS);
    await expect.poll(() => slider.element().getAttribute('aria-valuetext')).toMatch(/^13:\d\d/);
    await userEvent.keyboard('l');
    await expect.poll(second).toBe(NOW_SECOND);
  });

  it('leaves the keys to whoever types', async () => {
    await mountStory(<Bar />);
    await expect.poll(second).toBe(NOW_SECOND);
    await page.getByRole('textbox', { name: 'A field' }).fill('last');
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft} l.,');
    await expect.element(page.getByRole('textbox', { name: 'A field' })).toHaveValue('la l.,st');
    expect(second()).toBe(NOW_SECOND);
  });

  it('as a slider of its own goes to both ends and back to the present', async () => {
    await mountStory(<Bar />);
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    const first = Number(slider.element().getAttribute('aria-valuemin'));
    await expect.poll(second).toBe(first);
    expect(NOW_SECOND - first).toBeGreaterThan(5 * 3_600);
    await userEvent.keyboard('{PageUp}');
    await expect.poll(() => second() - first).toBe(10 * BIN_SECONDS);
    await userEvent.keyboard('{End}');
    await expect.poll(second).toBe(NOW_SECOND);
  });

  it('writes no label over another one, however narrow it is', async () => {
    for (const width of [320, 700, 1200]) {
      await page.viewport(width, 800);
      const { screen } = await mountStory(<Bar />);
      await expect.poll(() => slider.element().querySelectorAll('[class*="tick"]').length).toBeGreaterThan(1);
      const boxes = [...slider.element().querySelectorAll('[class*="tick"]')].map((tick) => {
        const text = document.createRange();
        text.selectNodeContents(tick);
        return text.getBoundingClientRect();
      });
      for (const [at, box] of boxes.entries())
        for (const other of boxes.slice(at + 1))
          expect.soft(other.left - box.right, `${width} px`).toBeGreaterThan(4);
      await screen.unmount();
    }
  });
});
