import type { Sample } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { refusalWords, scaledValue } from '../policy/signal-scale.ts';
import { isRecord, type LabelCache, type VectorMapping } from './label-cache.ts';
import { noticesOf, parseEnvelope } from './reply.ts';
import { scanVector } from './vector-scan.ts';

/** What one reply came to. `samples.length + rejectedCount` equals the series in the reply. */
export interface DecodedVector {
  readonly samples: readonly Sample[];
  readonly rejectedCount: number;
  /** Why the last of them was refused. */
  readonly lastRejection: string | null;
  /** `warnings` and `infos` of the reply. */
  readonly notices: readonly string[];
}

/** Collects the samples of one reply and takes back those another series contradicts. */
interface Collector {
  addText(labelsText: string, seconds: number, valueText: string): boolean;
  addItem(item: unknown): void;
  finish(notices: readonly string[]): DecodedVector;
}

/**
 * Decodes the answer of `/api/v1/query`. Pure but for the cache; never throws.
 *
 * Only vectors carry values: a scalar or string has no labels to say what it is about, and a matrix means
 * the query ended in a range selector. Values that are not finite are refused, not passed on.
 *
 * @param body the text of the reply
 * @param cache the label cache of this very query and mapping, kept between rounds
 * @returns the error is the rest of a sentence that starts with the query
 */
export function decodeVector(
  body: string,
  mapping: VectorMapping,
  cache: LabelCache,
): Result<DecodedVector, string> {
  const quick = collector(mapping, cache);
  const envelopeText = scanVector(body, quick.addText);
  const envelope = parseEnvelope(envelopeText ?? body);
  if (!envelope.ok) {
    // The scan met a layout it knows and an end it does not: read it again in the ordinary way.
    return envelopeText === null ? envelope : decodeParsed(body, mapping, cache);
  }
  if (envelopeText !== null) return ok(quick.finish(noticesOf(envelope.value)));
  return decodeParsed(body, mapping, cache);
}

function decodeParsed(
  body: string,
  mapping: VectorMapping,
  cache: LabelCache,
): Result<DecodedVector, string> {
  const envelope = parseEnvelope(body);
  if (!envelope.ok) return envelope;
  const { status, data, error } = envelope.value;
  if (status === 'error') return err(`was refused: ${error ?? 'no reason given'}`);
  if (!isRecord(data)) return err('brought no data');
  if (data['resultType'] !== 'vector') return err(otherTypeWords(data['resultType']));
  const result = data['result'];
  if (!Array.isArray(result)) return err('brought a vector without a list of series');
  const collected = collector(mapping, cache);
  for (const item of result) collected.addItem(item);
  return ok(collected.finish(noticesOf(envelope.value)));
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

function collector(mapping: VectorMapping, cache: LabelCache): Collector {
  const round = cache.nextRound();
  const samples: (Sample | null)[] = [];
  let refused = 0;
  let takenBack = 0;
  let lastRejection: string | null = null;

  const reject = (sentence: string): void => {
    refused += 1;
    lastRejection = sentence;
  };
  const place = (meaning: ReturnType<LabelCache['meaningOf']>, seconds: number, valueText: string): void => {
    if (!meaning.ok) return reject(meaning.error);
    const { slot } = meaning;
    if (slot.round === round) {
      // Two answers to one question: neither can be trusted.
      if (samples[slot.index] != null) {
        samples[slot.index] = null;
        takenBack += 1;
      }
      const { subject } = slot.key;
      const names = subject.kind === 'cell' ? [subject.service, subject.region] : [subject.from, subject.to];
      return reject(
        `several series mean ${names.join(' / ')}; aggregate them, for example with avg by (${mapping.firstLabel}, ${mapping.secondLabel})`,
      );
    }
    slot.round = round;
    slot.index = samples.length;
    const raw = numberOf(valueText);
    const value = scaledValue(mapping.scale, raw);
    const sampledAtMs = Math.round(seconds * 1_000);
    if (Number.isNaN(value) || !Number.isFinite(sampledAtMs)) {
      // Its place stays taken: a second series with this meaning is still a contradiction.
      samples.push(null);
      return reject(Number.isNaN(value) ? refusalWords(mapping.scale, raw) : 'the sample has no time');
    }
    samples.push({ key: slot.key, value, sampledAtMs });
  };

  return {
    addText(labelsText, seconds, valueText) {
      const meaning = cache.meaningOfText(labelsText);
      if (meaning === undefined) return false;
      place(meaning, seconds, valueText);
      return true;
    },
    addItem(item) {
      if (!isRecord(item) || !isRecord(item['metric']))
        return reject('a series is not an object with labels');
      const pair = item['value'];
      if (!Array.isArray(pair)) {
        return reject(
          'histogram' in item
            ? 'the series is a native histogram; use histogram_quantile(…) or histogram_avg(…)'
            : 'the series has no value',
        );
      }
      const [seconds, valueText] = pair as readonly unknown[];
      if (typeof seconds !== 'number' || typeof valueText !== 'string') {
        return reject('the value is not a pair of time and text');
      }
      place(cache.meaningOf(item['metric']), seconds, valueText);
    },
    finish(notices) {
      const kept =
        refused === 0 && takenBack === 0
          ? (samples as Sample[])
          : samples.filter((sample): sample is Sample => sample !== null);
      return { samples: kept, rejectedCount: refused + takenBack, lastRejection, notices };
    },
  };
}

/** Prometheus writes NaN, +Inf and -Inf; empty text is nothing, though `Number` would call it 0. */
export function numberOf(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  const first = text.charCodeAt(0);
  const plausible = (first >= 48 && first <= 57) || first === 45 || first === 43 || first === 46;
  return plausible ? Number(text) : Number.NaN;
}
