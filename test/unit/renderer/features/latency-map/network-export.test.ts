import { describe, expect, it } from 'vitest';
import {
  pairTable,
  regionTable,
  routeTable,
} from '../../../../../renderer/features/latency-map/network-export.ts';
import { records, storyView } from '../../../../builders/export-tables.ts';
import { frameBaselines } from '../../../../builders/frame-baselines.ts';
import { storyFrame } from '../../../../builders/story.ts';

const view = storyView();
const baselines = frameBaselines(storyFrame());
const baselineOf = (row: number) => baselines[row]?.baseline ?? null;

describe('the tables of the latency map', () => {
  it('routes begin with the one furthest from its normal, with its origin and both clocks', () => {
    const rows = records(routeTable(view, 'latency_p95', baselineOf));
    expect(rows).toHaveLength(182);
    const [first] = rows;
    expect(first).toMatchObject({
      from: 'eu-west-1',
      to: 'ap-southeast-1',
      freshness: 'fresh',
      farFromNormal: 'yes',
    });
    expect(first?.['roundTrip']).toBeCloseTo(0.318, 3);
    expect(first?.['deviation']).toBeCloseTo(Number(first?.['roundTrip']) / Number(first?.['usual']) - 1, 12);
    for (const key of ['source', 'sampledAt', 'receivedAt', 'age', 'farSince'])
      expect(first?.[key]).not.toBeNull();
    // What cannot be seen stands at the end, with its last value and its age.
    expect(rows.slice(-26).every((row) => row['freshness'] === 'stale')).toBe(true);
  });

  it('the matrix has every ordered pair once, row by row, measured or not', () => {
    const { picture, nowMs } = view;
    const { catalogue } = picture.sections;
    const lost = catalogue.series.findIndex((one) => one.kind === 'link');
    const series = catalogue.series.filter((_, row) => row !== lost);
    const without = (column: Float64Array): Float64Array => column.filter((_, row) => row !== lost);
    const rows = records(
      pairTable(
        {
          nowMs,
          picture: {
            ...picture,
            sections: { ...picture.sections, catalogue: { ...catalogue, series } },
            series: {
              value: without(picture.series.value),
              sampledAtMs: without(picture.series.sampledAtMs),
              receivedAtMs: without(picture.series.receivedAtMs),
              standing: picture.series.standing.filter((_, row) => row !== lost),
            },
          },
        },
        'latency_p95',
        baselineOf,
      ),
    );
    expect(rows).toHaveLength(14 * 13);
    expect(new Set(rows.map(({ from, to }) => `${from} ${to}`)).size).toBe(14 * 13);
    expect(rows.filter((row) => row['roundTrip'] === null)).toHaveLength(1);
    expect(rows.slice(0, 13).map(({ from }) => from)).toEqual(rows.slice(0, 13).map(() => 'us-west-2'));
  });

  it('regions have their latency as the map colours it, and their slowest service with its origin', () => {
    const table = regionTable(view, 'latency_p95', baselineOf);
    const dublin = records(table).find(({ region }) => region === 'eu-west-1');
    expect(dublin).toMatchObject({
      city: 'Dublin',
      state: 'down',
      seen: 'yes',
      slowestService: 'payments',
      slowest: 1.84,
      slowestSource: 'prometheus-eu',
      slowestFreshness: 'fresh',
    });
    const mumbai = records(table).find(({ region }) => region === 'ap-south-1');
    expect(mumbai).toMatchObject({ seen: 'no', latency: null, slowest: null });
    expect(mumbai?.['lastLatency']).toBeGreaterThan(0.1);
    expect(table.columns.find(({ key }) => key === 'latency')).toMatchObject({
      title: 'p95 latency',
      unit: 'seconds',
    });
  });
});
