import { describe, expect, it } from 'vitest';
import { matrixTable } from '../../../../../renderer/features/overview/matrix-export.ts';
import { records, storyView } from '../../../../builders/export-tables.ts';
import { CACHED_AT_MS, cachedMoment } from '../../../../builders/story.ts';

function cell(table: ReturnType<typeof matrixTable>, service: string, region: string) {
  return records(table).filter((row) => row['service'] === service && row['region'] === region);
}

describe('matrixTable', () => {
  const view = storyView();
  const table = matrixTable(view);

  it('has every signal of every cell, whose it is, both clocks and its age', () => {
    const shown = cell(table, 'checkout', 'eu-west-1').find((row) => row['shown'] === 'yes');
    expect(shown).toMatchObject({
      service: 'checkout',
      city: 'Dublin',
      state: 'down',
      since: Date.UTC(2026, 8, 22, 14, 2, 10),
      signal: 'error_ratio',
      unit: 'ratio',
      value: 0.382,
      source: 'prometheus-eu',
      freshness: 'fresh',
    });
    const [sampled, received] = [Number(shown?.['sampledAt']), Number(shown?.['receivedAt'])];
    expect(received - sampled).toBe(340);
    expect(shown?.['age']).toBe((view.nowMs - sampled) / 1_000);
    const { cells, series } = view.picture.sections.catalogue;
    const measured = new Set(series.flatMap((one) => (one.kind === 'cell' ? [one.cell] : [])));
    const ofCells = series.filter(({ kind }) => kind === 'cell').length;
    expect(table.rows).toHaveLength(ofCells + cells.length - measured.size);
  });

  it('stands in the order of the screen: worst service first, regions from west to east within their part', () => {
    const rows = records(table);
    expect([...new Set(rows.map((row) => row['service']))].slice(0, 5)).toEqual([
      'checkout',
      'ledger',
      'payments',
      'search',
      'auth',
    ]);
    const { catalogue } = view.picture.sections;
    const [first, ...others] = catalogue.regions;
    // The catalogue's order is that of discovery; this region moves to the end of the screen.
    const regions = [{ ...first!, group: 'Elsewhere' }, ...others];
    const moved = records(matrixTable(storyView({ catalogue: { ...catalogue, regions } })));
    const order = (all: typeof rows): unknown[] => [...new Set(all.map((row) => row['region']))];
    expect(order(rows).slice(0, 3)).toEqual(['us-west-2', 'us-east-1', 'ca-central-1']);
    expect(order(moved).at(-1)).toBe('us-west-2');
  });

  it('keeps a value that nobody vouches for now, and says that it is stale', () => {
    const mumbai = cell(table, 'checkout', 'ap-south-1');
    expect(mumbai.map((row) => row['state'])).toEqual(mumbai.map(() => 'unreachable'));
    expect(mumbai.map((row) => row['freshness'])).toEqual(mumbai.map(() => 'stale'));
    expect(Number(mumbai[0]?.['age'])).toBeGreaterThan(370);
  });

  it('says of a remembered picture what was measured then, with ages of now', () => {
    const past = matrixTable(storyView({ moment: cachedMoment }, CACHED_AT_MS));
    const shown = cell(past, 'checkout', 'eu-west-1').find((row) => row['shown'] === 'yes');
    expect(shown).toMatchObject({ state: 'down', value: 0.382, freshness: 'stale' });
    expect(Number(shown?.['age'])).toBeGreaterThan(3 * 3_600);
  });

  it('leaves what was never received empty, and says levels in words', () => {
    const { picture, nowMs } = storyView();
    const { catalogue } = picture.sections;
    const [first, second] = catalogue.series;
    if (first?.kind !== 'cell' || second === undefined) throw new Error('The story begins with cells.');
    picture.series.value[0] = Number.NaN;
    picture.series.value[1] = 2;
    const series = [first, { ...second, unit: 'status_level' as const, signal: 'reported_status' }];
    const sections = { ...picture.sections, catalogue: { ...catalogue, series } };
    const rows = records(matrixTable({ picture: { ...picture, sections }, nowMs }));
    expect(rows.find((row) => row['signal'] === first.signal)).toMatchObject({
      value: null,
      source: null,
      sampledAt: null,
      age: null,
    });
    expect(rows.find((row) => row['signal'] === 'reported_status')).toMatchObject({
      value: 2,
      words: 'partial outage',
    });
    // Cells without any series have one row, with their state.
    expect(rows.filter((row) => row['signal'] === null).length).toBeGreaterThan(100);
  });
});
