import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRecordingReader, readPage } from './read-page.ts';

const suite = z
  .object({
    cases: z.array(z.object({ name: z.string(), shouldParse: z.boolean(), page: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('openmetrics-suite.json', import.meta.url), 'utf8')));

describe("OpenMetrics' own test suite for parsers", () => {
  it('is whole', () => {
    expect(suite.cases).toHaveLength(211);
    expect(suite.cases.filter(({ shouldParse }) => shouldParse)).toHaveLength(44);
  });

  it.each(suite.cases)('$name: read strictly, accepted: $shouldParse', ({ shouldParse, page }) => {
    const { summary } = readPage(page, 'openmetrics');
    expect(summary.errorCount === 0, JSON.stringify(summary.issues)).toBe(shouldParse);
  });

  it('valid pages are read the same when their lines are known', () => {
    for (const { name, shouldParse, page } of suite.cases) {
      if (!shouldParse) continue;
      const reader = createRecordingReader();
      const first = reader.read(page, 'openmetrics');
      const second = reader.read(page, 'openmetrics');
      expect(second.samples, name).toStrictEqual(first.samples);
      expect(second.summary, name).toMatchObject({ brokenLines: 0, isComplete: true });
    }
  });
});
