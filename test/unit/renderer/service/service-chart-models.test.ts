import { describe, expect, it } from 'vitest';
import { regionCharts } from '../../../../renderer/features/service/service-chart-models.ts';

const NOW = 1_790_000_000_000;
const shown = { fromMs: NOW - 600_000, toMs: NOW };
const series = (signal: string, region = 'eu-west-1') => ({
  signal,
  region,
  sourceId: 'a',
  unit: 'seconds' as const,
  atMs: [NOW - 20_000, NOW - 10_000],
  value: [0.1, 0.2],
  filledLater: [],
});
const labels = (signals: readonly string[], region?: string): readonly string[] => {
  const found = signals.map((signal) => series(signal, region));
  const [latency] = regionCharts(found, 'eu-west-1', shown, []);
  expect(latency?.definition.lines.length).toBe(latency?.definition.signals.length);
  expect(latency?.origins.length).toBe(latency?.definition.lines.length);
  return latency?.definition.lines.map(({ label }) => label) ?? [];
};

describe('the percentiles of the latency chart', () => {
  it('hold p90 where it is measured', () => {
    expect(labels(['latency_p50', 'latency_p90', 'latency_p95', 'latency_p99'])).toEqual([
      'p50',
      'p90',
      'p95',
      'p99',
    ]);
  });

  it('say nothing of p90 where nobody measures it here, but of p99', () => {
    expect(labels(['latency_p50', 'latency_p95'])).toEqual(['p50', 'p95', 'p99']);
    expect(labels(['latency_p90'], 'eu-west-2')).toEqual(['p50', 'p95', 'p99']);
  });
});
