import { isRecord } from '../../../../shared/domain/is-record.ts';
import { type SeriesKey, seriesKeyText } from '../../../../shared/domain/observation.ts';
import { ownCopy } from '../policy/own-copy.ts';
import { MAX_CACHED_KEYS, MAX_LABEL_CHARS, type SeriesKeys } from '../policy/series-keys.ts';
import type { SignalScale } from '../policy/signal-scale.ts';

/** How the labels of one query's series name what they are about. */
export interface VectorMapping {
  readonly kind: 'cell' | 'link';
  readonly scale: SignalScale;
  /** Label that names the service, or where the link starts. */
  readonly firstLabel: string;
  /** Label that names the region, or where the link ends. */
  readonly secondLabel: string;
  /** Region of series that have no region label; null when the label is required. */
  readonly defaultSecond: string | null;
  /** The share of a native histogram below the value asked for, 0 to 1; null for signals that are no quantile. */
  readonly quantile: number | null;
}

/**
 * A series as last seen. `round` and `index` find a second series with the same meaning in one reply;
 * several label texts share the slot when they mean the same series.
 */
export interface SeriesSlot {
  readonly key: SeriesKey;
  /** The last reply that held it; 0 before there was one. */
  round: number;
  /** Its place in that reply. */
  index: number;
  /** The reply that told when it was really measured, and what it told, epoch milliseconds. */
  measuredRound: number;
  measuredAtMs: number;
  /** When a good reply last held a value of it that counts, epoch milliseconds; 0 for never, or for long enough ago. */
  seenAtMs: number;
  /** Whether the last good reply held it. */
  isPresent: boolean;
}

/** Either the series, or why these labels name none. */
type LabelMeaning =
  | { readonly ok: true; readonly slot: SeriesSlot }
  | { readonly ok: false; readonly error: string };

/** Labels that were understood. Servers mostly list the same series in the same order: each knows what came next. */
interface KnownLabels {
  readonly text: string;
  readonly meaning: LabelMeaning;
  next: KnownLabels | null;
}

/** Remembers what the labels of one query mean, so that the same series is not parsed twice. */
export interface LabelCache {
  /** Starts a reply; the number marks its slots. @param mayStartOver whether what is known may be forgotten */
  nextRound(mayStartOver: boolean): number;
  /** Every series met so far. After a fresh start, those of before are among them until they are met again. */
  slots(): readonly SeriesSlot[];
  /** How many series the last reviewed reply held. */
  presentCount(): number;
  /**
   * Where the labels that begin at `at` end when they are those expected next; -1 when they are not. Comparing is
   * several times as fast as looking up, and a JSON object cannot be the beginning of another one.
   */
  expectedEnd(text: string, at: number): number;
  /** The labels expected next, when `expectedEnd` just found them; they are met. */
  expected(): LabelMeaning;
  /** @returns undefined when the text is not a JSON object */
  meaningOfText(labelsText: string): LabelMeaning | undefined;
  meaningOf(labels: Readonly<Record<string, unknown>>): LabelMeaning;
  readonly size: number;
}

