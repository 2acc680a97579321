import type { DatabaseSync } from 'node:sqlite';
import { viewChunk } from './chunk-codec.ts';
import { collectSeries } from './collect-series.ts';
import type { HistoryQuery, SeriesHistory } from './journal.ts';
import { noteDamage, withoutDamage } from './row-sum.ts';
import type { SamplesStore } from './samples-store.ts';
import { seriesOfRow } from './series-names.ts';
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
