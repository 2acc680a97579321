import { isRecord } from '../../../../shared/domain/is-record.ts';
import type { Sample } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { refusalWords, scaledValue } from '../policy/signal-scale.ts';
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
import { type Envelope, noticesOf } from './reply.ts';

/** What one reply came to, in columns. `keptCount + rejectedCount` equals the series in the reply. */
export interface DecodedVector {
  /** The number that marks the slots of this reply. */
  readonly round: number;
  readonly slots: readonly SeriesSlot[];
  /** In the signal's unit; NaN where the series does not count. */
  readonly values: readonly number[];
  /** The server's clock, epoch milliseconds. */
  readonly atMs: readonly number[];
  readonly keptCount: number;
  readonly rejectedCount: number;
  /** Why the last of them was refused. */
  readonly lastRejection: string | null;
  /** `warnings` and `infos` of the reply. */
  readonly notices: readonly string[];
}

/** Takes the series of one reply as they arrive; `finish` tells what they come to. */
export interface VectorDecoder extends ElementReader {
  /** The error is the rest of a sentence that starts with the query. */
  finish(envelope: Envelope): Result<DecodedVector, string>;
}

const VALUE = ',"value":[';
const QUOTE_AND_END = '"]}';
const COMMA = 44;
/** Prometheus' longest value is `-1.7976931348623157e+308`. */
const MAX_VALUE_CHARS = 64;

/**
 * Decodes the answer of `/api/v1/query` while it arrives; never throws.
 *
 * Only vectors carry values: a scalar or string has no labels to say what it is about, and a matrix means
 * the query ended in a range selector. Values that are not finite are refused, not passed on. Nothing of a reply
 * counts before all of it is there: two series that mean the same contradict each other, and neither is believed.
 *
 * @param cache the label cache of this very query and mapping, kept between rounds; no other reply may be read into
 *   it at the same time
 * @param mayStartOver false when slots of the reply before must stay comparable
 */
