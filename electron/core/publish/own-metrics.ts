import type { Board } from '../board/board.ts';
import type { Source } from '../intake/source.ts';
import type { JournalStats } from '../journal/journal.ts';
import type { LoopLagReading } from './loop-lag.ts';
import { type Metric, metricText, single } from './metric-text.ts';
import { type ProcessFacts, processFacts, processMetrics } from './process-metrics.ts';
import type { Publisher } from './publisher.ts';
import { sourceMetrics } from './source-metrics.ts';

export interface OwnMetricsInput {
  readonly board: Pick<Board, 'batches' | 'refusedSamples'> & {
    readonly series: { readonly length: number };
  };
  readonly publisher: Pick<Publisher, 'clientCount' | 'framesSent' | 'framesMerged'> & {
    readonly behindCount?: number;
  };
  readonly sources: readonly Pick<Source, 'status'>[];
  readonly journal: JournalStats;
  /** The oldest moment the journal can show, epoch milliseconds; null when it holds nothing. */
  readonly oldestMs?: number | null;
  readonly version?: string;
  /** From `createLoopLag`. */
  readonly loopLag?: LoopLagReading;
  /** Present time, for ages. */
  readonly nowMs?: number;
  readonly process?: ProcessFacts;
}

/** Vigil's own metrics in the Prometheus text format 0.0.4, for the team's Prometheus. */
export function ownMetrics(input: OwnMetricsInput): string {
  const nowMs = input.nowMs ?? Date.now();
  const statuses = input.sources.map((source) => source.status());
  return metricText([
    ...sourceMetrics(statuses, nowMs),
    ...pictureMetrics(input),
    ...journalMetrics(input, nowMs),
    ...processMetrics(input.process ?? processFacts(), input.version, input.loopLag),
  ]);
}

function pictureMetrics({ board, publisher }: OwnMetricsInput): readonly Metric[] {
  return [
    single('vigil_series', 'gauge', 'Series on the board.', board.series.length),
    single('vigil_batches_total', 'counter', 'Batches received from sources.', board.batches),
    single(
      'vigil_refused_samples_total',
      'counter',
      'Samples refused because the catalogue is full.',
      board.refusedSamples,
    ),
    single('vigil_clients', 'gauge', 'Connected views.', publisher.clientCount),
    single(
      'vigil_clients_behind',
      'gauge',
      'Views that are still busy with an earlier frame.',
      publisher.behindCount,
    ),
    single('vigil_frames_sent_total', 'counter', 'Frames sent to views.', publisher.framesSent),
    single(
      'vigil_frames_merged_total',
      'counter',
      'Frames held back from busy views and merged into later ones.',
      publisher.framesMerged,
    ),
  ];
}

function journalMetrics({ journal, oldestMs }: OwnMetricsInput, nowMs: number): readonly Metric[] {
  const hasOldest = oldestMs !== undefined && oldestMs !== null;
  return [
    single('vigil_journal_bytes', 'gauge', 'Size of the journal on disk.', journal.databaseBytes),
    single('vigil_journal_samples', 'gauge', 'Samples in the journal.', journal.sampleCount),
    single('vigil_journal_series', 'gauge', 'Series in the journal.', journal.seriesCount),
    single(
      'vigil_journal_queued_writes',
      'gauge',
      'Writes waiting for the next transaction.',
      journal.queuedWrites,
    ),
    single(
      'vigil_journal_oldest_timestamp_seconds',
      'gauge',
      'The oldest moment that can be shown, since 1970.',
      hasOldest ? oldestMs / 1_000 : null,
    ),
    single(
      'vigil_journal_reach_seconds',
      'gauge',
      'How far back the journal reaches.',
      hasOldest ? Math.max(0, nowMs - oldestMs) / 1_000 : null,
    ),
  ];
}
