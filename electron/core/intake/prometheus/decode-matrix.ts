import { isRecord } from '../../../../shared/domain/is-record.ts';
import type { Sample } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { scaledValue } from '../policy/signal-scale.ts';
import type { LabelCache, SeriesSlot, VectorMapping } from './label-cache.ts';
import type { ElementReader } from './list-scan.ts';
import { histogramQuantile, parseHistogram } from './native-histogram.ts';
import {
  createLabelFinder,
  isTime,
  labelsStart,
  millisecondsAt,
  numberOf,
  plainNumber,
  takeParsed,
} from './quick-text.ts';
import type { Envelope } from './reply.ts';

/** Points of one reply beyond this are left out: history fills sparklines and charts, it must not eat the memory. */
export const MAX_HISTORY_SAMPLES = 1_000_000;

/** History in columns: the points of series `i` stand from `starts[i]` to `starts[i + 1]`. */
export interface DecodedMatrix {
  readonly slots: readonly SeriesSlot[];
  readonly starts: readonly number[];
  readonly values: readonly number[];
  readonly atMs: readonly number[];
  /** Some points were left out because there were too many. */
  readonly truncated: boolean;
}

/** Takes the series of one range answer as they arrive; `finish` tells what they come to. */
export interface MatrixDecoder extends ElementReader {
  /** The error is the rest of a sentence that starts with the query. */
  finish(envelope: Envelope): Result<DecodedMatrix, string>;
}

const QUOTE = 34;
const COMMA = 44;
const BRACKET_OPEN = 91;
const BRACKET_CLOSE = 93;
const BRACE_CLOSE = 125;

/**
 * Decodes the answer of `/api/v1/query_range` while it arrives; never throws. Points that are not finite are gaps.
 * Series that name nothing are skipped, and so are all that mean the same: the live query reports them.
 *
 * @param cache not the one live replies are read into: both may be under way at once
 */
export function createMatrixDecoder(
  mapping: VectorMapping,
  cache: LabelCache,
  maxSamples: number = MAX_HISTORY_SAMPLES,
): MatrixDecoder {
  const finder = createLabelFinder('values');
  let round = cache.nextRound(true);
  let slots: SeriesSlot[] = [];
  let starts: number[] = [];
  let values: number[] = [];
  let times: number[] = [];
  let truncated = false;
  /** Series whose meaning another one shares. */
  let contradicted = new Set<SeriesSlot>();

  const addPoint = (atMs: number, raw: number): void => {
    const value = scaledValue(mapping.scale, raw);
    if (Number.isNaN(value) || !isTime(atMs)) return;
    if (values.length >= maxSamples) {
      truncated = true;
      return;
    }
    values.push(value);
    times.push(atMs);
  };
  /** Ends a series whose points were added from `start` on; they are dropped again when it names nothing new. */
  const endSeries = (meaning: ReturnType<LabelCache['meaningOf']>, start: number): void => {
    if (!meaning.ok || meaning.slot.round === round) {
      if (meaning.ok) contradicted.add(meaning.slot);
      dropFrom(start);
      return;
    }
    meaning.slot.round = round;
    slots.push(meaning.slot);
    starts.push(start);
  };
  const dropFrom = (start: number): void => {
    values.length = start;
    times.length = start;
  };

  /** Reads `[[time,"value"],…]}` from behind its first bracket. @returns the end, or -1 when it is laid out otherwise */
  function quickPoints(text: string, from: number): number {
    let at = from;
    while (text.charCodeAt(at) === BRACKET_OPEN) {
      const comma = text.indexOf(',', at + 1);
      if (comma === -1 || text.charCodeAt(comma + 1) !== QUOTE) return -1;
      const valueEnd = text.indexOf('"', comma + 2);
      if (valueEnd === -1 || text.charCodeAt(valueEnd + 1) !== BRACKET_CLOSE) return -1;
      const atMs = millisecondsAt(text, at + 1, comma);
      const raw = plainNumber(text.slice(comma + 2, valueEnd));
      if (Number.isNaN(atMs) || raw === undefined) return -1;
      addPoint(atMs, raw);
      at = valueEnd + 2;
      if (text.charCodeAt(at) !== COMMA) break;
      at += 1;
      if (text.charCodeAt(at) !== BRACKET_OPEN) return -1;
    }
    return text.charCodeAt(at) === BRACKET_CLOSE && text.charCodeAt(at + 1) === BRACE_CLOSE ? at + 2 : -1;
  }

  function takeItem(item: unknown): void {
    if (!isRecord(item) || !isRecord(item['metric'])) return;
    const start = values.length;
    for (const list of [item['values'], item['histograms']]) {
      for (const pair of Array.isArray(list) ? (list as readonly unknown[]) : []) {
        if (!Array.isArray(pair)) continue;
        const [seconds, value] = pair as readonly unknown[];
        if (typeof seconds !== 'number') continue;
        addPoint(Math.round(seconds * 1_000), rawOf(value));
      }
    }
    endSeries(cache.meaningOf(item['metric']), start);
  }

  function rawOf(value: unknown): number {
    if (typeof value === 'string') return numberOf(value);
    const histogram = mapping.quantile === null ? null : parseHistogram(value);
    return histogram === null ? Number.NaN : histogramQuantile(mapping.quantile ?? 0, histogram);
  }

  return {
    startText: finder.startText,
    quick(text, at) {
      const labels = labelsStart(text, at);
      const labelsEnd = labels === -1 ? -1 : finder.labelsEnd(text, labels);
      if (labelsEnd === -1) return -1;
      const start = values.length;
      const wasTruncated = truncated;
      const end = quickPoints(text, labelsEnd + ',"values":['.length);
      const meaning = end === -1 ? undefined : cache.meaningOfText(text.slice(labels, labelsEnd));
      if (meaning === undefined) {
        dropFrom(start);
        truncated = wasTruncated;
        return -1;
      }
      endSeries(meaning, start);
      return end;
    },
    whole(element) {
      finder.startText();
      return this.quick(element, 0) === element.length || takeParsed(element, takeItem);
    },
    restart() {
      round = cache.nextRound(false);
      [slots, starts, values, times] = [[], [], [], []];
      contradicted = new Set();
      truncated = false;
    },
    finish({ status, data, error }) {
      if (status === 'error') return err(`was refused: ${error ?? 'no reason given'}`);
      if (!isRecord(data) || data['resultType'] !== 'matrix' || !Array.isArray(data['result'])) {
        return err('brought no matrix');
      }
      starts.push(values.length);
      for (const [index, slot] of slots.entries()) {
        if (contradicted.has(slot)) values.fill(Number.NaN, starts[index], starts[index + 1]);
      }
      return ok({ slots, starts, values, atMs: times, truncated });
    },
  };
}

/** The points of a range answer in slices of at most `limit`, series after series. */
export function* historySlices(matrix: DecodedMatrix, limit: number): Generator<readonly Sample[]> {
  let slice: Sample[] = [];
  for (const [index, { key }] of matrix.slots.entries()) {
    const end = matrix.starts[index + 1]!;
    for (let at = matrix.starts[index]!; at < end; at += 1) {
      const value = matrix.values[at]!;
      if (Number.isNaN(value)) continue;
      slice.push({ key, value, sampledAtMs: matrix.atMs[at]! });
      if (slice.length < limit) continue;
      yield slice;
      slice = [];
    }
  }
  if (slice.length > 0) yield slice;
}
