import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createDiscovery,
  MAX_QUERIES_TRIED,
} from '../../../../../../electron/core/intake/discovery/create-discovery.ts';
import {
  MAX_FAMILIES,
  recogniseAll,
} from '../../../../../../electron/core/intake/discovery/families/recognise-all.ts';
import { metricNames } from '../../../../../../electron/core/intake/discovery/metric-names.ts';
import { prometheusDurationMs } from '../../../../../../electron/core/intake/discovery/scrape-intervals.ts';
import { guessSchema, MAX_GUESS_EXAMPLES } from '../../../../../../shared/domain/guess.ts';
import { estates, linkEstates } from './estates.ts';
import { fakeServer, type StoredSeries } from './fake-server.ts';

const everySeries = [...estates, ...linkEstates].flatMap(({ series }) => series);
const knownLabels = [...new Set(everySeries.flatMap(({ labels }) => Object.keys(labels)))];
const name = fc.oneof(
  fc.constantFrom(...new Set(everySeries.map(({ metric }) => metric)), 'up', 'http.server.request.duration'),
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'by', 'a"b', '{', '\n', '"}) or vector(1) #'),
);
const value = fc.oneof(
  fc.constantFrom('eu-west-1', 'fra1', '200', '5xx', 'source', '__proto__', '"', '\\', '.*', '(', 'a\nb'),
  fc.string(),
);
const oneSeries = fc
  .tuple(name, fc.dictionary(fc.oneof(fc.constantFrom(...knownLabels), fc.string()), value, { maxKeys: 8 }))
  .map(([__name__, labels]): StoredSeries => ({ ...labels, __name__ }));

/** PromQL's own reading of a query's string literals and brackets, as far as that tells whether it is whole. */
function isWhole(query: string): boolean {
  const bare = query.replaceAll(/"(?:[^"\\\n]|\\(?:[abfnrtv\\"]|u[0-9a-f]{4}|[0-7]{3}|x[0-9a-f]{2}))*"/g, '');
  if (/["\n]/.test(bare)) return false;
  let depth = 0;
  for (const letter of bare) {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

describe('whatever a server holds', () => {
  it('discovery answers, within its bounds, with queries nobody can break out of', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oneSeries, { maxLength: 30 }), async (series) => {
        const server = fakeServer(series);
        const found = await createDiscovery(server, { region: null }).discover();
        if (!found.ok) throw new Error(found.error.sentence);
        const { guesses, signals, notes } = found.value;
        expect(server.asked.length).toBeLessThanOrEqual(3 + MAX_FAMILIES * 8 + MAX_QUERIES_TRIED);
        expect(new Set(guesses.map(({ id }) => id)).size).toBe(guesses.length);
        for (const guess of guesses) {
          expect(guessSchema.parse(guess)).toEqual(guess);
          expect(guess.services.length).toBeLessThanOrEqual(MAX_GUESS_EXAMPLES);
          expect(guess.regions.length).toBeLessThanOrEqual(MAX_GUESS_EXAMPLES);
          expect(isWhole(guess.query), guess.query).toBe(true);
        }
        expect(Object.values(signals).flat()).toHaveLength(guesses.filter(({ active }) => active).length);
        expect(notes.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 150 },
    );
  });

  it('discovery survives replies that are anything at all', async () => {
    const reply = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((data) => `{"status":"success","data":${data}}`),
      fc
        .array(fc.jsonValue())
        .map((result) => JSON.stringify({ status: 'success', data: { resultType: 'vector', result } })),
    );
    const series = everySeries.slice(0, 60).map(({ metric, labels }) => ({ ...labels, __name__: metric }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(reply, { minLength: 1, maxLength: 20 }),
        fc.nat(30),
        async (replies, first) => {
          let asked = 0;
          const server = fakeServer(series, {
            instead: () => {
              asked += 1;
              return asked <= first ? null : (replies[asked % replies.length] ?? '');
            },
          });
          const found = await createDiscovery(server, { region: 'r' }).discover();
          if (found.ok) for (const guess of found.value.guesses) guessSchema.parse(guess);
          else expect(found.error.sentence).not.toBe('');
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('100,000 metric names', () => {
  it('lead to a bounded number of families', () => {
    const names = Array.from(
      { length: 100_000 },
      (_, index) => `team_${index}_http_request_duration_seconds_bucket`,
    );
    const families = recogniseAll(metricNames([...names, 'up', 'probe_success'], ['region', 'from', 'to']));
    expect(families.length).toBeLessThanOrEqual(MAX_FAMILIES);
    expect(families.at(-1)?.id).toBe('up');
    expect(families.map(({ id }) => id)).toContain('blackbox');
  });
});

describe('prometheusDurationMs', () => {
  it.each([
    ['15s', 15_000],
    ['1m30s', 90_000],
    ['500ms', 500],
    ['1h', 3_600_000],
    ['1d12h', 129_600_000],
  ])('reads %s', (text, valueMs) => {
    expect(prometheusDurationMs(text)).toBe(valueMs);
  });

  it.each(['', '15', 's', '-1s', '1.5s', '1m 30s', 'often'])('refuses "%s"', (text) => {
    expect(prometheusDurationMs(text)).toBeNull();
  });
});
