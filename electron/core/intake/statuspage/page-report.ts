/** Longest title and text kept: they are read beside a chart. */
export const MAX_TITLE_CHARS = 300;
export const MAX_TEXT_CHARS = 2_000;
/** Most components, incidents and maintenances read from one page; more is no page for people. */
export const MAX_PAGE_ITEMS = 1_000;

/** How bad a page calls an incident. */
export const impacts = ['none', 'minor', 'major', 'critical'] as const;
export type Impact = (typeof impacts)[number];

/** One part of what a third party runs. `level` is a place in `statusLevels`. */
export interface PageComponent {
  readonly id: string;
  readonly name: string;
  readonly level: number;
  readonly isUnderMaintenance: boolean;
}

export interface PageIncident {
  /** Stable over reports of one page. */
  readonly id: string;
  readonly title: string;
  /** The latest update as plain text; may be empty. */
  readonly text: string;
  /** http or https only. */
  readonly url: string | null;
  /** What the page calls it; a feed does not say. */
  readonly impact: Impact | null;
  readonly startsAtMs: number;
  /** Null while it goes on. */
  readonly endsAtMs: number | null;
  /** Names of the components it concerns; empty when the page does not say. */
  readonly components: readonly string[];
}

export interface PageMaintenance {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
  readonly startsAtMs: number;
  /** Planned or real end; null when the page does not say. */
  readonly endsAtMs: number | null;
  readonly isRunning: boolean;
  readonly components: readonly string[];
}

/** What a page says about itself, whichever way it says it. */
export interface PageReport {
  readonly kind: 'summary' | 'feed';
  /** The name of the third party; null when the page does not tell. */
  readonly name: string | null;
  /** Place of the whole page in `statusLevels`; null when it cannot be known. */
  readonly level: number | null;
  readonly isUnderMaintenance: boolean;
  readonly components: readonly PageComponent[];
  readonly incidents: readonly PageIncident[];
  readonly maintenances: readonly PageMaintenance[];
  /** Items that could not be believed, and why the last of them was refused. */
  readonly rejectedCount: number;
  readonly lastRejection: string | null;
  /** What a person should know about this way of reading the page. */
  readonly notes: readonly string[];
}
