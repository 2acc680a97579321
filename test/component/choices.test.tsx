/** Groups of which one is chosen, and menus: one tab stop each, arrows inside, the focus always somewhere. */
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ExportMenu } from '../../renderer/export/ExportMenu.tsx';
import { Tabs } from '../../renderer/features/alerts/Tabs.tsx';
import { Modal } from '../../renderer/ui/Modal.tsx';
import { Segmented } from '../../renderer/ui/Segmented.tsx';
import { emulateMedia } from './emulate-media.ts';
import { mountStory } from './mount-story.tsx';

const percentiles = [
  { value: 'p50', text: 'p50' },
  { value: 'p90', text: 'p90', disabled: true, title: 'Nobody measures it.' },
  { value: 'p99', text: 'p99' },
] as const;

function Percentiles() {
  const [value, setValue] = useState<(typeof percentiles)[number]['value']>('p50');
  return (
    <>
      <button type="button">Before</button>
      <Segmented label="Percentile" options={percentiles} value={value} onChange={setValue} />
      <button type="button">After</button>
    </>
  );
}

describe('a choice of a few', () => {
  it('is one tab stop: arrows choose, pass over what cannot be chosen, and go round', async () => {
    const keys = vi.fn();
    addEventListener('keydown', keys);
    await render(<Percentiles />);
    const radio = (name: string) => page.getByRole('radio', { name });
    await page.getByRole('button', { name: 'Before' }).click();
    await userEvent.tab();
    await expect.element(radio('p50')).toHaveFocus();
    keys.mockClear();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(radio('p99')).toHaveFocus();
    await expect.element(radio('p99')).toBeChecked();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(radio('p50')).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(radio('p99')).toBeChecked();
    expect(keys, 'the arrows of a group would move time as well').not.toHaveBeenCalled();
    removeEventListener('keydown', keys);
    await userEvent.tab();
    await expect.element(page.getByRole('button', { name: 'After' })).toHaveFocus();
    await userEvent.tab({ shift: true });
    await expect.element(radio('p99')).toHaveFocus();
  });

  it('shows what is chosen where the system takes fills and shadows away', async () => {
    await emulateMedia({ 'forced-colors': 'active' });
    await render(<Percentiles />);
    const outline = (name: string): string =>
      getComputedStyle(page.getByRole('radio', { name }).element()).outlineStyle;
    expect([outline('p50'), outline('p99')]).toEqual(['solid', 'none']);
  });
});

describe('tabs', () => {
  it('are one tab stop, and say which panel they are of', async () => {
    const onChange = vi.fn();
    const tabs = ['firing', 'pending', 'history'].map((value) => ({ value, text: value, count: 3 }));
    await render(<Tabs label="Alerts" panelId="panel" tabs={tabs} value="history" onChange={onChange} />);
    await userEvent.tab();
    await expect.element(page.getByRole('tab', { name: /history/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowRight}');
    expect(onChange).toHaveBeenCalledExactlyOnceWith('firing');
    await expect.element(page.getByRole('tab', { name: /firing/ })).toHaveFocus();
    expect(
      page
        .getByRole('tab', { name: /firing/ })
        .element()
        .getAttribute('aria-controls'),
    ).toBe('panel');
  });
});

describe('the menu of an export', () => {
  it('opens with the arrow, goes round, and gives the focus back to its button', async () => {
    const make = vi.fn();
    await mountStory(<ExportMenu label="Export the matrix" choices={[{ name: 'Cells', make }]} />);
    const button = page.getByRole('button', { name: 'Export the matrix' });
    await userEvent.tab();
    await expect.element(button).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    const items = page.getByRole('menuitem').elements();
    expect(items.length).toBeGreaterThan(1);
    await expect.poll(() => document.activeElement).toBe(items[0]);
    await expect.element(button).toHaveAttribute('aria-expanded', 'true');
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(items.at(-1));
    await userEvent.keyboard('{Escape}');
    await expect.element(button).toHaveFocus();
    await expect.element(button).toHaveAttribute('aria-expanded', 'false');
  });
});

describe('a dialog', () => {
  it('closes by a press beside it, and not by one inside', async () => {
    const onClose = vi.fn();
    await render(
      <Modal label="Shortcuts" onClose={onClose}>
        <p style={{ width: 200, height: 100 }}>Inside</p>
      </Modal>,
    );
    await page.getByText('Inside').click();
    expect(onClose).not.toHaveBeenCalled();
    await page.getByRole('dialog').click({ position: { x: 1, y: -40 }, force: true });
    expect(onClose).toHaveBeenCalledOnce();
  });
});
