import type { Entry } from './alert-entry.ts';
import type { Said } from './merge-reports.ts';

/** Which alerts each source speaks of; kept in step with what the entries themselves say. */
export class SourceWords {
  private readonly bySource = new Map<string, Set<Entry>>();

  of(sourceId: string): ReadonlySet<Entry> {
    return this.bySource.get(sourceId) ?? new Set();
  }

  hear(entry: Entry, sourceId: string, said: Said): void {
    const isKnown = entry.said.has(sourceId);
    entry.said.set(sourceId, said);
    if (isKnown) return;
    const reported = this.bySource.get(sourceId) ?? new Set<Entry>();
    this.bySource.set(sourceId, reported.add(entry));
  }

  unhear(entry: Entry, sourceId: string): void {
    const said = entry.said.get(sourceId);
    // Its texts can still be read while it is in the feed.
    if (said !== undefined) entry.last = { sourceId, said };
    entry.said.delete(sourceId);
    this.bySource.get(sourceId)?.delete(entry);
  }

  forget(sourceId: string): void {
    this.bySource.delete(sourceId);
  }
}
