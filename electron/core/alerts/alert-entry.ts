import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertReport } from '../../../shared/domain/observation.ts';
import { listOf } from '../../../shared/format/words.ts';
import type { Said } from './merge-reports.ts';

/** One alert of the book, as others may look at it. */
export interface AlertEntry {
  readonly alert: Alert;
  /** Who reports it now; for a heartbeat also who should. */
  readonly said: ReadonlyMap<string, Said>;
  /** The word that was taken back last; absent while none was. */
  readonly last?: { readonly sourceId: string; readonly said: Said };
}

/** An entry as the book itself keeps it. */
export class Entry implements AlertEntry {
  readonly id: string;
  key: string;
  readonly said = new Map<string, Said>();
  last?: { readonly sourceId: string; readonly said: Said };
  /** When a source took its word back, while others still report it. */
  readonly withdrawnAtMs = new Map<string, number>();
  /** Those of them whose word only lapsed: nobody repeated it to them. */
  readonly lapsed = new Set<string>();
  /** The sources that were live when it was last merged. */
  liveSources = '';
  /** The alert, which may have been seen again since. */
  merged: Alert;
  private seenAgainAtMs: number | null = null;

  constructor(id: string, key: string, alert: Alert) {
    this.id = id;
    this.key = key;
    this.merged = alert;
  }

  /** The alert as it is now. When it was last seen is written into it only here: thousands are seen again at each list. */
  get alert(): Alert {
    if (this.seenAgainAtMs !== null) this.merged = { ...this.merged, lastSeenAtMs: this.seenAgainAtMs };
    this.seenAgainAtMs = null;
    return this.merged;
  }

  set alert(alert: Alert) {
    this.merged = alert;
    this.seenAgainAtMs = null;
  }

  seenAgain(atMs: number): void {
    this.seenAgainAtMs = atMs;
  }
}

/** Stands in an entry until its first report has been merged. */
export const NOTHING_YET: Alert = {
  id: '',
  name: '',
  title: '',
  summary: '',
  severity: 'info',
  state: 'resolved',
  kind: 'reported',
  service: null,
  region: null,
  labels: {},
  startsAtMs: 0,
  resolvedAtMs: 0,
  lastSeenAtMs: 0,
  sourceIds: [],
  unconfirmed: false,
  suppression: null,
  runbookUrl: null,
};

/** A merged alert as if a source had reported it: all that is known of it after a restart. */
export function reportOf(alert: Alert): AlertReport {
  return {
    name: alert.name,
    labels: alert.labels,
    annotations: {
      title: alert.title,
      summary: alert.summary,
      ...(alert.runbookUrl === null ? {} : { runbook_url: alert.runbookUrl }),
    },
    severity: alert.severity,
    state: alert.state,
    startsAtMs: alert.startsAtMs,
    service: alert.service,
    region: alert.region,
    ...(alert.suppression === null ? {} : { suppression: alert.suppression }),
  };
}

/** The alert ended because nobody is left who would say that it is over. */
export function closed(alert: Alert, sourceIds: readonly string[], nowMs: number): Alert {
  const words = `Closed: ${sourceIds.join(', ')} is no longer a source of this Vigil.`;
  return resolved(withWords(alert, words), nowMs);
}

/** The alert ended because its source asks another server now, which does not report it. */
export function leftBehind(alert: Alert, sourceIds: readonly string[], nowMs: number): Alert {
  return resolved(withWords(alert, `Closed: ${sourceIds.join(', ')} asks another server now.`), nowMs);
}

/** The alert goes on as one with another: its own episode ends in the history. */
export function joined(alert: Alert, sourceIds: readonly string[], nowMs: number): Alert {
  const words = `Goes on as one with the same alert of ${sourceIds.join(', ')}.`;
  return resolved(withWords(alert, words), nowMs);
}

