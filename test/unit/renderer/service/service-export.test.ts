import { describe, expect, it } from 'vitest';
import { sampleTable, stateTable } from '../../../../renderer/features/service/service-export.ts';
import { servicesTable } from '../../../../renderer/features/service/services-export.ts';
import { records, storyView } from '../../../builders/export-tables.ts';

const about = { service: 'checkout', fromMs: 0, toMs: 10_000 };
const sampled = { region: 'eu-west-1', filledLater: [] };

describe('stateTable', () => {
  it('has every interval as it was recorded, and the gaps with their reason', () => {
    const table = stateTable(
      {
        intervals: [
          { region: 'eu-west-1', state: 'ok', fromMs: 0, toMs: 4_000 },
          { region: 'eu-west-1', state: 'no_data', fromMs: 6_000, toMs: 10_000 },
        ],
        gaps: [{ fromMs: 4_000, toMs: 6_000, reason: 'asleep' }],
      },
      about,
    );
    expect(table.rows).toEqual([
      ['eu-west-1', 'ok', 0, 4_000, 4, null],
      ['eu-west-1', 'no data', 6_000, 10_000, 4, null],
      [null, 'not recorded', 4_000, 6_000, 2, 'asleep'],
    ]);
    expect(table.notes).toEqual(['From 1970-01-01T00:00:00.000Z to 1970-01-01T00:00:10.000Z.']);
  });
});

describe('sampleTable', () => {
  const series = [
    {
      ...sampled,
      signal: 'latency_p95',
      unit: 'seconds',
      sourceId: 'b',
      atMs: [1_000, 3_000],
      value: [0.1, 0.3],
    },
    {
      ...sampled,
      signal: 'error_ratio',
      unit: 'ratio',
      sourceId: 'b',
      atMs: [1_000, 2_000],
      value: [0.01, 0.02],
      filledLater: [{ fromMs: 1_500, toMs: 2_000 }],
    },
    { ...sampled, signal: 'latency_p95', unit: 'seconds', sourceId: 'a', atMs: [1_000], value: [1 / 3] },
  ] as const;
  const found = {
    series: series.map((one) => ({
      ...one,
      atMs: [...one.atMs],
      value: [...one.value],
      filledLater: [...one.filledLater],
    })),
    mayBeThinned: false,
  };

  it('has one row for each source and time, one column for each signal with its unit', () => {
    const table = sampleTable(found, 'eu-west-1', about);
    expect(table.columns.map(({ key, title, unit }) => [key, title, unit])).toEqual([
      ['sampledAt', 'Sampled at', null],
      ['source', 'Source', null],
      ['latency_p95.seconds', 'p95 latency', 'seconds'],
      ['error_ratio.ratio', 'failing requests', 'ratio'],
      ['filledLater', 'Brought in later', null],
    ]);
    expect(table.rows).toEqual([
      [1_000, 'a', 1 / 3, null, 'no'],
      [1_000, 'b', 0.1, 0.01, 'no'],
      [2_000, 'b', null, 0.02, 'yes'],
      [3_000, 'b', 0.3, null, 'no'],
    ]);
  });

  it('says so when the log may have left out values', () => {
    expect(sampleTable(found, 'eu-west-1', about).notes).toHaveLength(1);
    const [, note] = sampleTable({ ...found, mayBeThinned: true }, 'eu-west-1', about).notes;
    expect(note).toContain('may have left out');
  });
});

describe('servicesTable', () => {
  it('has the services as they are listed, each number with its region, source and clocks', () => {
    const [first, second] = records(servicesTable(storyView()));
    expect(first).toMatchObject({
      service: 'checkout',
      state: 'down',
      where: 'eu-west-1',
      regionsNotSeen: 1,
      mostFailing: 0.382,
      mostFailingRegion: 'eu-west-1',
      mostFailingSource: 'prometheus-eu',
      mostFailingFreshness: 'fresh',
      owner: 'Payments team',
    });
    for (const key of ['slowestP95', 'slowestP95SampledAt', 'slowestP95ReceivedAt', 'slowestP95Age'])
      expect(first?.[key]).not.toBeNull();
    expect(second).toMatchObject({ service: 'ledger' });
  });
});
