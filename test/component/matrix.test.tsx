/** The cells of the overview: one canvas, painted in the colours of the states, walked through by keys. */
import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { OverviewView } from '../../renderer/features/overview/OverviewView.tsx';
import { setTheme } from '../../renderer/ui/theme.ts';
import { type Frame, noCellRows } from '../../shared/contract/frame.ts';
import { storyFrame } from '../builders/story.ts';
import { STORY_MS } from '../builders/story-estate.ts';
import { mountStory } from './mount-story.tsx';

/** Where the canvas lets the page through. */
const NOTHING = 'nothing';

const matrix = page.getByRole('application');
const spoken = (): string =>
  [...document.querySelectorAll('[aria-live="polite"]')].map(({ textContent }) => textContent).join(' ');
const ring = (): HTMLElement | null => matrix.element().querySelector('span');

async function focusMatrix(): Promise<void> {
  (matrix.element() as HTMLElement).focus();
  await expect.poll(ring).not.toBeNull();
}

/** The row of a cell in the table of the frame. */
function rowOf({ sections: { catalogue } }: Frame, service: string, region: string): number {
  if (catalogue === undefined) throw new Error('The frame has no catalogue.');
  const { cells, services, regions } = catalogue;
  return cells.findIndex(([s, r]) => services[s]?.id === service && regions[r]?.id === region);
}

/** Walks to a cell with the keys: rows and columns by what is said of them. */
async function goTo(service: string, region: string): Promise<void> {
  await userEvent.keyboard('{Control>}{Home}{/Control}');
  for (let steps = 0; !spoken().startsWith(`${service} in `); steps += 1) {
    if (steps > 40) throw new Error(`There is no ${service}.`);
    await userEvent.keyboard('{ArrowDown}');
  }
  for (let steps = 0; !spoken().startsWith(`${service} in ${region}`); steps += 1) {
    if (steps > 40) throw new Error(`There is no ${region}.`);
    await userEvent.keyboard('{ArrowRight}');
  }
}

/** The colours under the cell with the focus, and how many of its pixels have each. */
function coloursOfCell(): ReadonlyMap<string, number> {
  const canvas = matrix.element().querySelector('canvas');
  const box = ring()?.getBoundingClientRect();
  if (canvas === null || box === undefined) throw new Error('No cell has the focus.');
  const origin = canvas.getBoundingClientRect();
  const scale = canvas.width / origin.width;
  // A copy: reading the drawing itself would change how Chromium keeps it.
  const brush = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', {
    willReadFrequently: true,
  });
  if (brush === null) throw new Error('No canvas to copy to.');
  brush.drawImage(canvas, 0, 0);
  const { data } = brush.getImageData(
    Math.round((box.x + 2 - origin.x) * scale),
    Math.round((box.y + 1 - origin.y) * scale),
    Math.round((box.width - 4) * scale),
    Math.round((box.height - 2) * scale),
  );
  const counts = new Map<string, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = data[at + 3] === 0 ? NOTHING : hexOf(...data.subarray(at, at + 4));
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}

