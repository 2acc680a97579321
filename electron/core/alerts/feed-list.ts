import type { Alert } from '../../../shared/domain/alert.ts';
import { changedAlerts } from '../../../shared/domain/alert-changes.ts';

/**
 * The alerts in feed order, and who has yet to be told of which. It is put in order again only where it changed: a storm
 * changes some alerts ten times a second and must not sort the other ten thousand.
 */
export class FeedList {
  private readonly find: (id: string) => Alert | null;
  private list: readonly Alert[] = [];
  /** Alerts that came, went or may stand elsewhere since `list` was made. */
  private readonly moved = new Set<string>();
  /** Some were only seen again since. */
  private hasSights = false;
  private readonly untold = new Set<string>();
  /** The one that waits longest first. */
  private readonly untoldSights = new Set<string>();
  private unwritten = new Map<string, Alert>();

  /** @param find the alert as it is now; null when it is not in the feed */
  constructor(find: (id: string) => Alert | null) {
    this.find = find;
  }

  /** The alert is another now: views and journal are to be told. */
  changed(alert: Alert): void {
    this.write(alert);
    this.came(alert.id);
  }

  /** The alert came into the feed or left it, which is no news for the journal. */
  came(id: string): void {
    this.moved.add(id);
    this.untold.add(id);
    this.untoldSights.delete(id);
  }

  /** Nothing changed but when the alert was last seen. */
  sighted(id: string): void {
    this.hasSights = true;
    this.untoldSights.add(id);
  }

  /** The journal alone is to be told. */
  write(alert: Alert): void {
    this.unwritten.set(alert.id, alert);
  }

  all(): readonly Alert[] {
    if (this.moved.size > 0) {
      const put = [...this.moved].flatMap((id) => this.find(id) ?? []);
      this.list = changedAlerts(this.list, { put, gone: [...this.moved] });
    }
    if (this.hasSights) this.list = this.list.map((alert) => this.find(alert.id) ?? alert);
    this.moved.clear();
    this.hasSights = false;
    return this.list;
  }

  /** What changed since the last call, for the journal. */
  takeUnwritten(): readonly Alert[] {
    const changes = [...this.unwritten.values()];
    this.unwritten = new Map();
    return changes;
  }

  /**
   * Ids of what changed since the last call, for views.
   * @param maxSights so many of those that were only seen again are told as well
   */
  takeUntold(maxSights: number): readonly string[] {
    const ids = [...this.untold];
    this.untold.clear();
    for (const id of this.untoldSights) {
      if (maxSights-- <= 0) break;
      this.untoldSights.delete(id);
      ids.push(id);
    }
    return ids;
  }
}