/** The alert ended because nobody repeats it, which is not the same as being over. */
function lapsed(alert: Alert, sourceIds: readonly string[], nowMs: number): Alert {
  const words = `Lapsed: nobody repeated it to ${listOf(sourceIds)} any more. It may go on.`;
  return { ...resolved(withWords(alert, words), nowMs), lapsed: true };
}

/** The alert ended because nobody judges it any more, in words. */
export function closedWith(alert: Alert, words: string, nowMs: number): Alert {
  return { ...resolved(withWords(alert, words), nowMs), lapsed: true };
}

/** The alert, over since this moment. */
export function resolved(alert: Alert, atMs: number): Alert {
  return { ...alert, state: 'resolved', resolvedAtMs: atMs, unconfirmed: false };
}

function withWords(alert: Alert, words: string): Alert {
  return { ...alert, summary: `${alert.summary} ${words}`.trim() };
}

/** Lists come so often that an alert which lapsed was seen in the last one; after a longer gap nobody knows why it is gone. */
const SEEN_LATELY_MS = 60_000;

/** What a source said last is missing from its list now: true when it was not repeated, rather than called over. */
export function hasLapsed({ report, seenAtMs, isConfirmed, isForgotten }: Said, nowMs: number): boolean {
  if (!isConfirmed) return isForgotten === true;
  return nowMs >= (report.lapsesAtMs ?? Number.POSITIVE_INFINITY) && nowMs - seenAtMs <= SEEN_LATELY_MS;
}

/**
 * A word that the source does not repeat while its list is not to be believed.
 * @param hasRestarted the list before was whole: what says how long it waits was forgotten with everything else
 */
export function doubted(said: Said, hasRestarted: boolean, nowMs: number): Said {
  const isForgotten = hasLapsed(said, nowMs) || (hasRestarted && said.report.lapsesAtMs !== undefined);
  return { ...said, isConfirmed: false, isForgotten };
}

/** The alert as its last voice leaves it: lapsed when that is all that happened, anywhere, since it began. */
export function ended({ alert, withdrawnAtMs, lapsed: gaveUp }: Entry, atMs: number): Alert {
  const last = { ...alert, lastSeenAtMs: atMs };
  const left = [...withdrawnAtMs].filter(([, leftAtMs]) => leftAtMs >= alert.startsAtMs).map(([id]) => id);
  const isLapsed = left.length > 0 && left.every((id) => gaveUp.has(id));
  return isLapsed ? lapsed(alert, left.toSorted(), atMs) : resolved(last, atMs);
}

/** True when a source says the same again. */
export function sameReport(a: AlertReport, b: AlertReport): boolean {
  return (
    a.state === b.state &&
    a.severity === b.severity &&
    a.startsAtMs === b.startsAtMs &&
    a.name === b.name &&
    a.service === b.service &&
    a.region === b.region &&
    sameTexts(a.labels, b.labels) &&
    sameTexts(a.annotations, b.annotations) &&
    (a.suppression === b.suppression || JSON.stringify(a.suppression) === JSON.stringify(b.suppression))
  );
}

/**
 * The same report said again. The texts that are known already are kept, so that a list of ten thousand alerts can be
 * thrown away as soon as it was read.
 */
export function repeated(before: AlertReport, again: AlertReport): AlertReport {
  const isOfSameTerms =
    before.lapsesAtMs === again.lapsesAtMs &&
    before.confirmedUntilMs === again.confirmedUntilMs &&
    before.generatorUrl === again.generatorUrl;
  return isOfSameTerms ? before : { ...again, labels: before.labels, annotations: before.annotations };
}

/** The same names with the same texts. Asked for every alert of every list. */
export function sameTexts(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names) if (a[name] !== b[name]) return false;
  return true;
}

/** True when they differ in nothing but when they were last seen. */
export function sameAlert(a: Alert, b: Alert): boolean {
  return JSON.stringify({ ...a, lastSeenAtMs: 0 }) === JSON.stringify({ ...b, lastSeenAtMs: 0 });
}
