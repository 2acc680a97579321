import type { LoopLagReading } from './loop-lag.ts';
import { type Metric, type MetricValue, single } from './metric-text.ts';

/** What a process says about itself, in base units. */
export interface ProcessFacts {
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  /** User and system time since start. */
  readonly cpuSeconds: number;
  readonly startedAtSeconds: number;
  readonly nodeVersion: string;
}

/** Of this very process. */
export function processFacts(): ProcessFacts {
  const { rss, heapUsed, heapTotal } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    residentBytes: rss,
    heapUsedBytes: heapUsed,
    heapTotalBytes: heapTotal,
    cpuSeconds: (user + system) / 1e6,
    startedAtSeconds: performance.timeOrigin / 1_000,
    nodeVersion: process.version,
  };
}

/** Names as Prometheus' client libraries spell them. */
export function processMetrics(
  facts: ProcessFacts,
  version: string | undefined,
  lag: LoopLagReading | undefined,
): readonly Metric[] {
  const build: Metric = {
    name: 'vigil_build_info',
    type: 'gauge',
    help: 'Version of Vigil and of the Node it runs on; always 1.',
    values: [{ labels: { version: version ?? 'unknown', node: facts.nodeVersion }, value: 1 }],
  };
  return [
    build,
    ...(lag === undefined ? [] : [lagMetric(lag)]),
    single('process_cpu_seconds_total', 'counter', 'User and system CPU time spent.', facts.cpuSeconds),
    single('process_resident_memory_bytes', 'gauge', 'Resident memory of this process.', facts.residentBytes),
    single(
      'process_start_time_seconds',
      'gauge',
      'When this process started, since 1970.',
      facts.startedAtSeconds,
    ),
    single('nodejs_heap_size_used_bytes', 'gauge', 'JavaScript heap in use.', facts.heapUsedBytes),
    single('nodejs_heap_size_total_bytes', 'gauge', 'JavaScript heap reserved.', facts.heapTotalBytes),
  ];
}

function lagMetric({ quantiles, count, sumSeconds }: LoopLagReading): Metric {
  const windows = quantiles.map(
    ({ quantile, seconds }): MetricValue => ({ labels: { quantile: String(quantile) }, value: seconds }),
  );
  return {
    name: 'vigil_event_loop_lag_seconds',
    type: 'summary',
    help: 'How late the event loop comes to its timers; quantiles of the last one to two minutes.',
    values: [...windows, { suffix: '_sum', value: sumSeconds }, { suffix: '_count', value: count }],
  };
}
