import type { DatabaseSync } from 'node:sqlite';
import type { Unit } from '../../../shared/domain/signal.ts';
import type { JournalSeries } from './journal.ts';

/** The names of all series by their ids: read once, and afterwards only what is new. Rows of series never change. */
export class SeriesNames {
  readonly #database: DatabaseSync;
  readonly #byId = new Map<number, JournalSeries>();
  #newestId = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  all(): ReadonlyMap<number, JournalSeries> {
    const rows = this.#database
      .prepare('SELECT * FROM series WHERE id > ? ORDER BY id')
      .iterate(this.#newestId);
    for (const row of rows) {
      this.#newestId = Number(row.id);
      this.#byId.set(this.#newestId, seriesOfRow(row));
    }
    return this.#byId;
  }
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
