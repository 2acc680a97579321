import { type Alert, isLoud } from '../../../shared/domain/alert.ts';
import type { Storm } from '../../../shared/domain/storm.ts';
import { StormGovernor } from '../../../shared/domain/storm-governor.ts';
import { FlapLedger, withFlapping } from './flap-ledger.ts';

/** Alerts that begin within a minute make a storm, until the configuration says otherwise. */
const STORM_PER_MINUTE = 30;
/**
 * An alert never seen before that began longer ago was there before Vigil looked: a first list of what has been firing
 * for hours is no storm.
 */
const BEGAN_LATELY_MS = 120_000;

/** Watches alerts begin and end: which of them flap, and whether so many begin that they are a storm. */
export class AlertMotion {
  private readonly flaps = new FlapLedger();
  private readonly governor = new StormGovernor(STORM_PER_MINUTE);

  configure(stormPerMinute: number): void {
    this.governor.configure(stormPerMinute);
  }

  /** True while so many alerts begin that they are told as one. */
  get isStorm(): boolean {
    return this.governor.isRaging;
  }

  /** The alert as it is to be kept, with what is known of its flapping. */
  marked(alert: Alert): Alert {
    return withFlapping(alert, this.flaps.of(alert.id));
  }

  /**
   * One version of an alert follows another.
   * @param before null for an alert that was not known
   * @returns the newer one, marked
   */
  passed(before: Alert | null, after: Alert, nowMs: number): Alert {
    const fired = before?.state === 'firing';
    const fires = after.state === 'firing';
    if (fired === fires || after.kind === 'heartbeat') return this.marked(after);
    if (!fires) this.governor.end(after.id);
    if (before === null && nowMs - after.startsAtMs > BEGAN_LATELY_MS) return this.marked(after);
    this.flaps.note(after.id, nowMs);
    const marked = this.marked(after);
    // One that flaps has been told of: it makes no storm.
    if (fires && isLoud(after) && marked.flapping === undefined) this.governor.begin(after, nowMs);
    return marked;
  }

  /** An alert leaves the feed, whatever its state. */
  left({ id }: Alert): void {
    this.governor.end(id);
  }

  restore(alert: Alert, nowMs: number): void {
    this.flaps.restore(alert, nowMs);
  }

  /** Once a second. Returns the ids of alerts whose flapping is said otherwise than before. */
  review(nowMs: number): readonly string[] {
    return this.flaps.review(nowMs);
  }

  /** Once a second, and when one begins: how the storm stands; null when there is none. */
  storm(feed: () => readonly Alert[], nowMs: number): Storm | null {
    const firing = (): readonly Alert[] =>
      feed().filter((alert) => alert.state === 'firing' && isLoud(alert));
    return this.governor.review(firing, nowMs);
  }
}
