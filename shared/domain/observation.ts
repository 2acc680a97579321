import type { AlertState, Severity, Suppression } from './alert.ts';
import type { Annotation } from './annotation.ts';
import type { Unit } from './signal.ts';
import type { Silence } from './silence.ts';

/** What a sample is about: a service in a region, or an ordered pair of regions. */
export type Subject =
  | { readonly kind: 'cell'; readonly service: string; readonly region: string }
  | { readonly kind: 'link'; readonly from: string; readonly to: string };

/** The identity of a series at the edge; the board interns it once and then speaks in rows. */
export interface SeriesKey {
  readonly subject: Subject;
  readonly signal: string;
  readonly unit: Unit;
}

/** One measured value. Finite: the edge turns NaN and infinities into rejections or absence. */
export interface Sample {
  readonly key: SeriesKey;
  readonly value: number;
  /** The source's clock. */
  readonly sampledAtMs: number;
}

/** One alert as one source reports it. */
export interface AlertReport {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Annotations the source told that are too many to keep; absent for none. */
  readonly annotationsLeftOut?: number;
  readonly name: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly startsAtMs: number;
  readonly service: string | null;
  readonly region: string | null;
  /** What keeps it quiet at this source; absent when nothing does or the source cannot know. */
  readonly suppression?: Suppression;
  /** Nobody repeats it before then: afterwards it is unconfirmed, though the source answers. Absent: no such time. */
  readonly confirmedUntilMs?: number;
  /**
   * From then on, leaving this source's list means that nobody repeated it, and not that somebody called it over. By our
   * clock; absent where the source does not say how long it waits.
   */
  readonly lapsesAtMs?: number;
  /** Where the rule's expression can be looked at; any text, made safe where it is shown. */
  readonly generatorUrl?: string;
}

/** What a source hands to the core. `receivedAtMs` is our clock; samples carry the source's. */
export type Observation =
  | {
      readonly kind: 'samples';
      readonly sourceId: string;
      readonly receivedAtMs: number;
      readonly samples: readonly Sample[];
    }
  /** Series that a good answer no longer holds: they are not measured any more, however young their last value is. */
  | {
      readonly kind: 'absent';
      readonly sourceId: string;
      readonly receivedAtMs: number;
      readonly keys: readonly SeriesKey[];
    }
  /** Series that are not asked for any more: nobody misses them, and what they said is of no use. */
  | {
      readonly kind: 'forgotten';
      readonly sourceId: string;
      readonly receivedAtMs: number;
      readonly keys: readonly SeriesKey[];
    }
  /** The complete list of this source: what is missing from it has resolved. */
  | {
      readonly kind: 'alert_list';
      readonly sourceId: string;
      readonly receivedAtMs: number;
      readonly alerts: readonly AlertReport[];
      /** Names of rules that found nothing out: their alerts may be missing without being over. */
      readonly silentRules?: readonly string[];
      /** Labels the server adds to everything it sends out (Prometheus `external_labels`): no part of identity. */
      readonly externalLabels?: Readonly<Record<string, string>>;
      /** Names of labels that are no part of an alert's identity at this source, such as `replica`. */
      readonly ignoredLabels?: readonly string[];
      /** What is missing is not over: the list was cut, or the server has only just started. */
      readonly isPartial?: boolean;
    }
  /** Single changes, as streams send them. */
  | {
      readonly kind: 'alert_changes';
      readonly sourceId: string;
      readonly receivedAtMs: number;
      readonly alerts: readonly AlertReport[];
    }
  /** The complete list of an Alertmanager's silences. */
  | {
      readonly kind: 'silence_list';
      readonly sourceId: string;
      readonly receivedAtMs: number;
      readonly silences: readonly Silence[];
    }
  /** What people did or declared; one with a known id replaces the earlier one. */
  | {
      readonly kind: 'annotations';
      readonly sourceId: string;
      readonly receivedAtMs: number;
      readonly annotations: readonly Annotation[];
    }
  /** History from before now: fills sparklines and charts, never the live picture. */
  | {
      readonly kind: 'backfill';
      readonly sourceId: string;
      readonly receivedAtMs: number;
      readonly samples: readonly Sample[];
    };

/** A stable text for interning a series within one source. */
export function seriesKeyText(key: SeriesKey): string {
  const { subject } = key;
  return subject.kind === 'cell'
    ? `c\u0000${subject.service}\u0000${subject.region}\u0000${key.signal}`
    : `l\u0000${subject.from}\u0000${subject.to}\u0000${key.signal}`;
}
