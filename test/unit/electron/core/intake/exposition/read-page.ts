import type { ExpositionFormat } from '../../../../../../electron/core/intake/exposition/exposition-format.ts';
import type { PageSummary } from '../../../../../../electron/core/intake/exposition/page.ts';
import { PageReader } from '../../../../../../electron/core/intake/exposition/page-reader.ts';

/** A sample as a page says it; the series is its name and sorted labels. */
export interface ReadSample {
  readonly series: string;
  readonly value: number;
  /** Epoch milliseconds; null without a time of its own. */
  readonly atMs: number | null;
}

export interface ReadPage {
  readonly samples: readonly ReadSample[];
  readonly duplicates: readonly string[];
  readonly summary: PageSummary;
}

/** One spelling for a series, whatever order its labels came in. */
export function seriesText(name: string, labels: Iterable<readonly [string, string]>): string {
  return JSON.stringify([name, ...[...labels].toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** A reader that writes down everything it reads. */
export function createRecordingReader() {
  const names = new Map<number, string>();
  let next = 0;
  let samples: ReadSample[] = [];
  let duplicates: string[] = [];
  const reader = new PageReader(
    {
      series({ name, labels }) {
        names.set(next, seriesText(name, labels));
        next += 1;
        return next - 1;
      },
      sample: (handle, value, atMs) =>
        samples.push({ series: names.get(handle)!, value, atMs: Number.isNaN(atMs) ? null : atMs }),
      duplicate: (handle) => duplicates.push(names.get(handle)!),
      forget: (handle) => names.delete(handle),
    },
    () => 0.5,
  );
  return {
    get rememberedLines() {
      return reader.rememberedLines;
    },
    get knownSeries() {
      return names.size;
    },
    /** @param cuts where the page is cut into pieces, in bytes */
    read(
      page: string | Uint8Array,
      format: ExpositionFormat = 'text',
      cuts: readonly number[] = [],
    ): ReadPage {
      samples = [];
      duplicates = [];
      const bytes = typeof page === 'string' ? Buffer.from(page) : page;
      const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
      reader.begin(format);
      let from = 0;
      for (const end of ends) {
        // A copy of its own: nothing may be read from beyond a piece.
        reader.push(bytes.slice(from, end));
        from = end;
      }
      return { summary: reader.end(), samples, duplicates };
    },
  };
}

/** Reads one page for the first time. */
export function readPage(page: string | Uint8Array, format: ExpositionFormat = 'text'): ReadPage {
  return createRecordingReader().read(page, format);
}
