import type { DatabaseSync } from 'node:sqlite';

/** What people, and Vigil for them, did about alerts. */
export function actions(database: DatabaseSync): void {
  database.exec(`
    CREATE TABLE actions (
      id INTEGER PRIMARY KEY,
      action TEXT NOT NULL, -- one action on several alerts has a row for each
      alert TEXT, -- NULL: about no single one, as a silence that hides nothing yet
      kind TEXT NOT NULL,
      at_ms REAL NOT NULL,
      body TEXT NOT NULL, -- JSON of shared/domain/alert-action.ts
      sum REAL
    ) STRICT;
    CREATE INDEX actions_of_alert ON actions (alert, at_ms, id);
    CREATE INDEX actions_by_age ON actions (at_ms);
  `);
}