/** @param limit label texts remembered before the cache starts over */
export function createLabelCache(
  mapping: VectorMapping,
  keys: SeriesKeys,
  limit: number = MAX_CACHED_KEYS,
): LabelCache {
  let round = 0;
  let generation = keys.generation;
  const byText = new Map<string, KnownLabels>();
  const start: KnownLabels = { text: '', meaning: { ok: false, error: '' }, next: null };
  /** The labels met last. */
  let last = start;
  const bySeries = new Map<SeriesKey, SeriesSlot>();
  /** The values of `bySeries`, to go through quickly. */
  let all: SeriesSlot[] = [];
  /** Series from before the cache started over that have not been met again: they may have to be reported missing. */
  let earlier = new Map<string, SeriesSlot>();

  function understand(labels: Readonly<Record<string, unknown>>): LabelMeaning {
    const first = labelOf(labels, mapping.firstLabel);
    if (first === null) return missing(mapping.firstLabel, mapping.kind === 'cell' ? 'service' : 'from');
    const second = labelOf(labels, mapping.secondLabel) ?? mapping.defaultSecond;
    if (second === null) return missing(mapping.secondLabel, mapping.kind === 'cell' ? 'region' : 'to');
    if (first.length > MAX_LABEL_CHARS || second.length > MAX_LABEL_CHARS) {
      return { ok: false, error: `a label is longer than ${MAX_LABEL_CHARS} characters` };
    }
    const key = keys.get(mapping.kind, first, second, mapping.scale.signal, mapping.scale.unit);
    const known = bySeries.get(key);
    if (known !== undefined) return { ok: true, slot: known };
    const slot: SeriesSlot = {
      key,
      round: 0,
      index: 0,
      measuredRound: 0,
      measuredAtMs: 0,
      ...takeEarlier(key),
    };
    bySeries.set(key, slot);
    all.push(slot);
    return { ok: true, slot };
  }

  /** What is known of a series from before the cache started over. */
  function takeEarlier(key: SeriesKey): Pick<SeriesSlot, 'seenAtMs' | 'isPresent'> {
    const text = earlier.size === 0 ? '' : seriesKeyText(key);
    const known = earlier.get(text);
    earlier.delete(text);
    return { seenAtMs: known?.seenAtMs ?? 0, isPresent: known?.isPresent ?? false };
  }

  function startOver(): void {
    const known = [...earlier.values(), ...all];
    // What the last reply held is bounded by its size; what has been missing since before, by the limit.
    const present = known.filter(({ isPresent }) => isPresent);
    const missing = known.filter(({ isPresent, seenAtMs }) => !isPresent && seenAtMs > 0).slice(-limit);
    earlier = new Map([...missing, ...present].map((slot) => [seriesKeyText(slot.key), slot]));
    generation = keys.generation;
    byText.clear();
    bySeries.clear();
    all = [];
    start.next = null;
  }

  function remember(labelsText: string, labels: Readonly<Record<string, unknown>>): LabelMeaning {
    const text = ownCopy(labelsText);
    const known: KnownLabels = { text, meaning: understand(labels), next: null };
    byText.set(text, known);
    return meet(known);
  }

  function meet(known: KnownLabels): LabelMeaning {
    last.next = known;
    last = known;
    return known.meaning;
  }

  return {
    get size() {
      return byText.size;
    },
    slots: () => (earlier.size === 0 ? all : [...all, ...earlier.values()]),
    presentCount() {
      let count = 0;
      for (const { isPresent } of all) if (isPresent) count += 1;
      return count;
    },
    nextRound(mayStartOver) {
      // Only between replies: slots of one reply must stay comparable.
      const isFull = byText.size > limit || bySeries.size > limit;
      if (mayStartOver && (isFull || generation !== keys.generation)) startOver();
      round += 1;
      last = start;
      return round;
    },
    expectedEnd(text, at) {
      if (last.next === null) return -1;
      const end = at + last.next.text.length;
      return text.slice(at, end) === last.next.text ? end : -1;
    },
    expected: () => meet(last.next ?? start),
    meaningOfText(labelsText) {
      const known = byText.get(labelsText);
      if (known !== undefined) return meet(known);
      const labels = parseObject(labelsText);
      return labels === null ? undefined : remember(labelsText, labels);
    },
    meaningOf(labels) {
      const text = JSON.stringify(labels);
      const known = byText.get(text);
      return known === undefined ? remember(text, labels) : meet(known);
    },
  };
}

function missing(label: string, role: string): LabelMeaning {
  const hint =
    role === 'region' ? '; name another label or set region for the source' : '; name another label';
  return { ok: false, error: `the series has no label "${label}" to name its ${role}${hint}` };
}

/** Own, non-empty text: Prometheus treats an empty label as an absent one. */
function labelOf(labels: Readonly<Record<string, unknown>>, name: string): string | null {
  if (!Object.hasOwn(labels, name)) return null;
  const value = labels[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
