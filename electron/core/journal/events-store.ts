import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { codeOfHealthState } from '../../../shared/domain/health-state.ts';
import { writeActions } from './actions-store.ts';
import { writeAlertTexts } from './alert-texts-store.ts';
import { writeAlerts } from './alerts-store.ts';
import { writeAnnotations } from './annotations-store.ts';
import { writeConfigurations } from './configurations-store.ts';
import type { Snapshot, Transition } from './journal.ts';
import type { TransitionsQuery, WriteBatch } from './protocol.ts';
import { isSound, rowSum, withoutDamage } from './row-sum.ts';
import { type SourceBases, writeSilences, writeSourceEvents } from './sources-store.ts';
import { writeSpans } from './spans-store.ts';
import { stateFromColumn, stateToColumn } from './state-column.ts';

/** The last one, and the one before it should the last be damaged. */
const KEPT_SNAPSHOTS = 2;

/** What happened, as plain rows: transitions and snapshots here, the rest in stores of their own. */
export class EventsStore {
  readonly #database: DatabaseSync;
  readonly #cellIds = new Map<string, number>();
  readonly #sourceBases: SourceBases = new Map();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * A new run of Vigil knows nothing of any cell yet, so every cell known to the log enters `no_data`:
   * otherwise the last state before a stop would count on for a service that never comes back.
   */
  beginRun(nowMs: number): void {
    this.#database
      .prepare(
        `INSERT INTO transitions (cell, at_ms, state)
         SELECT c.id, max(t.at_ms, ?), ? FROM cells c JOIN transitions t
           ON t.id = (SELECT id FROM transitions WHERE cell = c.id ORDER BY at_ms DESC, id DESC LIMIT 1)
         WHERE t.state <> ?`,
      )
      .run(nowMs, codeOfHealthState('no_data'), codeOfHealthState('no_data'));
  }

  /** Writes the events of a batch inside the caller's transaction. */
  write(batch: WriteBatch): void {
    const database = this.#database;
    this.#writeTransitions(batch.transitions);
    writeAlerts(database, batch.alerts);
    writeAlertTexts(database, batch.texts);
    writeAnnotations(database, batch.annotations);
    writeActions(database, batch.actions);
    writeSourceEvents(database, batch.sources, this.#sourceBases);
    writeSilences(database, batch.silences);
    writeConfigurations(database, batch.configurations);
    writeSpans(database, batch.recording);
    if (batch.snapshot !== null) this.#writeSnapshot(batch.snapshot);
  }

  /** A rolled-back transaction may have taken rows with it that are remembered here. */
  forgetRows(): void {
    this.#cellIds.clear();
    this.#sourceBases.clear();
  }

  #writeTransitions(transitions: readonly Transition[]): void {
    const insert = this.#database.prepare('INSERT INTO transitions (cell, at_ms, state) VALUES (?, ?, ?)');
    const cell = this.#database.prepare(
      'INSERT INTO cells (service, region) VALUES (?, ?) ON CONFLICT DO UPDATE SET region = region RETURNING id',
    );
    for (const transition of transitions) {
      const { service, region, atMs } = transition;
      const key = `${service}\u0000${region}`;
      const id = this.#cellIds.get(key) ?? Number(cell.get(service, region)?.id);
      this.#cellIds.set(key, id);
      insert.run(id, atMs, stateToColumn(transition));
    }
  }

  #writeSnapshot({ frame, asOfMs }: Snapshot): void {
    this.#statement('INSERT INTO snapshots (as_of_ms, frame, sum) VALUES (?, ?, ?)').run(
      asOfMs,
      frame,
      rowSum(frame, asOfMs),
    );
    this.#statement(
      `DELETE FROM snapshots WHERE id NOT IN (SELECT id FROM snapshots ORDER BY id DESC LIMIT ${KEPT_SNAPSHOTS})`,
    ).run();
  }

  lastSnapshot(): Snapshot | null {
    for (const { id } of this.#statement('SELECT id FROM snapshots ORDER BY id DESC').all()) {
      const snapshot = withoutDamage(this.#database, () => this.#snapshot(Number(id)), null);
      if (snapshot !== null) return snapshot;
    }
    return null;
  }

  #snapshot(id: number): Snapshot | null {
    const row = this.#statement('SELECT as_of_ms, frame, sum FROM snapshots WHERE id = ?').get(id);
    if (row === undefined) return null;
    const snapshot = { frame: row.frame as Uint8Array, asOfMs: Number(row.as_of_ms) };
    return isSound(this.#database, row.sum, snapshot.frame, snapshot.asOfMs) ? snapshot : null;
  }

  transitions({ service, fromMs, toMs }: TransitionsQuery): Transition[] {
    const answer: (Transition & { readonly order: number })[] = [];
    const before = this.#statement(
      'SELECT id, at_ms, state FROM transitions WHERE cell = ? AND at_ms < ? ORDER BY at_ms DESC, id DESC LIMIT 1',
    );
    const within = this.#statement(
      'SELECT id, at_ms, state FROM transitions WHERE cell = ? AND at_ms BETWEEN ? AND ? ORDER BY at_ms, id',
    );
    const cells = this.#statement(
      'SELECT id, service, region FROM cells WHERE ?1 IS NULL OR service = ?1',
    ).all(service);
    for (const cell of cells) {
      const rows = [before.get(Number(cell.id), fromMs), ...within.all(Number(cell.id), fromMs, toMs)];
      for (const row of rows) {
        if (row === undefined) continue;
        answer.push({
          service: String(cell.service),
          region: String(cell.region),
          ...stateFromColumn(Number(row.state)),
          atMs: Number(row.at_ms),
          order: Number(row.id),
        });
      }
    }
    answer.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    return answer.map(({ order: _order, ...transition }) => transition);
  }

  readonly #statements = new Map<string, StatementSync>();

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
