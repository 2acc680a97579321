import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES } from '../../../../../../electron/core/intake/exposition/unfinished-line.ts';
import { expectedSamples, type MeantPage, meantPage, renderPage } from './page-arbitraries.ts';
import { createRecordingReader, readPage } from './read-page.ts';

const cuts = fc.array(fc.nat(10_000), { maxLength: 8 });

/** The same series with other values, as the next scrape brings them. */
function nextScrape(page: MeantPage, values: readonly number[]): MeantPage {
  return {
    ...page,
    samples: page.samples.map((sample, index) => ({ ...sample, value: values[index % values.length]! })),
  };
}

const mutation = fc.record({
  at: fc.nat(),
  remove: fc.nat(6),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom(
        '\n',
        '"',
        '\\',
        '{',
        '}',
        ' ',
        '#',
        '\n\n',
        '# EOF\n',
        'e',
        '1',
        '-',
        '\t',
        '# TYPE ma counter\n',
      )
      .map((text) => Uint8Array.from(Buffer.from(text))),
  ),
});
const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

function mutated(
  bytes: Uint8Array,
  changes: readonly { at: number; remove: number; insert: Uint8Array }[],
): Uint8Array {
  let now = bytes;
  for (const { at, remove, insert } of changes) {
    const from = at % (now.length + 1);
    now = Buffer.concat([now.subarray(0, from), insert, now.subarray(from + remove)]);
  }
  return now;
}

describe('a page in either format', () => {
  it('is read as it was meant', () => {
    fc.assert(
      fc.property(meantPage, (page) => {
        const { samples, summary, duplicates } = readPage(renderPage(page), page.format);
        expect(samples).toStrictEqual(expectedSamples(page));
        expect(duplicates).toStrictEqual([]);
        expect(summary).toMatchObject({ brokenLines: 0, isComplete: true, samples: samples.length });
      }),
      { numRuns: 400 },
    );
  });

  it('is read the same however it is cut into pieces', () => {
    fc.assert(
      fc.property(meantPage, mutations, cuts, (page, changes, cutAt) => {
        const bytes = mutated(Buffer.from(renderPage(page)), changes);
        const whole = readPage(bytes, page.format);
        expect(createRecordingReader().read(bytes, page.format, cutAt)).toStrictEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('is read the same when its lines are known', () => {
    fc.assert(
      fc.property(
        meantPage,
        fc.array(fc.oneof(fc.double(), fc.integer()), { minLength: 1, maxLength: 5 }),
        cuts,
        (page, values, cutAt) => {
          const reader = createRecordingReader();
          reader.read(renderPage(page), page.format);
          const next = nextScrape(page, values);
          const { samples, summary } = reader.read(renderPage(next), page.format, cutAt);
          expect(samples).toStrictEqual(expectedSamples(next));
          expect(summary).toMatchObject({ brokenLines: 0, isComplete: true });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a damaged page', () => {
  it('never throws, and says of known lines what it says of new ones', () => {
    fc.assert(
      fc.property(meantPage, mutations, (page, changes) => {
        const text = renderPage(page);
        const bytes = mutated(Buffer.from(text), changes);
        const fresh = readPage(bytes, page.format);
        const reader = createRecordingReader();
        reader.read(text, page.format);
        const known = reader.read(bytes, page.format);
        expect(known.samples).toStrictEqual(fresh.samples);
        expect(known.duplicates).toStrictEqual(fresh.duplicates);
        expect(known.summary.brokenLines).toBe(fresh.summary.brokenLines);
        expect(known.summary.isComplete).toBe(fresh.summary.isComplete);
      }),
      { numRuns: 600 },
    );
  });

  it('costs no line before the damage', () => {
    fc.assert(
      fc.property(meantPage, fc.uint8Array({ maxLength: 40 }), (page, garbage) => {
        const good = renderPage({ ...page, format: 'text' });
        const samples = page.format === 'text' ? expectedSamples(page) : [];
        if (page.format !== 'text') return;
        const { samples: read } = readPage(Buffer.concat([Buffer.from(good), garbage]), 'text');
        expect(read.slice(0, samples.length)).toStrictEqual(samples);
      }),
      { numRuns: 200 },
    );
  });

  it('is read in time that grows with its length, whatever it holds', () => {
    // Each would take minutes if something were quadratic; there is no clock in this test but the runner's own.
    const many = 20_000;
    for (const page of [
      `a{${Array.from({ length: 5_000 }, (_, index) => `l${index}="x"`).join(',')}} 1\n`.repeat(2),
      'a{b="'.padEnd(60_000, '\\"'),
      `${'a'.repeat(60_000)} 1\n`.repeat(4),
      `a{x="${'*'.repeat(50_000)}"} ${'1'.repeat(10_000)}\n`,
      `# TYPE ${'_'.repeat(60_000)}x counter\n`,
      `http_${'a_'.repeat(30_000)}total 1\n`,
      Array.from({ length: many }, (_, index) => `m${index} 1\n`).join(''),
      '{'.repeat(60_000),
      '\n'.repeat(many),
      '# HELP a \\'.padEnd(60_000, '\\'),
    ]) {
      const reader = createRecordingReader();
      for (const format of ['text', 'openmetrics', 'text'] as const) reader.read(page, format);
      expect(reader.rememberedLines).toBeLessThanOrEqual(many);
    }
  });
});

describe('a line that is too long', () => {
  it('is skipped, and told, however it is cut; the longest allowed one is read', () => {
    for (const beyond of [-1, 0, 1, 2, 70_000]) {
      const line = 'long{a="'.padEnd(MAX_LINE_BYTES - 4 + beyond, 'x') + '"} 1';
      expect(line).toHaveLength(MAX_LINE_BYTES + beyond);
      const page = `a 1\n${line}\nb 2\n`;
      const whole = readPage(page);
      expect(whole.samples).toHaveLength(beyond > 0 ? 2 : 3);
      expect(whole.summary.brokenLines).toBe(beyond > 0 ? 1 : 0);
      for (const cuts of [
        [10],
        [10, 20_000, 65_000],
        [5, page.length - 4],
        [page.length - 5],
        [4 + line.length],
      ]) {
        expect(createRecordingReader().read(page, 'text', cuts)).toStrictEqual(whole);
      }
    }
  });
});

describe('names that come and go', () => {
  it('are forgotten: memory does not grow with the number of pages', () => {
    const reader = createRecordingReader();
    for (let page = 0; page < 60; page += 1) {
      reader.read(Array.from({ length: 500 }, (_, index) => `pod{id="${page}-${index}"} 1\n`).join(''));
    }
    expect(reader.rememberedLines).toBeLessThan(2_000);
    expect(reader.knownSeries).toBe(reader.rememberedLines);
  });
});
