import type { DatabaseSync } from 'node:sqlite';

/** Deploys, incidents and notes: one row each, the newest report of it. */
export function annotations(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE annotations (
      id INTEGER PRIMARY KEY,
      annotation TEXT NOT NULL UNIQUE,
      at_ms REAL NOT NULL,
      until_ms REAL NOT NULL, -- annotationUntilMs of shared/domain/annotation.ts
      body TEXT NOT NULL -- JSON of shared/domain/annotation.ts
    ) STRICT;
    CREATE INDEX annotations_by_start ON annotations (at_ms);
    CREATE INDEX annotations_by_end ON annotations (until_ms);
  `);
}