const hexOf = (...channels: readonly number[]): string =>
  `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;

/** A colour of the theme as the canvas draws it, on nothing. */
function token(name: string): string {
  const brush = new OffscreenCanvas(1, 1).getContext('2d');
  if (brush === null) throw new Error('No canvas to draw on.');
  brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name);
  brush.fillRect(0, 0, 1, 1);
  return hexOf(...brush.getImageData(0, 0, 1, 1).data);
}

const share = (colours: ReadonlyMap<string, number>, colour: string): number =>
  (colours.get(colour) ?? 0) / [...colours.values()].reduce((sum, count) => sum + count, 0);

describe('the cells of the overview', () => {
  it('are painted in the colours of their states, in dark and in light', async () => {
    await mountStory(<OverviewView />);
    await focusMatrix();
    for (const theme of ['dark', 'light'] as const) {
      setTheme(theme);
      await goTo('checkout', 'eu-west-1');
      await expect
        .poll(() => share(coloursOfCell(), token('--down-tile')), { message: theme })
        .toBeGreaterThan(0.5);
      await goTo('payments', 'eu-west-2');
      await expect
        .poll(() => share(coloursOfCell(), token('--deg-tile')), { message: theme })
        .toBeGreaterThan(0.5);
      await goTo('checkout', 'us-east-1');
      const healthy = coloursOfCell();
      expect(share(healthy, NOTHING), 'a healthy cell is quiet: hardly anything is drawn').toBeGreaterThan(
        0.75,
      );
      expect(healthy.get(token('--ok-cell')) ?? 0, 'its dot').toBeGreaterThan(5);
      expect(healthy.has(token('--down-tile')) || healthy.has(token('--deg-tile'))).toBe(false);
      await goTo('checkout', 'ap-south-1');
      expect(coloursOfCell().has(token('--ok-cell')), 'green that nothing measures').toBe(false);
    }
  });

  it('are painted anew when their state changes, and only then', async () => {
    const frame = storyFrame();
    const { hub } = await mountStory(<OverviewView />, frame);
    const row = rowOf(frame, 'checkout', 'us-east-1');
    const down = rowOf(frame, 'checkout', 'eu-west-1');
    await focusMatrix();
    await goTo('checkout', 'us-east-1');
    expect(share(coloursOfCell(), token('--down-tile'))).toBe(0);
    hub.push({
      atMs: STORY_MS,
      batches: 1,
      sections: {},
      series: {
        rows: new Uint32Array(0),
        value: new Float64Array(0),
        sampledAtMs: new Float64Array(0),
        receivedAtMs: new Float64Array(0),
        standing: new Uint8Array(0),
      },
      cells: {
        ...noCellRows,
        rows: Uint32Array.of(row),
        state: frame.cells.state.slice(down, down + 1),
        lastMeasuredState: frame.cells.lastMeasuredState.slice(row, row + 1),
        sinceMs: Float64Array.of(STORY_MS),
        keySeries: frame.cells.keySeries.slice(row, row + 1),
      },
    });
    await expect.poll(() => share(coloursOfCell(), token('--down-tile'))).toBeGreaterThan(0.5);
    await goTo('ledger', 'us-east-1');
    expect(share(coloursOfCell(), token('--down-tile'))).toBe(0);
  });

  it('are one tab stop; the cell with the focus is in sight, wherever the keys lead', async () => {
    await page.viewport(700, 500);
    await mountStory(<OverviewView />);
    await focusMatrix();
    const inSight = (): boolean => {
      const canvas = matrix.element().querySelector('canvas')?.getBoundingClientRect();
      const box = ring()?.getBoundingClientRect();
      if (canvas === undefined || box === undefined) return false;
      return (
        box.left >= canvas.left - 5 &&
        box.right <= canvas.right + 5 &&
        box.top >= canvas.top - 5 &&
        box.bottom <= canvas.bottom + 5
      );
    };
    for (const keys of [
      '{Control>}{End}{/Control}',
      '{Home}',
      '{PageUp}',
      '{End}',
      '{Control>}{Home}{/Control}',
      '{ArrowLeft}{ArrowUp}',
    ]) {
      await userEvent.keyboard(keys);
      await expect.poll(inSight, { message: keys }).toBe(true);
    }
    expect(spoken()).toMatch(/^checkout in us-west-2/);
    const cell = document.activeElement;
    await userEvent.tab();
    expect(matrix.element().contains(document.activeElement)).toBe(false);
    await userEvent.tab({ shift: true });
    expect(document.activeElement).toBe(cell);
    await page.viewport(1200, 800);
  });

  it('say every number with its source, both clocks and its age, and put it away with Escape', async () => {
    await mountStory(<OverviewView />);
    await focusMatrix();
    await goTo('checkout', 'eu-west-1');
    await userEvent.keyboard('i');
    const card = page.getByRole('complementary', { name: 'Numbers of the cell' });
    await expect.element(card).toBeVisible();
    const rows = card.getByRole('row').elements().slice(1);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const cells = [...row.querySelectorAll('td')].map(({ textContent }) => textContent ?? '');
      expect(cells[0]).toMatch(/\d/);
      expect(cells[1]).not.toBe('');
      expect(cells.slice(2, 4).join(' ')).toMatch(/^\d\d:\d\d:\d\d \d\d:\d\d:\d\d$/);
      expect(cells[4]).toMatch(/^\d+\s\S+ old/);
    }
    const box = card.element().getBoundingClientRect();
    expect(box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight).toBe(true);
    await userEvent.keyboard('{Escape}');
    await expect.element(card).not.toBeInTheDocument();
    await expect.element(matrix).toHaveFocus();
  });
});
