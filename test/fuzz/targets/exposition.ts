import { readFileSync } from 'node:fs';
import type { ExpositionFormat } from '../../../electron/core/intake/exposition/exposition-format.ts';
import type { PageSummary } from '../../../electron/core/intake/exposition/page.ts';
import { PageReader } from '../../../electron/core/intake/exposition/page-reader.ts';
import { readSignals } from '../../../electron/core/intake/exposition/read-signals.ts';
import { recognisedReadings } from '../../../electron/core/intake/exposition/recognised-readings.ts';
import { ScrapeMemory } from '../../../electron/core/intake/exposition/scrape-memory.ts';
import { createSeriesKeys, MAX_CACHED_KEYS } from '../../../electron/core/intake/policy/series-keys.ts';
import { byteMutator, pieces } from '../mutate.ts';
import type { Random } from '../random.ts';
import { type Decoder, type FuzzTarget, must, mustBeTime, NOW_MS, recorded } from '../target.ts';

const SCRAPE_EVERY_MS = 15_000;
const placing = { serviceLabel: 'job', regionLabel: 'region', defaultService: 'page', defaultRegion: 'here' };

/** OpenMetrics' own suite for parsers: pages that are valid, and pages that are wrong in one way each. */
const suite = JSON.parse(
  readFileSync(
    new URL('../../unit/electron/core/intake/exposition/openmetrics-suite.json', import.meta.url),
    'utf8',
  ),
) as { readonly cases: readonly { readonly page: string }[] };
const openMetrics = suite.cases.map(({ page }) => Buffer.from(page));
const text = recorded('exposition', /\.txt$/);

const NEWLINE = 10;
/** Bytes of a large page that are taken at a time: small inputs find the same in a fraction of the time. */
const WINDOW_BYTES = 1_500;

/** Some lines of a page; now and then all of it. */
function someLines(page: Buffer, random: Random): Buffer {
  if (page.length <= WINDOW_BYTES || random.chance(0.01)) return page;
  const from = page.indexOf(NEWLINE, random.int(page.length - WINDOW_BYTES)) + 1;
  const to = page.indexOf(NEWLINE, from + random.int(WINDOW_BYTES)) + 1;
  return page.subarray(from, to === 0 ? page.length : to);
}

function mustBeSummary({
  lines,
  brokenLines,
  errorCount,
  issues,
  isComplete,
  wasAudited,
}: PageSummary): void {
  must(brokenLines <= lines, 'more lines are broken than there are');
  must(issues.length <= 20, 'more issues are kept than are told');
  must(!isComplete || brokenLines === 0, 'a page with broken lines is called complete');
  must(brokenLines === 0 || !wasAudited || errorCount > 0, 'a broken line breaks no rule');
}

/** Reads page after page as the source does, up to the signals, and the rules between lines with `isStrict`. */
function openPages(format: ExpositionFormat, isStrict: boolean): Decoder {
  const keys = createSeriesKeys();
  const memory = new ScrapeMemory(recognisedReadings(), keys, placing);
  const reader = new PageReader(memory, () => 0.5);
  let scrapes = 0;
  return {
    async take(input, random) {
      if (keys.size > MAX_CACHED_KEYS) {
        reader.forget();
        keys.trim();
      }
      scrapes += 1;
      const nowMs = NOW_MS + scrapes;
      memory.begin(nowMs, scrapes * SCRAPE_EVERY_MS);
      reader.begin(format, isStrict);
      for (const piece of pieces(input, random)) reader.push(piece);
      const summary = reader.end();
      mustBeSummary(summary);
      // Pages nearly always have lines that the one before had not: what is remembered is dropped as it would be then.
      const turns = { isSpent: () => false, next: () => Promise.resolve() };
      const { samples, rejectedCount, lastRejection } = await readSignals(
        memory,
        keys,
        SCRAPE_EVERY_MS * 5,
        turns,
      );
      must(rejectedCount === 0 || lastRejection !== null, 'refused without a reason');
      for (const { value, sampledAtMs } of samples) {
        must(Number.isFinite(value), `a sample is ${value}`);
        mustBeTime(sampledAtMs, 'the time of a sample');
      }
      return summary.samples > 0;
    },
  };
}

/** One page read whole and cut anywhere, by readers that know nothing: both must read the same. */
function openTwice(format: ExpositionFormat): Decoder {
  const read = (input: Uint8Array, cut: readonly Uint8Array[]): string => {
    let text = '';
    let handles = 0;
    const reader = new PageReader(
      {
        series({ name, labels }) {
          text += `${name}${[...labels].join()};`;
          handles += 1;
          return handles - 1;
        },
        sample: (handle, value, atMs) => (text += `${handle} ${value} ${atMs};`),
        duplicate: (handle) => (text += `again ${handle};`),
        forget: () => undefined,
      },
      () => 0.5,
    );
    reader.begin(format);
    for (const piece of cut) reader.push(piece);
    const { lines, samples, brokenLines, errorCount } = reader.end();
    must(samples === 0 || input.length > 0, 'samples from nothing');
    return `${text}${lines} ${samples} ${brokenLines} ${errorCount}`;
  };
  return {
    take(input, random) {
      const whole = read(input, [input]);
      must(read(input, pieces(input, random)) === whole, 'a page comes to something else when it is cut');
      return !whole.startsWith('0 ');
    },
  };
}

const formats: readonly (readonly [ExpositionFormat, readonly Buffer[]])[] = [
  ['text', text],
  ['openmetrics', [...openMetrics, ...text.map((page) => Buffer.concat([page, Buffer.from('# EOF\n')]))]],
];

export const expositionTargets: readonly FuzzTarget[] = formats.flatMap(([format, seeds]): FuzzTarget[] => {
  const mutate = byteMutator(seeds, someLines);
  const kind = 'exposition';
  return [
    { name: `exposition-${format}`, kind, mutate, open: () => openPages(format, false) },
    { name: `exposition-${format}-strict`, kind, mutate, open: () => openPages(format, true) },
    { name: `exposition-${format}-cut`, kind, mutate, open: () => openTwice(format) },
  ];
});