export function createVectorDecoder(
  mapping: VectorMapping,
  cache: LabelCache,
  mayStartOver = true,
): VectorDecoder {
  const finder = createLabelFinder('value');
  let round = cache.nextRound(mayStartOver);
  let slots: SeriesSlot[] = [];
  let values: number[] = [];
  let times: number[] = [];
  let keptCount = 0;
  let refused = 0;
  let takenBack = 0;
  let lastRejection: string | null = null;

  const reject = (sentence: string): void => {
    refused += 1;
    lastRejection = sentence;
  };
  const place = (meaning: ReturnType<LabelCache['meaningOf']>, sampledAtMs: number, raw: number): void => {
    if (!meaning.ok) return reject(meaning.error);
    const { slot } = meaning;
    if (slot.round === round) {
      // Two answers to one question: neither can be trusted.
      if (!Number.isNaN(values[slot.index])) {
        values[slot.index] = Number.NaN;
        takenBack += 1;
        keptCount -= 1;
      }
      return reject(contradictionWords(slot, mapping));
    }
    slot.round = round;
    slot.index = slots.length;
    const value = scaledValue(mapping.scale, raw);
    const isTimed = isTime(sampledAtMs);
    slots.push(slot);
    // A refused series keeps its place: a second one with this meaning is still a contradiction.
    values.push(isTimed ? value : Number.NaN);
    times.push(sampledAtMs);
    if (Number.isNaN(value)) reject(refusalWords(mapping.scale, raw));
    else if (!isTimed) reject('the sample has no time');
    else keptCount += 1;
  };

  function takeItem(item: unknown): void {
    if (!isRecord(item) || !isRecord(item['metric'])) return reject('a series is not an object with labels');
    const pair = item['value'] ?? item['histogram'];
    if (!Array.isArray(pair)) return reject('the series has no value');
    const [seconds, value] = pair as readonly unknown[];
    if (typeof seconds !== 'number') return reject('the value is not a pair of time and text');
    if (isRecord(value)) return takeHistogram(item['metric'], seconds, value);
    if (typeof value !== 'string') return reject('the value is not a pair of time and text');
    place(cache.meaningOf(item['metric']), Math.round(seconds * 1_000), numberOf(value));
  }

  function takeHistogram(labels: Readonly<Record<string, unknown>>, seconds: number, value: unknown): void {
    if (mapping.quantile === null) {
      return reject('the series is a native histogram; use histogram_quantile(…) or histogram_avg(…)');
    }
    const histogram = parseHistogram(value);
    if (histogram === null) return reject('the native histogram cannot be read');
    const raw = histogramQuantile(mapping.quantile, histogram);
    place(cache.meaningOf(labels), Math.round(seconds * 1_000), raw);
  }

  return {
    startText: finder.startText,
    quick(text, at) {
      const labels = labelsStart(text, at);
      if (labels === -1) return -1;
      const expectedEnd = cache.expectedEnd(text, labels);
      const labelsEnd = expectedEnd === -1 ? finder.labelsEnd(text, labels) : expectedEnd;
      if (labelsEnd === -1 || !text.startsWith(VALUE, labelsEnd)) return -1;
      const timeStart = labelsEnd + VALUE.length;
      const quote = text.indexOf('"', timeStart);
      if (quote === -1 || text.charCodeAt(quote - 1) !== COMMA) return -1;
      const valueEnd = text.indexOf('"', quote + 1);
      if (valueEnd === -1 || valueEnd - quote > MAX_VALUE_CHARS) return -1;
      if (!text.startsWith(QUOTE_AND_END, valueEnd)) return -1;
      const sampledAtMs = millisecondsAt(text, timeStart, quote - 1);
      const raw = plainNumber(text.slice(quote + 1, valueEnd));
      if (Number.isNaN(sampledAtMs) || raw === undefined) return -1;
      const meaning =
        expectedEnd === -1 ? cache.meaningOfText(text.slice(labels, labelsEnd)) : cache.expected();
      if (meaning === undefined) return -1;
      place(meaning, sampledAtMs, raw);
      return valueEnd + QUOTE_AND_END.length;
    },
    whole(element) {
      finder.startText();
      return this.quick(element, 0) === element.length || takeParsed(element, takeItem);
    },
    restart() {
      // Marks of the list before must not be taken for this one's.
      round = cache.nextRound(false);
      [slots, values, times] = [[], [], []];
      keptCount = 0;
      refused = 0;
      takenBack = 0;
      lastRejection = null;
    },
    finish(envelope) {
      const { status, data, error } = envelope;
      if (status === 'error') return err(`was refused: ${error ?? 'no reason given'}`);
      if (!isRecord(data)) return err('brought no data');
      if (data['resultType'] !== 'vector') return err(otherTypeWords(data['resultType']));
      if (!Array.isArray(data['result'])) return err('brought a vector without a list of series');
      const rejectedCount = refused + takenBack;
      return ok({
        round,
        slots,
        values,
        atMs: times,
        keptCount,
        rejectedCount,
        lastRejection,
        notices: noticesOf(envelope),
      });
    },
  };
}

function contradictionWords({ key }: SeriesSlot, { firstLabel, secondLabel }: VectorMapping): string {
  const { subject } = key;
  const names = subject.kind === 'cell' ? [subject.service, subject.region] : [subject.from, subject.to];
  return `several series mean ${names.join(' / ')}; aggregate them, for example with avg by (${firstLabel}, ${secondLabel})`;
}

function otherTypeWords(resultType: unknown): string {
  switch (resultType) {
    case 'scalar':
    case 'string':
      return `is a ${resultType}: it has no labels to name a service and region; wrap it in label_replace(vector(…), …)`;
    case 'matrix':
      return 'ends in a range such as [5m]; wrap it in a function such as rate(…)';
    default:
      return 'brought data of an unknown type';
  }
}

/**
 * The samples of a reply in slices of at most `limit`.
 * @param timesRound the round in which the slots learned when they were really measured; null to keep the reply's
 *   times. A series that did not learn it then came up since: it was measured just now, and the reply's time is right.
 */
export function* sampleSlices(
  vector: DecodedVector,
  timesRound: number | null,
  limit: number,
): Generator<readonly Sample[]> {
  let slice: Sample[] = [];
  for (const [index, slot] of vector.slots.entries()) {
    const value = vector.values[index]!;
    if (Number.isNaN(value)) continue;
    const sampledAtMs = slot.measuredRound === timesRound ? slot.measuredAtMs : vector.atMs[index]!;
    slice.push({ key: slot.key, value, sampledAtMs });
    if (slice.length < limit) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
