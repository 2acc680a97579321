import { type Alert, compareAlerts, isTrouble } from '../../shared/domain/alert.ts';
import type { Moment } from '../../shared/domain/moment.ts';
import { cutText } from '../../shared/format/cut-text.ts';
import { countOf, type MarkKind, markOfAlert } from '../../shared/format/words.ts';

/** What a tab, a task bar or a dock shows of Vigil while its page is not looked at. */
export interface Face {
  readonly title: string;
  /** The shape and colour of the worst that fires; null for Vigil's own icon: nothing does. */
  readonly mark: MarkKind | null;
  readonly count: number;
  /** The same in words, for badges that are read aloud. */
  readonly words: string;
}

const NAME = 'Vigil';
/** Longest title of an alert in a tab. */
const MAX_TITLE_CHARS = 80;

export interface FaceInput {
  /** How the present is, whatever is on screen. */
  readonly mode: Moment['mode'];
  readonly isConnected: boolean;
  readonly hasPicture: boolean;
  readonly alerts: readonly Alert[];
}

/** The face of what is so now. Without a live picture it shows no count: nobody knows one. Pure. */
export function faceOf({ mode, isConnected, hasPicture, alerts }: FaceInput): Face {
  // Before the first picture, and over a capsule, there is no present to speak of.
  if (!hasPicture || mode === 'past') return { title: NAME, mark: null, count: 0, words: '' };
  if (mode === 'cached' || !isConnected)
    return {
      title: `${NAME} – no live picture`,
      mark: 'unreachable',
      count: 0,
      words: 'There is no live picture',
    };
  const firing = alerts.filter(isTrouble);
  const worst = firing.reduce<Alert | undefined>(
    (first, alert) => (first === undefined || compareAlerts(alert, first) < 0 ? alert : first),
    undefined,
  );
  if (worst === undefined) return { title: NAME, mark: null, count: 0, words: 'No alert fires' };
  return {
    title: `(${firing.length}) ${NAME} – ${cutText(worst.title, MAX_TITLE_CHARS)}`,
    mark: markOfAlert(worst),
    count: firing.length,
    words: `${countOf(firing.length, 'alert')} ${firing.length === 1 ? 'fires' : 'fire'}`,
  };
}
