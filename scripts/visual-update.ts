/**
 * Makes the pictures of `test/e2e/browser/visual` anew where a view no longer looks like its own, and writes them small.
 * Look at every one that changed before you keep it. Further arguments go to Playwright: `-- -g "the wall"`.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';

const FOLDER = 'test/e2e/browser/visual';
/** A colour on fewer pixels than this is the edge of a letter or a line, and no area. */
const AREA_PIXELS = 400;
/** Levels of a channel that become one on edges: nobody sees it, and the file becomes half as large. */
const EDGE_STEP = 8;

const { status } = spawnSync(
  'playwright',
  [
    'test',
    '--project=browser',
    `${FOLDER}.spec.ts`,
    '--workers=1',
    '--update-snapshots=changed',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);

for (const name of readdirSync(FOLDER).filter((name) => name.endsWith('.png'))) {
  const file = join(FOLDER, name);
  const picture = PNG.sync.read(readFileSync(file));
  roundEdges(picture.data);
  // Flat areas repeat themselves from row to row: deflate finds that best unfiltered.
  const small = PNG.sync.write(picture, {
    colorType: 2,
    inputHasAlpha: true,
    filterType: 0,
    deflateLevel: 9,
    deflateStrategy: 0,
  });
  writeFileSync(file, small);
}
process.exitCode = status ?? 1;

/** Rounds the colours of edges, in place; areas keep theirs. `pixels` are red, green, blue and opaque. */
function roundEdges(pixels: Buffer): void {
  const counts = new Map<number, number>();
  const colorAt = (at: number): number => pixels.readUIntBE(at, 3);
  for (let at = 0; at < pixels.length; at += 4) counts.set(colorAt(at), (counts.get(colorAt(at)) ?? 0) + 1);
  for (let at = 0; at < pixels.length; at += 4)
    if ((counts.get(colorAt(at)) ?? 0) < AREA_PIXELS)
      for (let channel = at; channel < at + 3; channel += 1)
        pixels[channel] = Math.min(255, Math.round((pixels[channel] ?? 0) / EDGE_STEP) * EDGE_STEP);
}
