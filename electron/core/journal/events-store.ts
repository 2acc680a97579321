import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Alert } from '../../../shared/domain/alert.ts';
import { codeOfHealthState, healthStateFromCode } from '../../../shared/domain/health-state.ts';
import type { TimeRange } from '../../../shared/domain/timeline.ts';
import { writeAnnotations } from './annotations-store.ts';
import type { RecordingSpan, Snapshot, Transition } from './journal.ts';
import type { RangeQuery, TransitionsQuery, WriteBatch } from './protocol.ts';

/** Marks further apart than this leave a gap between two recording spans. */
export const RECORDING_GAP_MS = 30_000;
/** The last one, and the one before it should a crash have cut the last. */
const KEPT_SNAPSHOTS = 2;

/** Transitions, alert events, recording spans and snapshots: plain rows. */
export class EventsStore {
  readonly #database: DatabaseSync;
  readonly #cellIds = new Map<string, number>();

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
    this.#writeTransitions(batch.transitions);
    for (const { alert, atMs } of batch.alerts) this.#writeAlert(alert, atMs);
    writeAnnotations(this.#database, batch.annotations);
    for (const span of batch.recording) this.#writeSpan(span);
    if (batch.snapshot !== null) this.#writeSnapshot(batch.snapshot);
  }

  /** A rolled-back transaction may have taken cell rows with it. */
  forgetCells(): void {
    this.#cellIds.clear();
  }

  #writeTransitions(transitions: readonly Transition[]): void {
    const insert = this.#database.prepare('INSERT INTO transitions (cell, at_ms, state) VALUES (?, ?, ?)');
    const cell = this.#database.prepare(
      'INSERT INTO cells (service, region) VALUES (?, ?) ON CONFLICT DO UPDATE SET region = region RETURNING id',
    );
    for (const { service, region, state, atMs } of transitions) {
      const key = `${service}\u0000${region}`;
      const id = this.#cellIds.get(key) ?? Number(cell.get(service, region)?.id);
      this.#cellIds.set(key, id);
      insert.run(id, atMs, codeOfHealthState(state));
    }
  }

  #writeAlert(alert: Alert, atMs: number): void {
    const body = JSON.stringify(alert);
    this.#statement('INSERT INTO alert_events (alert, at_ms, body) VALUES (?, ?, ?)').run(
      alert.id,
      atMs,
      body,
    );
    const last = this.#statement(
      'SELECT id, resolved_ms, starts_ms FROM alert_episodes WHERE alert = ? ORDER BY id DESC LIMIT 1',
    ).get(alert.id);
    // Starts differ by seconds between peers: an open episode goes on whatever start is reported.
    if (last !== undefined && (last.resolved_ms === null || last.starts_ms === alert.startsAtMs))
      this.#statement(
        'UPDATE alert_episodes SET starts_ms = ?, resolved_ms = ?, seen_ms = ?, body = ? WHERE id = ?',
      ).run(alert.startsAtMs, alert.resolvedAtMs, atMs, body, Number(last.id));
    else
      this.#statement(
        'INSERT INTO alert_episodes (alert, starts_ms, resolved_ms, seen_ms, body) VALUES (?, ?, ?, ?, ?)',
      ).run(alert.id, alert.startsAtMs, alert.resolvedAtMs, atMs, body);
  }

  #writeSpan({ fromMs, toMs }: RecordingSpan): void {
    const last = this.#database
      .prepare('SELECT id, from_ms, to_ms FROM recording_spans ORDER BY id DESC LIMIT 1')
      .get();
    const lastToMs = Number(last?.to_ms);
    // A clock that was set back starts a span of its own; readers merge what overlaps.
    if (last !== undefined && fromMs >= Number(last.from_ms) && fromMs - lastToMs < RECORDING_GAP_MS)
      this.#statement('UPDATE recording_spans SET to_ms = ? WHERE id = ?').run(
        Math.max(toMs, lastToMs),
        Number(last.id),
      );
    else this.#statement('INSERT INTO recording_spans (from_ms, to_ms) VALUES (?, ?)').run(fromMs, toMs);
  }

  #writeSnapshot({ frame, asOfMs }: Snapshot): void {
    this.#statement('INSERT INTO snapshots (as_of_ms, frame) VALUES (?, ?)').run(asOfMs, frame);
    this.#statement(
      `DELETE FROM snapshots WHERE id NOT IN (SELECT id FROM snapshots ORDER BY id DESC LIMIT ${KEPT_SNAPSHOTS})`,
    ).run();
  }

  lastSnapshot(): Snapshot | null {
    const row = this.#statement('SELECT as_of_ms, frame FROM snapshots ORDER BY id DESC LIMIT 1').get();
    return row === undefined ? null : { frame: row.frame as Uint8Array, asOfMs: Number(row.as_of_ms) };
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
          state: healthStateFromCode(Number(row.state)),
          atMs: Number(row.at_ms),
          order: Number(row.id),
        });
      }
    }
    answer.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    return answer.map(({ service, region, state, atMs }) => ({ service, region, state, atMs }));
  }

  recordingSpans({ fromMs, toMs }: TimeRange): RecordingSpan[] {
    return this.#statement(
      'SELECT from_ms, to_ms FROM recording_spans WHERE to_ms >= ? AND from_ms <= ? ORDER BY from_ms',
    )
      .all(fromMs, toMs)
      .map((row) => ({ fromMs: Number(row.from_ms), toMs: Number(row.to_ms) }));
  }

  alertHistory({ fromMs, toMs, limit }: RangeQuery): Alert[] {
    return this.#statement(
      `SELECT body FROM alert_episodes WHERE starts_ms <= ? AND (resolved_ms IS NULL OR resolved_ms >= ?)
       ORDER BY starts_ms DESC, id DESC LIMIT ?`,
    )
      .all(toMs, fromMs, limit)
      .map((row) => JSON.parse(String(row.body)) as Alert);
  }

  readonly #statements = new Map<string, StatementSync>();

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
