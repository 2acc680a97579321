import type { Alert, Severity } from '../alert.ts';
import type { HeldSilence } from '../silence.ts';
import type { Storm } from '../storm.ts';

/** What had become of an alert by the time its quiet hours were over. */
export type Outcome = 'firing' | 'acknowledged' | 'silenced' | 'over';

/** An alert that nobody was told of because its hours were quiet. */
export interface Withheld {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** When it would have been told first, and how many times it began meanwhile. */
  readonly atMs: number;
  readonly times: number;
}

/** Something people are told: each is one notification and one sound, whatever it is about. */
export type Telling =
  /** One alert that began; `flapping`: it comes and goes, and this is the only word about it until it holds still. */
  | {
      readonly kind: 'alert';
      readonly severity: Severity;
      readonly alert: Alert;
      readonly flapping: boolean;
    }
  /** Several at once: worst first, at most MAX_LISTED of `count`. */
  | {
      readonly kind: 'many' | 'opening';
      readonly severity: Severity;
      readonly count: number;
      readonly alerts: readonly Alert[];
    }
  | { readonly kind: 'storm'; readonly severity: Severity; readonly storm: Storm }
  /** What the quiet hours withheld: worst first, at most MAX_WITHHELD; `count` are all of them. */
  | {
      readonly kind: 'catch-up';
      readonly severity: Severity;
      readonly count: number;
      readonly items: readonly (Withheld & { readonly outcome: Outcome })[];
    }
  /** Nobody took in hand what was told before: a sound, and no notification. */
  | { readonly kind: 'repeat'; readonly severity: Severity; readonly count: number }
  /** Nothing has been seen for a while: what is quiet here says nothing of the world. */
  | { readonly kind: 'blind'; readonly severity: Severity; readonly sinceMs: number }
  /** Silences that end soon: what they hide will be heard again. */
  | { readonly kind: 'lapse'; readonly severity: Severity; readonly silences: readonly HeldSilence[] };
