import type { DatabaseSync } from 'node:sqlite';

/** What sources told of alerts in words: a row whenever it was another text. */
export function alertTexts(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE alert_texts (
      id INTEGER PRIMARY KEY,
      alert TEXT NOT NULL,
      at_ms REAL NOT NULL, -- when a source told it
      body TEXT NOT NULL, -- JSON of the annotations in shared/domain/alert-texts.ts
      sum REAL
    ) STRICT;
    CREATE INDEX texts_of_alert ON alert_texts (alert, at_ms, id);
    CREATE INDEX texts_by_age ON alert_texts (at_ms);
  `);
}
