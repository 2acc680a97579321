import type { Page } from '@playwright/test';

/** One cell of the overview's matrix as a screen reader says it. */
export interface SpokenCell {
  readonly service: string;
  readonly region: string;
  readonly state: string;
  /** Said in the past tense: the picture is cached. */
  readonly past: boolean;
  /** The number is not one of now: "last value …". */
  readonly last: boolean;
  /** Digits and unit, in base units of the page's words: 1.4 and "ms". */
  readonly number: string;
  readonly unit: string;
  readonly label: string;
  readonly sourceId: string;
  /** When it was sampled, `HH:MM:SS` in UTC. */
  readonly sampledAt: string;
  /** "9 s old, stale". */
  readonly age: string;
}

/** More rows and columns than any estate of the tests has. */
const MAX_STEPS = 50;

/** Walks the matrix with the arrow keys and returns what is said about every cell, in the order of the screen. */
export async function readMatrix(page: Page): Promise<readonly SpokenCell[]> {
  const matrix = page.locator('main [role="application"]');
  const spoken = page.locator('main [aria-live="polite"]', { hasText: / in .*:/ }).first();
  await matrix.focus();
  await page.keyboard.press('Control+Home');
  const heard = async (): Promise<string> => (await spoken.textContent()) ?? '';
  const cells: SpokenCell[] = [];
  let rowBefore = '';
  for (let row = 0; row < MAX_STEPS; row += 1) {
    await page.keyboard.press('Home');
    const first = placeOf(await heard());
    if (first === rowBefore) break;
    rowBefore = first;
    for (let column = 0, before = ''; column < MAX_STEPS; column += 1) {
      const words = await heard();
      if (placeOf(words) === before) break;
      before = placeOf(words);
      if (!words.includes('not deployed')) cells.push(spokenCell(words));
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('ArrowDown');
  }
  return cells;
}

function placeOf(words: string): string {
  return words.slice(0, words.indexOf(':'));
}

/**
 * Reads "checkout in eu-west-1, Dublin: unreachable since 19:52⏎last value p95 latency 1.6 ms · prom · sampled
 * 19:52:13, received 19:52:14 UTC · 9 s old, stale". Throws when it is not said like that.
 */
function spokenCell(words: string): SpokenCell {
  const head = /^(?<service>.+) in (?<region>[\w-]+)[^:]*: (?<past>was )?(?<state>[a-z ]+?)(?: since .*)?$/m;
  const said =
    /^(?<last>last value )?(?<label>.+) (?<number>[\d.]+)(?:\u00a0(?<unit>\S+))? · (?<sourceId>\S+) · /m;
  const clock = /(?:at|sampled) (?<sampledAt>\d\d:\d\d:\d\d)/;
  const groups = [head, said, clock].map((pattern) => pattern.exec(words)?.groups);
  const [where, reading, sampled] = groups;
  if (where === undefined) throw new Error(`Not the words of a cell: ${words}`);
  return {
    service: where['service'] ?? '',
    region: where['region'] ?? '',
    state: where['state'] ?? '',
    past: where['past'] !== undefined,
    last: reading?.['last'] !== undefined,
    number: reading?.['number'] ?? '',
    unit: reading?.['unit'] ?? '',
    label: reading?.['label'] ?? '',
    sourceId: reading?.['sourceId'] ?? '',
    sampledAt: sampled?.['sampledAt'] ?? '',
    age: words.slice(words.lastIndexOf(' · ') + 3),
  };
}

/** How many pixels of the matrix have the full green of a healthy cell: dimmed ones do not count. */
export function greenPixels(page: Page): Promise<number> {
  return page.locator('main [role="application"] canvas').evaluate((canvas: HTMLCanvasElement) => {
    const OPAQUE = 240;
    const SAME = 6;
    // A copy: reading the drawing itself would change how Chromium keeps it.
    const pixelsOf = (
      width: number,
      height: number,
      draw: (brush: OffscreenCanvasRenderingContext2D) => void,
    ) => {
      const brush = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (brush === null) throw new Error('No canvas to copy to.');
      draw(brush);
      return brush.getImageData(0, 0, width, height).data;
    };
    const green = getComputedStyle(document.documentElement).getPropertyValue('--ok-cell');
    const [r = 0, g = 0, b = 0] = pixelsOf(1, 1, (brush) => {
      brush.fillStyle = green;
      brush.fillRect(0, 0, 1, 1);
    });
    const pixels = pixelsOf(canvas.width, canvas.height, (brush) => brush.drawImage(canvas, 0, 0));
    const channel = (at: number): number => pixels[at] ?? 0;
    let count = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const off = Math.abs(channel(at) - r) + Math.abs(channel(at + 1) - g) + Math.abs(channel(at + 2) - b);
      if (channel(at + 3) > OPAQUE && off < SAME) count += 1;
    }
    return count;
  });
}
