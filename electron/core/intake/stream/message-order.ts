import { type AlertReport, seriesKeyText } from '../../../../shared/domain/observation.ts';
import type { Clock } from '../../clock.ts';
import type { SequenceConfig } from '../../config/mapping-schema.ts';
import type { DecodedMessage } from '../mapping/compile-mapping.ts';
import { compilePath, kindWords } from '../mapping/json-path.ts';
import { createSequence, type Gap } from './sequence.ts';

/** Things remembered while a message may still be overtaken; beyond it, what comes late is not used. */
const MAX_REMEMBERED = 100_000;

const MAX_EPOCH_CHARS = 200;

/** What is to be done with a message. */
export type Place =
  | { readonly kind: 'use'; readonly number: number | null }
  /** It was overtaken: use only what nothing newer was said about. */
  | { readonly kind: 'late'; readonly number: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'refuse'; readonly words: string };

/** Keeps a stream's messages in the order of their numbers, and notices those that do not come. */
export interface MessageOrder {
  place(payload: unknown): Place;
  /** What of a message may be used: an old value or state never replaces a newer one. */
  current(message: DecodedMessage, place: Place, timed: boolean): DecodedMessage;
  /** @param recovered the server sends what was missed: numbers go on where they were */
  opened(recovered: boolean): void;
  stop(): void;
}

const use: Place = { kind: 'use', number: null };

/** The order of a sender that does not number its messages: as they come. */
export const asTheyCome: MessageOrder = {
  place: () => use,
  current: (message) => message,
  opened: () => undefined,
  stop: () => undefined,
};

/**
 * One order per source. A message without a number is taken as it comes, such as a snapshot beside the stream.
 *
 * A message seen twice is dropped. One that was overtaken is used as far as nothing newer was said: samples that
 * say when they were taken go on as they are, since the board never goes back in time and history wants them; other
 * samples and alerts only when no newer message was about the same series or alert.
 *
 * @param onLost told once for every gap that did not fill within a second
 */
export function createMessageOrder(
  config: SequenceConfig,
  clock: Clock,
  onLost: (gap: Gap) => void,
): MessageOrder {
  const numberPath = compilePath(config.number);
  const epochPath = config.epoch === undefined ? null : compilePath(config.epoch);
  const sequence = createSequence();
  /** The number of the newest message about a series, an alert or an annotation, while something may be overtaken. */
  const newest = new Map<string, number>();
  let overflowed = false;
  let cancel: (() => void) | null = null;

  const settle = (): void => {
    cancel?.();
    cancel = null;
    const nowMs = clock.nowMs();
    for (const gap of sequence.lost(nowMs)) onLost(gap);
    const dueAtMs = sequence.dueAtMs();
    if (dueAtMs !== null) cancel = clock.setTimeout(settle, Math.max(1, dueAtMs - nowMs));
  };
  const forget = (): void => {
    newest.clear();
    overflowed = false;
  };
  const remember = (thing: string, number: number): void => {
    if (newest.size < MAX_REMEMBERED || newest.has(thing)) newest.set(thing, number);
    else overflowed = true;
  };
  const isCurrent = (thing: string, number: number): boolean => {
    const known = newest.get(thing);
    if (known !== undefined ? known > number : overflowed) return false;
    remember(thing, number);
    return true;
  };

  return {
    place(payload) {
      const number = sequenceNumber(numberPath.read(payload));
      if (number === null) return use;
      if (Number.isNaN(number)) {
        const got = kindWords(numberPath.read(payload));
        return { kind: 'refuse', words: `${numberPath.text}: expected a whole number, got ${got}` };
      }
      const epoch = epochText(epochPath?.read(payload));
      const hadGaps = sequence.hasOpenGaps;
      // Not as soon as the last gap closes: the message that closed it has yet to be compared.
      if (!hadGaps && newest.size > 0) forget();
      const standing = sequence.observe(number, epoch, clock.nowMs());
      // A gap that opened needs its timer, one that closed needs none.
      if (hadGaps || sequence.hasOpenGaps || standing === 'restart') settle();
      switch (standing) {
        case 'outdated':
          return { kind: 'drop' };
        case 'late':
          return { kind: 'late', number };
        case 'restart':
          forget();
          return { kind: 'use', number };
        case 'newest':
          return { kind: 'use', number };
      }
    },
    current(message, place, timed) {
      if (place.kind === 'use') {
        if (place.number === null || !sequence.hasOpenGaps) return message;
        if (!timed) for (const { key } of message.samples) remember(seriesKeyText(key), place.number);
        for (const alert of message.alerts) remember(alertIdentity(alert), place.number);
        for (const { id } of message.annotations) remember(`n${id}`, place.number);
        return message;
      }
      if (place.kind !== 'late') return message;
      const { number } = place;
      return {
        ...message,
        samples: timed
          ? message.samples
          : message.samples.filter(({ key }) => isCurrent(seriesKeyText(key), number)),
        alerts: message.alerts.filter((alert) => isCurrent(alertIdentity(alert), number)),
        annotations: message.annotations.filter(({ id }) => isCurrent(`n${id}`, number)),
      };
    },
    opened(recovered) {
      if (!recovered) sequence.reconnected();
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}

/** Null when there is none, NaN when it cannot be one. Large counters are often sent as text. */
function sequenceNumber(raw: unknown): number | null {
  if (raw === undefined || raw === null) return null;
  const number = typeof raw === 'string' && /^\d{1,16}$/.test(raw) ? Number(raw) : raw;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : Number.NaN;
}

function epochText(raw: unknown): string | null {
  return typeof raw === 'string' || typeof raw === 'number' ? String(raw).slice(0, MAX_EPOCH_CHARS) : null;
}

function alertIdentity({ labels }: AlertReport): string {
  return `a${JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
}
