import type { Alert, Flapping } from '../../../shared/domain/alert.ts';
import { type FlapRecord, flappingOf, noteFlap, reviewFlaps } from '../../../shared/domain/flapping.ts';

/** Most alerts whose changes are remembered; beyond it the one that changed longest ago is forgotten. */
export const MAX_FLAP_RECORDS = 40_000;

/**
 * Remembers when alerts began and ended, by their identity: longer than the feed keeps them, so that an alert that is
 * gone for a while and comes back is known to flap.
 */
export class FlapLedger {
  /** The one that changed last at the end. */
  private readonly records = new Map<string, FlapRecord>();
  /** Those that flap now: all a look once a second has to care for. */
  private readonly flapping = new Set<string>();

  /** What is said of an alert now; null while it holds still. */
  of(id: string): Flapping | null {
    const record = this.flapping.has(id) ? this.records.get(id) : undefined;
    return record === undefined ? null : flappingOf(record);
  }

  /** It began to fire, or ended. */
  note(id: string, atMs: number): void {
    const record = noteFlap(this.records.get(id), atMs);
    this.records.delete(id);
    this.keep(id, record);
    for (const oldest of this.records.keys()) {
      if (this.records.size <= MAX_FLAP_RECORDS) break;
      this.forget(oldest);
    }
  }

  /** Takes over what a snapshot says of an alert. Its single changes are not in there: they count as spread evenly. */
  restore({ id, flapping }: Alert, nowMs: number): void {
    if (flapping === undefined || flapping.changes < 1) return;
    const fromMs = Math.max(flapping.sinceMs, nowMs - flapping.windowMs);
    const stepMs = Math.max(0, nowMs - fromMs) / flapping.changes;
    const changesAtMs = Array.from({ length: flapping.changes }, (_, index) => fromMs + (index + 1) * stepMs);
    this.keep(id, { changesAtMs, sinceMs: flapping.sinceMs });
  }

  /** Once a second. Returns those of which something else is said than before. */
  review(nowMs: number): readonly string[] {
    const changed: string[] = [];
    for (const id of this.flapping) {
      const before = this.records.get(id);
      const after = before === undefined ? null : reviewFlaps(before, nowMs);
      if (after === before) continue;
      changed.push(id);
      if (after === null) this.forget(id);
      else this.keep(id, after);
    }
    return changed;
  }

  private keep(id: string, record: FlapRecord): void {
    this.records.set(id, record);
    if (record.sinceMs === null) this.flapping.delete(id);
    else this.flapping.add(id);
  }

  private forget(id: string): void {
    this.records.delete(id);
    this.flapping.delete(id);
  }
}

/** The alert with what the ledger says of it; the same object where nothing is said. */
export function withFlapping(alert: Alert, flapping: Flapping | null): Alert {
  if (flapping !== null) return { ...alert, flapping };
  if (alert.flapping === undefined) return alert;
  const { flapping: _, ...still } = alert;
  return still;
}
