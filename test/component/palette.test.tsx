import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Palette } from '../../renderer/features/palette/Palette.tsx';
import { mountStory } from './mount-story.tsx';

const onGo = vi.fn();
const onMoment = vi.fn();

/** A page with a button that opens the palette, as a view has. */
function Opener() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {isOpen && <Palette commands={[]} onGo={onGo} onMoment={onMoment} onClose={() => setOpen(false)} />}
    </>
  );
}

const field = page.getByRole('combobox');
const chosen = (): HTMLElement | null => {
  const id = field.element().getAttribute('aria-activedescendant');
  return id === null ? null : document.getElementById(id);
};

async function openPalette(): Promise<void> {
  await mountStory(<Opener />);
  await page.getByRole('button', { name: 'Open' }).click();
  await expect.element(field).toHaveFocus();
}

describe('the palette', () => {
  it('points at an option that is in sight, however far the keys go, and goes round at both ends', async () => {
    await openPalette();
    const seen = page.getByRole('listbox').element();
    for (const keys of ['{ArrowUp}', '{ArrowDown}', '{PageDown}{PageDown}', '{PageUp}']) {
      await userEvent.keyboard(keys);
      await expect.poll(() => chosen()?.getAttribute('aria-selected')).toBe('true');
      await expect
        .poll(() => {
          const [option, list] = [chosen()?.getBoundingClientRect(), seen.getBoundingClientRect()];
          return option !== undefined && option.top >= list.top - 1 && option.bottom <= list.bottom + 1;
        })
        .toBe(true);
    }
    await userEvent.keyboard('{PageUp}{PageUp}{ArrowUp}');
    const last = Number(chosen()?.getAttribute('aria-setsize'));
    expect(last).toBeGreaterThan(30);
    expect(chosen()?.getAttribute('aria-posinset')).toBe(String(last));
  });

  it('gives the focus back, whether it was used or not', async () => {
    await openPalette();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Open' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toHaveFocus();
    await userEvent.keyboard('ledger{Enter}');
    await expect.element(page.getByRole('button', { name: 'Open' })).toHaveFocus();
    expect(onGo).toHaveBeenCalledExactlyOnceWith('#/services/ledger');
  });

  it('leaves the page behind it alone: neither Tab nor a press gets there', async () => {
    await openPalette();
    const opener = page.getByRole('button', { name: 'Open' }).element();
    for (let presses = 0; presses < 4; presses += 1) {
      await userEvent.tab();
      expect(document.activeElement).not.toBe(opener);
    }
    expect(document.elementFromPoint(5, 5)?.localName).toBe('dialog');
  });
});
