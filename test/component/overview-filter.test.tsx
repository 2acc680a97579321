import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { readEstateView } from '../../renderer/features/overview/estate-view.ts';
import { FilterMenu } from '../../renderer/features/overview/FilterMenu.tsx';
import { mountStory } from './mount-story.tsx';

const onChange = vi.fn();
const onSeen = vi.fn();

describe('the filters of the overview', () => {
  it('open by their key, take what is typed for themselves, and give the focus back', async () => {
    await mountStory(
      <>
        <button type="button">Before</button>
        <FilterMenu view={readEstateView('')} onChange={onChange} onSeen={onSeen} />
      </>,
    );
    const before = page.getByRole('button', { name: 'Before' });
    await before.click();
    await userEvent.keyboard('/');
    const words = page.getByRole('textbox', { name: /Words/ });
    await expect.element(words).toHaveFocus();
    // The letter that clears the marks of the page is a letter here.
    await userEvent.keyboard('c');
    expect(onSeen).not.toHaveBeenCalled();
    expect(onChange).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ words: 'c' }));
    await userEvent.keyboard('{Escape}');
    await expect.element(before).toHaveFocus();
    await userEvent.keyboard('c');
    expect(onSeen).toHaveBeenCalledOnce();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect.element(words).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Filter' })).toHaveFocus();
  });

  it('are all within the window, also where that is 390 px wide', async () => {
    await page.viewport(390, 844);
    await mountStory(
      <div style={{ paddingLeft: 200 }}>
        <FilterMenu view={readEstateView('')} onChange={onChange} onSeen={onSeen} />
      </div>,
    );
    await page.getByRole('button', { name: 'Filter' }).click();
    const panel = page.getByRole('dialog', { name: 'Filter and group' });
    await expect.element(panel).toBeVisible();
    const box = panel.element().getBoundingClientRect();
    expect([box.left >= 0, box.right <= 390, box.top >= 0, box.bottom <= 844]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(panel.element().scrollWidth).toBeLessThanOrEqual(panel.element().clientWidth);
    await page.viewport(1200, 800);
  });
});
