import { emptySections } from '../../../shared/contract/picture.ts';
import { type SectionName, type Sections, sectionNames } from '../../../shared/contract/sections.ts';
import type { StampedSections } from './frame-builder.ts';

/** Keeps every section with the tick of its last change. A section is replaced whole, by reference. */
export class SectionStamps {
  current: StampedSections = Object.fromEntries(
    sectionNames.map((name) => [name, { value: emptySections[name], changedTick: 0 }]),
  ) as unknown as StampedSections;

  /** Replaces a section; the same reference again is no change. Returns whether it changed. */
  set<Name extends SectionName>(name: Name, value: Sections[Name], tick: number): boolean {
    if (this.current[name].value === value) return false;
    this.current = { ...this.current, [name]: { value, changedTick: tick } };
    return true;
  }
}
