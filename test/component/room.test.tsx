/** Text and numbers in the room they have: nothing runs over, no number without its age. */
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { OverviewView } from '../../renderer/features/overview/OverviewView.tsx';
import { ServicesView } from '../../renderer/features/service/ServicesView.tsx';
import { WallView } from '../../renderer/features/wall/WallView.tsx';
import { CodeField } from '../../renderer/ui/CodeField.tsx';
import { ReadingText } from '../../renderer/ui/ReadingText.tsx';
import type { Reading } from '../../shared/domain/reading.ts';
import { hostileFrame } from '../builders/hostile-estate.ts';
import { STORY_MS } from '../builders/story-estate.ts';
import { longNamesFrame } from '../builders/wall-trials.ts';
import { emulateMedia } from './emulate-media.ts';
import { mountStory } from './mount-story.tsx';

/** Texts that are drawn outside the box they belong to, or over its edge without being cut there. */
function runaways(rows: Iterable<Element>): readonly string[] {
  return [...rows].flatMap((row) => {
    const box = row.getBoundingClientRect();
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || (node.nodeValue ?? '').trim() === '') continue;
      if (parent.closest('.visually-hidden') !== null) continue;
      const text = document.createRange();
      text.selectNodeContents(node);
      const seen = text.getBoundingClientRect();
      let right = seen.right;
      // What cuts its content off shows no more than its own box.
      for (let at: Element | null = parent; at !== null && at !== row; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== 'visible')
          right = Math.min(right, at.getBoundingClientRect().right);
      if (getComputedStyle(row).overflowX !== 'visible') right = Math.min(right, box.right);
      if (right > box.right + 1 || seen.left < box.left - 1) found.push(node.nodeValue ?? '');
    }
    return found;
  });
}

const reading: Reading = {
  signal: 'latency_p95',
  unit: 'seconds',
  value: 0.084,
  sourceId: 'prometheus-eu',
  sampledAtMs: STORY_MS - 1_240,
  receivedAtMs: STORY_MS - 240,
  ageMs: 1_240,
  freshness: 'fresh',
};

describe('names from outside', () => {
  it.for([
    ['long ones', longNamesFrame],
    ['hostile ones', hostileFrame],
  ] as const)('%s stay in their row of the matrix', async ([, frame]) => {
    await mountStory(<OverviewView />, frame());
    await expect.element(page.getByRole('application')).toBeVisible();
    const names = document.querySelectorAll('li[aria-setsize]');
    expect(names.length).toBeGreaterThan(3);
    expect(runaways(names)).toEqual([]);
  });

  it('stay in their cells of the list of services', async () => {
    await page.viewport(1400, 800);
    await mountStory(<ServicesView />, longNamesFrame());
    const cells = document.querySelectorAll('td, th');
    expect(cells.length).toBeGreaterThan(30);
    expect(runaways(cells)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
    await page.viewport(1200, 800);
  });
});

describe('a number', () => {
  it('has its source, both clocks and the unit at hand, and stays on one line', async () => {
    await render(
      <p style={{ width: 20 }}>
        <ReadingText reading={reading} />
      </p>,
    );
    const shown = page.getByTitle(/p95/).element() as HTMLElement;
    expect(shown.title).toBe(
      'p95 latency 84\u00a0ms · prometheus-eu · sampled 14:13:34, received 14:13:35 UTC',
    );
    expect(shown.getClientRects()).toHaveLength(1);
  });

  it('says its age once it is stale, for all to read, and steps back', async () => {
    await render(
      <>
        <ReadingText reading={reading} />
        <ReadingText reading={{ ...reading, ageMs: 90_000, freshness: 'stale' }} />
      </>,
    );
    const [fresh, stale] = page.getByTitle(/p95/).elements();
    const age = page.getByText(/old$/);
    await expect.element(age).toBeVisible();
    expect(stale?.contains(age.element())).toBe(true);
    expect(fresh?.textContent).not.toContain('old');
    expect(getComputedStyle(stale!).color).not.toBe(getComputedStyle(fresh!).color);
  });
});

describe('numbered text', () => {
  it('has every number on the line it counts, and leads to what is wrong', async () => {
    const value = Array.from({ length: 40 }, (_, line) => `line ${line + 1}: something`).join('\n');
    const marks = [{ line: 30, column: 6, message: 'expected a duration' }];
    await render(
      <CodeField label="The file" value={value} marks={marks} maxLength={10_000} onChange={vi.fn()} />,
    );
    const area = page.getByRole('textbox', { name: 'The file' }).element() as HTMLTextAreaElement;
    const numbers = [...document.querySelectorAll('ol li')].map((item) => item.getBoundingClientRect());
    const style = getComputedStyle(area);
    const lineHeight = Number.parseFloat(style.lineHeight);
    const top = area.getBoundingClientRect().top + Number.parseFloat(style.paddingTop);
    for (const [line, box] of numbers.entries())
      expect.soft(Math.abs(box.top - (top + line * lineHeight)), `line ${line + 1}`).toBeLessThan(2);
    await page.getByRole('button', { name: 'line 30, column 6' }).click();
    expect(document.activeElement).toBe(area);
    expect(value.slice(area.selectionStart)).toMatch(/^30: something/);
    await userEvent.keyboard('{ArrowLeft}');
    expect(area.selectionStart).toBe(value.indexOf('30: something') - 1);
  });
});

describe('motion', () => {
  it('is what an unanswered critical alert on the wall has, and nothing where somebody asked for rest', async () => {
    const moving = (): number =>
      document.getAnimations().filter(({ playState }) => playState === 'running').length;
    await mountStory(<WallView />);
    await expect.poll(moving).toBeGreaterThan(0);
    await emulateMedia({ 'prefers-reduced-motion': 'reduce' });
    await expect.poll(moving).toBe(0);
  });
});
