/** The eight states: a shape each, beside its word, the same in the page and on a canvas. */
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { drawStateMark } from '../../renderer/ui/draw-state-mark.ts';
import { StateMark } from '../../renderer/ui/StateMark.tsx';
import { setTheme } from '../../renderer/ui/theme.ts';
import { type HealthState, healthStates } from '../../shared/domain/health-state.ts';
import { stateWord } from '../../shared/format/words.ts';
import { emulateMedia } from './emulate-media.ts';

const EDGE = 96;
/** Shares of two shapes that cover each other: of one drawn twice, and of two that are told apart. */
const SAME = 0.92;
const OTHER = 0.88;

function brushOf(): OffscreenCanvasRenderingContext2D {
  const brush = new OffscreenCanvas(EDGE, EDGE).getContext('2d', { willReadFrequently: true });
  if (brush === null) throw new Error('No canvas to draw on.');
  return brush;
}

/** Which pixels a drawing covers by half or more. */
function coverOf(brush: OffscreenCanvasRenderingContext2D): readonly boolean[] {
  const { data } = brush.getImageData(0, 0, EDGE, EDGE);
  return Array.from({ length: EDGE * EDGE }, (_, at) => (data[at * 4 + 3] ?? 0) > 127);
}

/** The mark of the page as an image, with the colours it has there. */
async function coverOfPage(state: HealthState): Promise<readonly boolean[]> {
  const svg = page.getByTitle(state).element().querySelector('svg')?.cloneNode(true) as SVGElement;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('style', 'color: #fff; --deg: #fff; --grey: #fff');
  svg.setAttribute('width', String(EDGE));
  svg.setAttribute('height', String(EDGE));
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg.outerHTML)}`;
  await image.decode();
  const brush = brushOf();
  brush.drawImage(image, 0, 0, EDGE, EDGE);
  return coverOf(brush);
}

const shareOf = (a: readonly boolean[], b: readonly boolean[]): number => {
  const both = a.filter((covered, at) => covered && b[at] === true).length;
  const either = a.filter((covered, at) => covered || b[at] === true).length;
  return both / either;
};

async function showAll() {
  await render(
    <>
      {healthStates.map((state) => (
        <span key={state} title={state}>
          <StateMark state={state} labelled />
        </span>
      ))}
    </>,
  );
}

describe('the mark of a state', () => {
  it('has the same shape in the page and on a canvas, and no two states share one', async () => {
    await showAll();
    const inPage = new Map<HealthState, readonly boolean[]>();
    for (const state of healthStates) {
      const shape = await coverOfPage(state);
      const brush = brushOf();
      drawStateMark(brush as unknown as CanvasRenderingContext2D, state, 0, 0, EDGE);
      expect.soft(shareOf(shape, coverOf(brush)), `${state}, page and canvas`).toBeGreaterThan(SAME);
      for (const [other, known] of inPage)
        expect.soft(shareOf(shape, known), `${state} and ${other}`).toBeLessThan(OTHER);
      inPage.set(state, shape);
    }
    expect(inPage.size).toBe(healthStates.length);
  });

  it('is read aloud where no word stands beside it', async () => {
    await showAll();
    for (const state of healthStates)
      await expect
        .element(page.getByTitle(state).getByRole('img', { name: stateWord(state), exact: true }))
        .toBeVisible();
  });

  it('keeps its size beside a word without end, and the word does not run out of its box', async () => {
    await render(
      <p title="row" style={{ display: 'flex', gap: 6, width: 120 }}>
        <StateMark state="down" />
        <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{'x'.repeat(400)}</span>
      </p>,
    );
    const row = page.getByTitle('row').element();
    const mark = row.querySelector('svg')?.getBoundingClientRect();
    expect([mark?.width, mark?.height]).toEqual([12, 12]);
    expect(row.scrollWidth).toBeLessThanOrEqual(row.clientWidth);
  });

  it('keeps its own colour in every theme, also where the system forces colours', async () => {
    await showAll();
    const colourOf = (state: HealthState): string => {
      const mark = page.getByTitle(state).element().querySelector('svg');
      return mark === null ? '' : getComputedStyle(mark).color;
    };
    const dark = colourOf('down');
    setTheme('light');
    await expect.poll(() => colourOf('down')).not.toBe(dark);
    setTheme('dark');
    await emulateMedia({ 'forced-colors': 'active' });
    expect(matchMedia('(forced-colors: active)').matches).toBe(true);
    await expect.poll(() => colourOf('down')).toBe(dark);
    expect(new Set((['ok', 'degraded', 'down'] as const).map(colourOf)).size).toBe(3);
  });
});
