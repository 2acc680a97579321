import { LivePicture } from '../../../electron/core/live-picture.ts';
import { pictureOfSnapshot } from '../../../electron/core/restore.ts';
import { noCellRows } from '../../../shared/contract/frame.ts';
import { decodeFrame, encodeFrame } from '../../../shared/contract/frame-codec.ts';
import { applyFrame } from '../../../shared/contract/picture.ts';
import { testConfig } from '../../builders/core.ts';
import { estateFrame } from '../../builders/estate.ts';
import { storyFrame } from '../../builders/story.ts';
import { byteMutator, jsonMutator, type Mutator, replaced } from '../mutate.ts';
import { type FuzzTarget, must, NOW_MS } from '../target.ts';

const HEADER_BYTES = 56;
const JSON_LENGTH_AT = 48;

// A small estate, with everything an estate may have beside its cells.
const { catalogue: _, ...sections } = storyFrame().sections;
const whole = estateFrame(3, 2, sections);
/** Sparklines are long and all alike: the beginning of them will do. */
const full = { ...whole, spark: whole.spark && { ...whole.spark, values: whole.spark.values.slice(0, 64) } };
const picture = applyFrame(null, full);
if (!picture.ok) throw new Error(picture.error.message);
const before = picture.value;
const seeds = [
  full,
  { ...full, spark: null },
  { ...full, cells: noCellRows, spark: null },
  { ...full, kind: 'delta' as const, seq: full.seq + 1, sections: { alerts: [] }, spark: null },
].map((frame) => Buffer.from(encodeFrame(frame)));

/** Damages the sections of a frame as JSON and writes their new length into its header; or any of its bytes. */
function frameMutator(): Mutator {
  const ofBytes = byteMutator(seeds);
  const ofHeader = byteMutator(seeds.map((seed) => seed.subarray(0, HEADER_BYTES)));
  const parts = seeds.map((seed) => seed.length - seed.readUInt32LE(JSON_LENGTH_AT));
  const ofJson = seeds.map((seed, index) => jsonMutator([seed.subarray(parts[index])]));
  return (random) => {
    const index = random.int(seeds.length);
    const seed = seeds[index]!;
    const way = random.int(5);
    if (way === 0) return ofBytes(random);
    if (way === 1) return replaced(seed, 0, HEADER_BYTES, ofHeader(random));
    if (way === 2) {
      // One bit of a column or of the header: most often still a frame.
      const copy = Buffer.from(seed);
      const at = random.int(copy.length);
      copy[at] = copy[at]! ^ (1 << random.int(8));
      return copy;
    }
    const json = ofJson[index]!(random);
    const frame = Buffer.concat([seed.subarray(0, parts[index]), json]);
    frame.writeUInt32LE(json.length, JSON_LENGTH_AT);
    return frame;
  };
}

const mutate = frameMutator();

export const frameTargets: readonly FuzzTarget[] = [
  {
    name: 'frame',
    kind: 'other',
    mutate,
    open: () => ({
      take(input, random) {
        // Views need alignment: both ways of reading are tried.
        const shifted = random.chance(0.2) ? Buffer.concat([Buffer.of(0), input]).subarray(1) : input;
        const frame = decodeFrame(shifted);
        if (!frame.ok) return false;
        const earlier = frame.value.kind === 'full' ? null : structuredClone(before);
        const applied = applyFrame(earlier, frame.value);
        if (applied.ok) {
          const { series, cells } = applied.value;
          must(series.value.length === series.standing.length, 'columns of a picture differ in length');
          must(
            cells.state.every((code) => code <= 7),
            'a cell is in no state',
          );
        }
        return true;
      },
    }),
  },
  {
    name: 'snapshot',
    kind: 'other',
    mutate,
    open: () => ({
      take(input) {
        const restored = pictureOfSnapshot({ frame: input, asOfMs: NOW_MS });
        if (!restored.ok) return false;
        const picture = new LivePicture(testConfig(), false, NOW_MS);
        picture.restore(restored.value);
        picture.refresh(NOW_MS);
        picture.beat(NOW_MS + 1_000);
        return true;
      },
    }),
  },
];
