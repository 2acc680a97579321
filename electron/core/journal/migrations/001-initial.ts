import type { DatabaseSync } from 'node:sqlite';

/** The first schema. STRICT tables: a value of the wrong type is refused, not stored. */
export function initial(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      service TEXT NOT NULL,
      region TEXT NOT NULL,
      to_region TEXT NOT NULL, -- '' for a signal of a service
      signal TEXT NOT NULL,
      unit TEXT NOT NULL,
      source TEXT NOT NULL,
      sealed_tail INTEGER NOT NULL DEFAULT 0, -- batches up to this one are in chunks
      UNIQUE (service, region, to_region, signal, source, unit)
    ) STRICT;
    CREATE TABLE chunks (
      id INTEGER PRIMARY KEY,
      series INTEGER NOT NULL REFERENCES series (id),
      from_ms INTEGER NOT NULL,
      to_ms INTEGER NOT NULL,
      count INTEGER NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX chunks_of_series ON chunks (series, to_ms);
    CREATE INDEX chunks_by_age ON chunks (to_ms);
    CREATE TABLE tail ( -- committed batches whose samples are not all sealed in chunks yet
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      body BLOB NOT NULL
    ) STRICT;
    CREATE TABLE cells (
      id INTEGER PRIMARY KEY,
      service TEXT NOT NULL,
      region TEXT NOT NULL,
      UNIQUE (service, region)
    ) STRICT;
    CREATE TABLE transitions (
      id INTEGER PRIMARY KEY,
      cell INTEGER NOT NULL REFERENCES cells (id),
      at_ms REAL NOT NULL,
      state INTEGER NOT NULL -- wire code of shared/domain/health-state.ts
    ) STRICT;
    CREATE INDEX transitions_of_cell ON transitions (cell, at_ms, id, state);
    CREATE TABLE recording_spans (
      id INTEGER PRIMARY KEY,
      from_ms REAL NOT NULL,
      to_ms REAL NOT NULL
    ) STRICT;
    CREATE TABLE alert_events (
      id INTEGER PRIMARY KEY,
      alert TEXT NOT NULL,
      at_ms REAL NOT NULL,
      body TEXT NOT NULL -- JSON of shared/domain/alert.ts
    ) STRICT;
    CREATE INDEX alert_events_by_age ON alert_events (at_ms);
    CREATE TABLE alert_episodes ( -- the newest version of every time an alert was active
      id INTEGER PRIMARY KEY,
      alert TEXT NOT NULL,
      starts_ms REAL NOT NULL,
      resolved_ms REAL, -- NULL while active
      seen_ms REAL NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX alert_episodes_of_alert ON alert_episodes (alert, id);
    CREATE INDEX alert_episodes_by_start ON alert_episodes (starts_ms);
    CREATE TABLE snapshots (
      id INTEGER PRIMARY KEY,
      as_of_ms REAL NOT NULL,
      frame BLOB NOT NULL
    ) STRICT;
  `);
}
