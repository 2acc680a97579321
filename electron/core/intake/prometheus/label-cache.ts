import type { SeriesKey } from '../../../../shared/domain/observation.ts';
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
}

/**
 * A series as last seen. `round` and `index` find a second series with the same meaning in one reply;
 * several label texts share the slot when they mean the same series.
 */
interface SeriesSlot {
  readonly key: SeriesKey;
  round: number;
  index: number;
}

/** Either the series, or why these labels name none. */
type LabelMeaning =
  | { readonly ok: true; readonly slot: SeriesSlot }
  | { readonly ok: false; readonly error: string };

/** Remembers what the labels of one query mean, so that the same series is not parsed twice. */
export interface LabelCache {
  /** Starts a reply; the number marks its slots. */
  nextRound(): number;
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
  const byText = new Map<string, LabelMeaning>();
  const bySeries = new Map<SeriesKey, SeriesSlot>();

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
    const slot = { key, round: 0, index: 0 };
    bySeries.set(key, slot);
    return { ok: true, slot };
  }

  function remember(text: string, labels: Readonly<Record<string, unknown>>): LabelMeaning {
    const meaning = understand(labels);
    byText.set(ownCopy(text), meaning);
    return meaning;
  }

  return {
    get size() {
      return byText.size;
    },
    nextRound() {
      // Only between replies: slots of one reply must stay comparable.
      if (byText.size > limit || bySeries.size > limit || generation !== keys.generation) {
        generation = keys.generation;
        byText.clear();
        bySeries.clear();
      }
      round += 1;
      return round;
    },
    meaningOfText(labelsText) {
      const known = byText.get(labelsText);
      if (known !== undefined) return known;
      const labels = parseObject(labelsText);
      return labels === null ? undefined : remember(labelsText, labels);
    },
    meaningOf(labels) {
      const text = JSON.stringify(labels);
      return byText.get(text) ?? remember(text, labels);
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

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A slice keeps the whole reply it was cut from alive; a cache key must not. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
