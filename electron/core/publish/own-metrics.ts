import { sourceStates } from '../../../shared/domain/source.ts';
import type { Board } from '../board/board.ts';
import type { Source } from '../intake/source.ts';
import type { JournalStats } from '../journal/journal.ts';
import type { Publisher } from './publisher.ts';

export interface OwnMetricsInput {
  readonly board: Board;
  readonly publisher: Publisher;
  readonly sources: readonly Pick<Source, 'status'>[];
  readonly journal: JournalStats;
}

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

/** Vigil's own metrics in the Prometheus text format 0.0.4, for the team's Prometheus. */
export function ownMetrics({ board, publisher, sources, journal }: OwnMetricsInput): string {
  const statuses = sources.map((source) => source.status());
  const one = (value: number): Metric['values'] => [{ value }];
  const metrics: readonly Metric[] = [
    {
      name: 'vigil_source_state',
      type: 'gauge',
      help: 'State of each source: 1 for the state it is in.',
      values: statuses.flatMap((status) =>
        sourceStates.map((state) => ({
          labels: { source: status.id, state },
          value: status.state === state ? 1 : 0,
        })),
      ),
    },
    {
      name: 'vigil_source_samples_per_second',
      type: 'gauge',
      help: 'Samples received in the last minute, per second.',
      values: statuses.map((status) => ({ labels: { source: status.id }, value: status.samplesPerSecond })),
    },
    {
      name: 'vigil_source_rejected_total',
      type: 'counter',
      help: 'Messages or values refused because they were malformed.',
      values: statuses.map((status) => ({ labels: { source: status.id }, value: status.rejectedCount })),
    },
    {
      name: 'vigil_source_lag_seconds',
      type: 'gauge',
      help: 'Receive time minus sample time of the last batch.',
      values: statuses.flatMap((status) =>
        status.lagMs === null ? [] : [{ labels: { source: status.id }, value: status.lagMs / 1_000 }],
      ),
    },
    { name: 'vigil_series', type: 'gauge', help: 'Series on the board.', values: one(board.series.length) },
    {
      name: 'vigil_batches_total',
      type: 'counter',
      help: 'Batches received from sources.',
      values: one(board.batches),
    },
    {
      name: 'vigil_refused_samples_total',
      type: 'counter',
      help: 'Samples refused because the catalogue is full.',
      values: one(board.refusedSamples),
    },
    { name: 'vigil_clients', type: 'gauge', help: 'Connected views.', values: one(publisher.clientCount) },
    {
      name: 'vigil_frames_sent_total',
      type: 'counter',
      help: 'Frames sent to views.',
      values: one(publisher.framesSent),
    },
    {
      name: 'vigil_frames_merged_total',
      type: 'counter',
      help: 'Frames held back from busy views and merged into later ones.',
      values: one(publisher.framesMerged),
    },
    {
      name: 'vigil_journal_bytes',
      type: 'gauge',
      help: 'Size of the journal on disk.',
      values: one(journal.databaseBytes),
    },
    {
      name: 'vigil_journal_samples',
      type: 'gauge',
      help: 'Samples in the journal.',
      values: one(journal.sampleCount),
    },
    {
      name: 'vigil_journal_queued_writes',
      type: 'gauge',
      help: 'Writes waiting for the next transaction.',
      values: one(journal.queuedWrites),
    },
    {
      name: 'process_resident_memory_bytes',
      type: 'gauge',
      help: 'Resident memory of this process.',
      values: one(process.memoryUsage.rss()),
    },
  ];
  return metrics.map(exposition).join('');
}

function exposition({ name, type, help, values }: Metric): string {
  const lines = values.map(({ labels, value }) => `${name}${labelText(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>> | undefined): string {
  if (labels === undefined) return '';
  const escape = (text: string): string =>
    text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escape(value)}"`)
    .join(',')}}`;
}
