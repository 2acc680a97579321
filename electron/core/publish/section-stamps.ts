import { emptySections } from '../../../shared/contract/picture.ts';
import { type SectionName, type Sections, sectionNames } from '../../../shared/contract/sections.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertChanges } from '../../../shared/domain/alert-changes.ts';
import { ChangeLog } from './change-log.ts';

/** A section with the tick at which it last changed. */
export interface StampedSection<Name extends SectionName> {
  readonly value: Sections[Name];
  readonly changedTick: number;
}
type StampedSections = { readonly [Name in SectionName]: StampedSection<Name> };

/**
 * Keeps every section with the tick of its last change. A section is replaced whole, by reference; of the alerts it is
 * known besides which of them changed.
 */
export class SectionStamps {
  current: StampedSections = Object.fromEntries(
    sectionNames.map((name) => [name, { value: emptySections[name], changedTick: 0 }]),
  ) as unknown as StampedSections;
  private readonly alertLog = new ChangeLog();

  /** Replaces a section; the same reference again is no change. Returns whether it changed. */
  set<Name extends SectionName>(name: Name, value: Sections[Name], tick: number): boolean {
    if (this.current[name].value === value) return false;
    this.current = { ...this.current, [name]: { value, changedTick: tick } };
    if (name === 'alerts') this.alertLog.forget(tick);
    return true;
  }

  /** Replaces the alerts by a list that differs from the one before in these alone. */
  setAlerts(value: Alert[], changedIds: readonly string[], tick: number): void {
    this.current = { ...this.current, alerts: { value, changedTick: tick } };
    this.alertLog.note(changedIds, tick);
  }

  /**
   * What became of single alerts after a tick; null when the whole list is to be sent: nobody remembers, or it is
   * hardly longer.
   */
  alertChangesSince(tick: number): AlertChanges | null {
    const ids = this.alertLog.since(tick);
    const { value } = this.current.alerts;
    if (ids === null || ids.size > value.length / 2) return null;
    const put = value.filter(({ id }) => ids.has(id));
    const present = new Set(put.map(({ id }) => id));
    return { put, gone: [...ids].filter((id) => !present.has(id)) };
  }
}
