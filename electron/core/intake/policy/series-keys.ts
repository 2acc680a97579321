import type { SeriesKey, Subject } from '../../../../shared/domain/observation.ts';
import type { Unit } from '../../../../shared/domain/signal.ts';

/** Beyond this the cache starts over when told that it may: as many series as Vigil holds at all. */
export const MAX_CACHED_KEYS = 100_000;

/** Labels longer than this are refused: they would be names nobody can read. */
export const MAX_LABEL_CHARS = 1_000;

/**
 * Hands out one SeriesKey object per series, so that later stages may compare and intern by identity. That holds
 * within a generation: `trim` may begin a new one, and is therefore called between replies, never within.
 */
export interface SeriesKeys {
  /** @param first service or from; @param second region or to */
  get(kind: Subject['kind'], first: string, second: string, signal: string, unit: Unit): SeriesKey;
  /** Forgets everything once there are more than the limit: it saves work, it must not become a leak. */
  trim(): void;
  readonly generation: number;
  readonly size: number;
}

/** Nested maps: no text is glued together for a series that is already known. */
export function createSeriesKeys(limit: number = MAX_CACHED_KEYS): SeriesKeys {
  let size = 0;
  let generation = 0;
  let bySignal = new Map<string, Map<string, Map<string, SeriesKey>>>();
  return {
    trim() {
      if (size <= limit) return;
      bySignal = new Map();
      size = 0;
      generation += 1;
    },
    get generation() {
      return generation;
    },
    get size() {
      return size;
    },
    get(kind, first, second, signal, unit) {
      // A signal is of links or of cells, never both, but two custom mappings might disagree.
      const family = kind === 'cell' ? signal : `${signal}\u0000link`;
      const known = bySignal.get(family)?.get(first)?.get(second);
      if (known !== undefined && known.unit === unit) return known;
      const byFirst = bySignal.get(family) ?? new Map<string, Map<string, SeriesKey>>();
      bySignal.set(family, byFirst);
      const bySecond = byFirst.get(first) ?? new Map<string, SeriesKey>();
      byFirst.set(first, bySecond);
      const subject: Subject =
        kind === 'cell' ? { kind, service: first, region: second } : { kind, from: first, to: second };
      const key: SeriesKey = { subject, signal, unit };
      if (!bySecond.has(second)) size += 1;
      bySecond.set(second, key);
      return key;
    },
  };
}
