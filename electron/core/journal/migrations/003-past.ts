import type { DatabaseSync } from 'node:sqlite';

/**
 * What moments of the past are rebuilt from: versions instead of newest rows only, what sources said of themselves,
 * configurations, why recording ended, roll-ups, and indexes by time.
 */
export function past(database: DatabaseSync): void {
  database.exec(`
    ALTER TABLE tail ADD COLUMN layout INTEGER NOT NULL DEFAULT 1;
    DROP INDEX chunks_by_age;
    CREATE INDEX chunks_by_age ON chunks (to_ms, from_ms);
    -- Those written before chunks were kept to an hour: found apart, so that the rest is found by its end alone.
    CREATE INDEX wide_chunks ON chunks (to_ms, from_ms) WHERE to_ms - from_ms > 3600000;
    CREATE TABLE roll_ups ( -- least, greatest, sum and count of a series
      id INTEGER PRIMARY KEY,
      tier INTEGER NOT NULL, -- code of tiers.ts
      series INTEGER NOT NULL REFERENCES series (id),
      from_ms INTEGER NOT NULL, -- begin of its period
      body BLOB NOT NULL,
      UNIQUE (tier, series, from_ms)
    ) STRICT;
    CREATE INDEX roll_ups_by_age ON roll_ups (tier, from_ms);
    CREATE TABLE roll_ups_due ( -- stretches with chunks that are not in roll-ups yet
      from_ms INTEGER NOT NULL, -- begin of a period of minutes
      series INTEGER NOT NULL REFERENCES series (id),
      PRIMARY KEY (from_ms, series)
    ) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO roll_ups_due
      WITH RECURSIVE periods (series, at_ms, to_ms) AS (
        SELECT series, from_ms - from_ms % 21600000, to_ms FROM chunks WHERE from_ms >= 0
        UNION ALL
        SELECT series, at_ms + 21600000, to_ms FROM periods WHERE at_ms + 21600000 <= to_ms)
      SELECT at_ms, series FROM periods;
    CREATE TABLE meta (name TEXT PRIMARY KEY, value REAL NOT NULL) STRICT, WITHOUT ROWID; -- facts of meta.ts
    INSERT INTO meta (name, value) SELECT 'stored_samples', total(count) FROM chunks
      UNION ALL SELECT 'stored_bytes', total(length(body)) FROM chunks;
    CREATE TABLE absences ( -- a source that answered no longer reported the series
      id INTEGER PRIMARY KEY,
      series INTEGER NOT NULL REFERENCES series (id),
      at_ms REAL NOT NULL
    ) STRICT;
    CREATE INDEX absences_by_age ON absences (at_ms, series);
    CREATE TABLE source_events (
      id INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      at_ms REAL NOT NULL,
      base INTEGER, -- NULL: a whole status; else the row whose status this one changes
      body TEXT NOT NULL, -- JSON of shared/domain/source.ts, or of the fields that differ
      sum REAL -- rowSum of row-sum.ts over what the row tells; NULL in rows of earlier versions. REAL: any bits can be read
    ) STRICT;
    CREATE INDEX source_events_of_source ON source_events (source, at_ms);
    CREATE INDEX source_events_by_age ON source_events (at_ms);
    CREATE TABLE silence_lists ( -- the silences of a source, whenever they changed
      id INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      at_ms REAL NOT NULL,
      body TEXT NOT NULL, -- JSON, a list of shared/domain/silence.ts
      sum REAL
    ) STRICT;
    CREATE INDEX silence_lists_of_source ON silence_lists (source, at_ms);
    CREATE TABLE configurations (
      id INTEGER PRIMARY KEY,
      at_ms REAL NOT NULL, -- in effect from then on
      demo INTEGER NOT NULL,
      body TEXT NOT NULL, -- YAML without secrets
      sum REAL
    ) STRICT;
    CREATE INDEX configurations_by_age ON configurations (at_ms);
    CREATE TABLE annotation_versions (
      id INTEGER PRIMARY KEY,
      annotation TEXT NOT NULL,
      received_ms REAL NOT NULL,
      at_ms REAL NOT NULL,
      until_ms REAL NOT NULL,
      body TEXT NOT NULL,
      sum REAL
    ) STRICT;
    CREATE INDEX versions_of_annotation ON annotation_versions (annotation, received_ms, id);
    CREATE INDEX annotation_versions_by_age ON annotation_versions (received_ms);
    CREATE INDEX annotation_versions_by_start ON annotation_versions (at_ms);
    -- When they arrived was not written down: at their end at the earliest, as it tells of it.
    INSERT INTO annotation_versions (annotation, received_ms, at_ms, until_ms, body)
      SELECT annotation, max(at_ms, coalesce(json_extract(body, '$.endMs'), at_ms)), at_ms, until_ms, body
      FROM annotations;
    CREATE INDEX transitions_by_age ON transitions (at_ms, cell);
    ALTER TABLE annotations ADD COLUMN sum REAL;
    ALTER TABLE alert_events ADD COLUMN sum REAL;
    ALTER TABLE alert_episodes ADD COLUMN sum REAL;
    ALTER TABLE snapshots ADD COLUMN sum REAL;
    ALTER TABLE recording_spans ADD COLUMN ended TEXT; -- NULL while it goes on, and after a crash
    -- Which samples of the tail count hangs on it: what is in an index as well is checked when the file is opened.
    CREATE INDEX series_by_sealed_tail ON series (sealed_tail);
    CREATE INDEX recording_spans_by_end ON recording_spans (to_ms, from_ms, ended);
    ALTER TABLE alert_events ADD COLUMN episode INTEGER;
    UPDATE alert_events SET episode = (
      SELECT e.id FROM alert_episodes e WHERE e.alert = alert_events.alert AND e.seen_ms >= alert_events.at_ms
      ORDER BY e.id LIMIT 1);
    CREATE INDEX alert_events_of_alert ON alert_events (alert, at_ms, id);
    CREATE INDEX alert_events_of_episode ON alert_events (episode, at_ms, id);
    ALTER TABLE alert_episodes ADD COLUMN first_seen_ms REAL NOT NULL DEFAULT 0;
    UPDATE alert_episodes SET first_seen_ms = coalesce(
      (SELECT min(at_ms) FROM alert_events WHERE episode = alert_episodes.id), starts_ms);
    CREATE INDEX alert_episodes_by_sight ON alert_episodes (seen_ms, first_seen_ms, alert);
    CREATE INDEX open_alert_episodes ON alert_episodes (first_seen_ms, alert) WHERE resolved_ms IS NULL;
  `);
}
