import { type SourceStatus, sourceStates } from '../../../shared/domain/source.ts';
import type { Metric, MetricValue } from './metric-text.ts';

/** How each source is doing. @param nowMs for ages */
export function sourceMetrics(statuses: readonly SourceStatus[], nowMs: number): readonly Metric[] {
  const each = (
    name: string,
    type: 'gauge' | 'counter',
    help: string,
    valueOf: (status: SourceStatus) => number | null,
  ): Metric => ({
    name,
    type,
    help,
    values: statuses.flatMap((status): readonly MetricValue[] => {
      const value = valueOf(status);
      return value === null ? [] : [{ labels: { source: status.id, type: status.type }, value }];
    }),
  });
  const states: Metric = {
    name: 'vigil_source_state',
    type: 'gauge',
    help: 'State of each source: 1 for the state it is in.',
    values: statuses.flatMap(({ id, state }) =>
      sourceStates.map((one) => ({ labels: { source: id, state: one }, value: one === state ? 1 : 0 })),
    ),
  };
  return [
    states,
    each('vigil_source_up', 'gauge', 'Whether the source answers.', ({ state }) =>
      state === 'live' ? 1 : 0,
    ),
    each(
      'vigil_source_samples_per_second',
      'gauge',
      'Samples received in the last minute, per second.',
      ({ samplesPerSecond }) => samplesPerSecond,
    ),
    each(
      'vigil_source_series',
      'gauge',
      'Series the source reported last.',
      ({ seriesCount }) => seriesCount,
    ),
    each(
      'vigil_source_missing_series',
      'gauge',
      'Series the last good answer should have held and did not.',
      ({ missingSeriesCount }) => missingSeriesCount,
    ),
    each('vigil_source_errors_total', 'counter', 'Failed attempts.', ({ errorCount }) => errorCount),
    each(
      'vigil_source_rejected_total',
      'counter',
      'Messages or values refused because they were malformed.',
      ({ rejectedCount }) => rejectedCount,
    ),
    each(
      'vigil_source_missed_messages_total',
      'counter',
      'Messages that never arrived, known from gaps in their numbers.',
      ({ missedMessageCount }) => missedMessageCount,
    ),
    each(
      'vigil_source_warnings',
      'gauge',
      'Warnings of the last good answer.',
      ({ warnings }) => warnings.length,
    ),
    each(
      'vigil_source_faults',
      'gauge',
      'Things wrong with the monitoring behind the source.',
      ({ faults }) => faults.length,
    ),
    each(
      'vigil_source_lag_seconds',
      'gauge',
      'Receive time minus sample time of the last batch.',
      ({ lagMs }) => (lagMs === null ? null : lagMs / 1_000),
    ),
    each(
      'vigil_source_last_success_timestamp_seconds',
      'gauge',
      'When the source last answered, since 1970.',
      ({ lastSuccessAtMs }) => (lastSuccessAtMs === null ? null : lastSuccessAtMs / 1_000),
    ),
    each(
      'vigil_source_last_success_age_seconds',
      'gauge',
      'How long ago the source last answered.',
      ({ lastSuccessAtMs }) =>
        lastSuccessAtMs === null ? null : Math.max(0, nowMs - lastSuccessAtMs) / 1_000,
    ),
  ];
}
