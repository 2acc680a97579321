import { createSeriesKeys } from '../../../electron/core/intake/policy/series-keys.ts';
import { signalScale } from '../../../electron/core/intake/policy/signal-scale.ts';
import type { Turns } from '../../../electron/core/intake/policy/turns.ts';
import { createAlertDecoder } from '../../../electron/core/intake/prometheus/decode-alerts.ts';
import {
  createMatrixDecoder,
  historySlices,
} from '../../../electron/core/intake/prometheus/decode-matrix.ts';
import { createVectorDecoder, sampleSlices } from '../../../electron/core/intake/prometheus/decode-vector.ts';
import {
  createLabelCache,
  type VectorMapping,
} from '../../../electron/core/intake/prometheus/label-cache.ts';
import { createItemReader, type ElementReader } from '../../../electron/core/intake/prometheus/list-scan.ts';
import type { Envelope } from '../../../electron/core/intake/prometheus/reply.ts';
import { createReplyReader } from '../../../electron/core/intake/prometheus/reply-reader.ts';
import { reviewRules } from '../../../electron/core/intake/prometheus/rule-watch.ts';
import { externalLabelsOf, softwareOf } from '../../../electron/core/intake/prometheus/server-facts.ts';
import type { Sample } from '../../../shared/domain/observation.ts';
import { err, type Result } from '../../../shared/domain/result.ts';
import { jsonMutator, type Mutator, pieces } from '../mutate.ts';
import type { Random } from '../random.ts';
import { type FuzzTarget, must, mustBeTexts, mustBeTime, recorded } from '../target.ts';

const bodies = recorded('prometheus', /\.json$/);
/** Mostly bodies of the kind that is asked for; a proxy or a wrong address may send any other. */
const mutatorOf = (kind: RegExp): Mutator => {
  const own = recorded('prometheus', kind);
  return jsonMutator([...Array.from({ length: 60 / own.length }, () => own).flat(), ...bodies]);
};
const SLICE = 500;
/** Waiting is not decoding. */
const oneTurn: Turns = { isSpent: () => false, next: () => Promise.resolve() };

const scale = signalScale('latency_p95');
if (!scale.ok) throw new Error(scale.error);
const mapping: VectorMapping = {
  kind: 'cell',
  scale: scale.value,
  firstLabel: 'job',
  secondLabel: 'instance',
  defaultSecond: 'here',
  quantile: 0.95,
};

async function readReply<Decoded>(
  listKey: string,
  decoder: ElementReader & { finish(envelope: Envelope): Result<Decoded, string> },
  input: Buffer,
  random: Random,
): Promise<Result<Decoded, string>> {
  const reader = createReplyReader(listKey, decoder, oneTurn);
  for (const piece of pieces(input, random)) await reader.take(piece);
  const envelope = reader.finish();
  return envelope.ok ? decoder.finish(envelope.value) : err(envelope.error);
}

function mustBeSamples(slices: Iterable<readonly Sample[]>): number {
  let count = 0;
  for (const slice of slices) {
    count += slice.length;
    for (const { value, sampledAtMs } of slice) {
      must(Number.isFinite(value), `a sample is ${value}`);
      mustBeTime(sampledAtMs, 'the time of a sample');
    }
  }
  return count;
}

export const prometheusTargets: readonly FuzzTarget[] = [
  {
    name: 'prometheus-vector',
    kind: 'json',
    mutate: mutatorOf(/vector.*\.json$/),
    open() {
      const keys = createSeriesKeys();
      const cache = createLabelCache(mapping, keys);
      return {
        async take(input, random) {
          keys.trim();
          const decoded = await readReply('result', createVectorDecoder(mapping, cache), input, random);
          if (!decoded.ok) return false;
          const { keptCount, rejectedCount, lastRejection } = decoded.value;
          must(
            mustBeSamples(sampleSlices(decoded.value, null, SLICE)) === keptCount,
            'samples are miscounted',
          );
          must(rejectedCount >= 0, 'fewer than none were refused');
          must(rejectedCount === 0 || lastRejection !== null, 'refused without a reason');
          return keptCount > 0;
        },
      };
    },
  },
  {
    name: 'prometheus-matrix',
    kind: 'json',
    mutate: mutatorOf(/matrix\.json$/),
    open() {
      const keys = createSeriesKeys();
      const cache = createLabelCache(mapping, keys);
      return {
        async take(input, random) {
          keys.trim();
          const decoded = await readReply('result', createMatrixDecoder(mapping, cache), input, random);
          return decoded.ok && mustBeSamples(historySlices(decoded.value, SLICE)) > 0;
        },
      };
    },
  },
  {
    name: 'prometheus-alerts',
    kind: 'json',
    mutate: mutatorOf(/^alerts\.json$/),
    open: () => ({
      async take(input, random) {
        const decoder = createAlertDecoder({ service: ['service', 'job'], region: ['region'] });
        const decoded = await readReply('alerts', decoder, input, random);
        if (!decoded.ok) return false;
        const { alerts, rejectedCount, lastRejection } = decoded.value;
        must(rejectedCount >= 0, 'fewer than none were refused');
        must(rejectedCount === 0 || lastRejection !== null, 'refused without a reason');
        for (const { labels, annotations, startsAtMs } of alerts) {
          mustBeTexts(labels, 'the labels of an alert');
          mustBeTexts(annotations, 'the annotations of an alert');
          mustBeTime(startsAtMs, 'the start of an alert');
        }
        return alerts.length > 0;
      },
    }),
  },
  {
    name: 'prometheus-rules',
    kind: 'json',
    mutate: mutatorOf(/^rules\.json$/),
    open: () => ({
      async take(input, random) {
        let groups: unknown[] = [];
        const items = createItemReader(
          (group) => groups.push(group),
          () => (groups = []),
        );
        const finish = (): Result<null, string> => ({ ok: true, value: null });
        const decoded = await readReply('groups', { ...items, finish }, input, random);
        if (!decoded.ok) return false;
        const { faults, ruleCount } = reviewRules(groups);
        must(faults.length <= 11, 'more faults than are told');
        return (ruleCount ?? 0) > 0;
      },
    }),
  },
  {
    name: 'prometheus-facts',
    kind: 'json',
    mutate: jsonMutator(recorded('prometheus', /buildinfo|config|error/)),
    open: () => ({
      take(input) {
        const text = input.toString('utf8');
        const software = softwareOf(text);
        const labels = externalLabelsOf(text);
        if (labels !== null) mustBeTexts(labels, 'the external labels');
        return software !== null || labels !== null;
      },
    }),
  },
];
