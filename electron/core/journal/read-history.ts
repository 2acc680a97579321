import type { DatabaseSync } from 'node:sqlite';
import type { Unit } from '../../../shared/domain/signal.ts';
import { viewChunk } from './chunk-codec.ts';
import { collectSeries } from './collect-series.ts';
import type { HistoryQuery, JournalSeries, SeriesHistory } from './journal.ts';
import { noteDamage, withoutDamage } from './row-sum.ts';
import type { SamplesStore } from './samples-store.ts';
import { seriesSum } from './series-text.ts';

/** Series of a service with the asked signals, each with its samples in the range. */
export function readHistory(
  database: DatabaseSync,
  store: Pick<SamplesStore, 'openSamples'>,
  query: HistoryQuery,
): SeriesHistory[] {
  const find = database.prepare('SELECT * FROM series WHERE service = ? ORDER BY region, signal, id');
  const chunks = database.prepare(
    'SELECT body FROM chunks WHERE series = ? AND to_ms >= ? AND from_ms <= ? ORDER BY id',
  );
  const answer: SeriesHistory[] = [];
  for (const row of find.iterate(query.service)) {
    const series = seriesOfRow(row);
    if (query.region !== null && query.region !== series.region) continue;
    if (!query.signals.includes(series.signal)) continue;
    const collect = collectSeries(query);
    const seed = seriesSum(series);
    const collectChunks = (): void => {
      for (const chunk of chunks.iterate(Number(row.id), query.fromMs, query.toMs)) {
        const samples = viewChunk(chunk.body as Uint8Array, seed);
        if (samples.ok) collect.add(samples.value);
        else noteDamage(database);
      }
    };
    withoutDamage(database, collectChunks, undefined);
    const open = store.openSamples(Number(row.id));
    if (open !== null) collect.add(open);
    const collected = collect.finish();
    if (collected.atMs.length > 0) answer.push({ series, ...collected });
  }
  return answer;
}

/** A row of the table `series`. */
export function seriesOfRow(row: Readonly<Record<string, unknown>>): JournalSeries {
  return {
    service: String(row['service']),
    region: String(row['region']),
    toRegion: row['to_region'] === '' ? null : String(row['to_region']),
    signal: String(row['signal']),
    unit: row['unit'] as Unit,
    sourceId: String(row['source']),
  };
}
