import { createHash } from 'node:crypto';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { CapsuleFacts } from '../../../../shared/domain/capsule.ts';
import { migrate, SCHEMA_VERSION } from '../migrations/migrate.ts';

/** In the header of the file: 'VgCp'. The journal itself has none. */
export const CAPSULE_APPLICATION_ID = 0x56674370;
/** The layout that is written and read. */
export const CAPSULE_FORMAT = 1;
/** The schema of the first capsules. */
export const FIRST_CAPSULE_SCHEMA = 3;

const CAPSULE_TABLE = `CREATE TABLE capsule (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      format INTEGER NOT NULL,
      vigil TEXT NOT NULL,
      schema INTEGER NOT NULL,
      created_ms INTEGER NOT NULL,
      from_ms INTEGER NOT NULL,
      to_ms INTEGER NOT NULL,
      name TEXT NOT NULL,
      demo INTEGER NOT NULL,
      sums TEXT NOT NULL, -- JSON, the SHA-256 of the rows of every table, by name
      seal TEXT NOT NULL -- SHA-256 of all of the above
    ) STRICT`;

/**
 * Tables of the journal that a capsule holds, and what they are called to people. The others are there as well, empty,
 * so that the journal's own readers find what they expect.
 */
export const capsuleTables = {
  series: 'the list of series',
  chunks: 'the samples',
  absences: 'what sources no longer reported',
  roll_ups: 'what is usual',
  cells: 'the list of services and regions',
  transitions: 'the states',
  recording_spans: 'the times of recording',
  source_events: 'what the sources said',
  silence_lists: 'the silences',
  configurations: 'the configurations',
  alert_episodes: 'the alerts',
  alert_events: 'the versions of alerts',
  alert_texts: 'the texts of alerts',
  annotations: 'the annotations',
  annotation_versions: 'the versions of annotations',
  actions: 'what people did about alerts',
} as const;
export type CapsuleTable = keyof typeof capsuleTables;
const tableNames = Object.keys(capsuleTables) as readonly CapsuleTable[];

/** Tables that came later than the first capsules, and the schema they came with. */
const cameWith: Partial<Record<CapsuleTable, number>> = { actions: 4, alert_texts: 5 };

/** The tables that a capsule of a schema holds. */
export function capsuleTableNames(schema = SCHEMA_VERSION): readonly CapsuleTable[] {
  return tableNames.filter((table) => (cameWith[table] ?? 0) <= schema);
}

/** The SHA-256 of the rows of every table. */
export type CapsuleSums = Readonly<Record<string, string>>;

/** Makes the tables of a capsule in an empty database: those of the journal, and the one that describes it. */
export function createCapsuleTables(database: DatabaseSync, schema = SCHEMA_VERSION): void {
  migrate(database, schema);
  database.exec(CAPSULE_TABLE);
  database.exec(`PRAGMA application_id = ${CAPSULE_APPLICATION_ID}`);
}

/** Everything a database is made of, in order of names: equal for every capsule of a format and schema. */
export function structureOf(database: DatabaseSync): string {
  return JSON.stringify(
    database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all(),
  );
}

/** What the structure of a capsule of a schema must be. */
export function capsuleStructure(schema: number): string {
  const model = new DatabaseSync(':memory:');
  try {
    createCapsuleTables(model, schema);
    return structureOf(model);
  } finally {
    model.close();
  }
}

/** The SHA-256 of all rows of a table in the order of their ids, values with their types. */
export function sumOfTable(database: DatabaseSync, table: CapsuleTable): string {
  const hash = createHash('sha256');
  const rows = database.prepare(`SELECT * FROM ${table} ORDER BY id`);
  rows.setReturnArrays(true);
  for (const row of rows.iterate() as Iterable<unknown>)
    for (const value of row as readonly SQLOutputValue[]) addValue(hash, value);
  return hash.digest('hex');
}

type Hash = ReturnType<typeof createHash>;

const numberBytes = Buffer.alloc(9);

/** A letter for the type, then the value: texts and bytes with their length before them, so that no two rows are alike. */
function addValue(hash: Hash, value: SQLOutputValue): void {
  if (value === null) {
    hash.update('n');
    return;
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    addNumber(hash, 'd', Number(value));
    return;
  }
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
  addNumber(hash, typeof value === 'string' ? 't' : 'b', bytes.length);
  hash.update(bytes);
}

function addNumber(hash: Hash, letter: string, value: number): void {
  numberBytes.write(letter, 0, 'latin1');
  numberBytes.writeDoubleLE(value, 1);
  hash.update(numberBytes);
}

/** The SHA-256 over what a capsule says of itself and the sums of its tables. */
export function sealOf(facts: CapsuleFacts, sums: CapsuleSums): string {
  const { format, vigil, schema, createdAtMs, fromMs, toMs, name, demo } = facts;
  const all = [format, vigil, schema, createdAtMs, fromMs, toMs, name, demo, Object.entries(sums).toSorted()];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** Writes the row that describes the capsule. */
export function writeFacts(database: DatabaseSync, facts: CapsuleFacts, sums: CapsuleSums): void {
  const { format, vigil, schema, createdAtMs, fromMs, toMs, name, demo } = facts;
  database
    .prepare('INSERT INTO capsule VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      format,
      vigil,
      schema,
      createdAtMs,
      fromMs,
      toMs,
      name,
      Number(demo),
      JSON.stringify(sums),
      sealOf(facts, sums),
    );
}

/** The row that describes the capsule, as it stands there; throws when there is none. */
export function readFacts(database: DatabaseSync): {
  readonly facts: CapsuleFacts;
  readonly sums: CapsuleSums;
  readonly seal: string;
} {
  const row = database.prepare('SELECT * FROM capsule').get();
  if (row === undefined) throw new Error('it has no description');
  return {
    facts: {
      format: Number(row.format),
      vigil: String(row.vigil),
      schema: Number(row.schema),
      createdAtMs: Number(row.created_ms),
      fromMs: Number(row.from_ms),
      toMs: Number(row.to_ms),
      name: String(row.name),
      demo: row.demo === 1,
    },
    sums: JSON.parse(String(row.sums)) as CapsuleSums,
    seal: String(row.seal),
  };
}
