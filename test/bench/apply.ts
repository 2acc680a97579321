import { Board } from '../../electron/core/board/board.ts';
import { createSeriesKeys } from '../../electron/core/intake/policy/series-keys.ts';
import { signalScale } from '../../electron/core/intake/policy/signal-scale.ts';
import { createVectorDecoder, sampleSlices } from '../../electron/core/intake/prometheus/decode-vector.ts';
import { createLabelCache, type VectorMapping } from '../../electron/core/intake/prometheus/label-cache.ts';
import { createReplyReader } from '../../electron/core/intake/prometheus/reply-reader.ts';
import { STORY_MS, sourceStatus, testConfig } from '../builders/core.ts';
import type { BenchLine } from './bench-line.ts';
import { median } from './median.ts';

const SERIES = 10_000;
const ROUNDS = 40;
const WARM_UP_ROUNDS = 10;
/** As a socket hands them over. */
const PIECE_BYTES = 65_536;

/** An instant vector as Prometheus prints it: 10,000 series with the labels of a real estate. */
function vectorBody(round: number): string {
  const result = Array.from({ length: SERIES }, (_, index) => ({
    metric: {
      __name__: 'probe_duration_seconds',
      instance: `10.0.${index >> 8}.${index & 255}:9115`,
      job: 'blackbox',
      service: `service-${index % 500}`,
      region: `region-${Math.floor(index / 500)}`,
    },
    value: [
      STORY_MS / 1_000 + round,
      (0.05 + ((index * 7919 + round * 104_729) % 1_000) / 10_000).toFixed(6),
    ],
  }));
  return JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });
}

/** P6: a 10,000-series reply decoded, applied to the board and evaluated, against `JSON.parse` of the same text. */
export async function benchApply(): Promise<readonly BenchLine[]> {
  const bodies = Array.from({ length: ROUNDS }, (_, round) => vectorBody(round));
  const scale = signalScale('latency_p95');
  if (!scale.ok) throw new Error(scale.error);
  const mapping: VectorMapping = {
    kind: 'cell',
    scale: scale.value,
    firstLabel: 'service',
    secondLabel: 'region',
    defaultSecond: null,
    quantile: null,
  };
  const cache = createLabelCache(mapping, createSeriesKeys());
  const board = new Board(testConfig(), false, STORY_MS);
  board.setSource(sourceStatus('a'));
  const parse: number[] = [];
  const decode: number[] = [];
  const apply: number[] = [];
  const evaluate: number[] = [];
  for (const [round, body] of bodies.entries()) {
    const atMs = STORY_MS + round * 1_000;
    const bytes = Buffer.from(body);
    const t0 = performance.now();
    JSON.parse(bytes.toString('utf8'));
    const t1 = performance.now();
    const decoder = createVectorDecoder(mapping, cache);
    const reader = createReplyReader('result', decoder);
    for (let from = 0; from < bytes.length; from += PIECE_BYTES)
      await reader.take(bytes.subarray(from, from + PIECE_BYTES));
    const envelope = reader.finish();
    const decoded = envelope.ok ? decoder.finish(envelope.value) : envelope;
    const t2 = performance.now();
    if (!decoded.ok || decoded.value.keptCount !== SERIES)
      throw new Error('The vector was not decoded whole.');
    for (const samples of sampleSlices(decoded.value, null, 2_000)) board.apply('a', samples, atMs);
    const t3 = performance.now();
    board.evaluate(atMs, () => 'ok', false);
    const t4 = performance.now();
    // The first rounds meet every series for the first time, and are compiled.
    if (round < WARM_UP_ROUNDS) continue;
    parse.push(t1 - t0);
    decode.push(t2 - t1);
    apply.push(t3 - t2);
    evaluate.push(t4 - t3);
  }
  const limitMs = median(parse);
  const line = (name: string, valueMs: number): BenchLine => ({
    name,
    value: valueMs,
    unit: 'ms',
    limit: `JSON.parse ${limitMs.toFixed(2)} ms`,
    ratio: valueMs / limitMs,
  });
  return [
    line('10,000-series vector: decode', median(decode)),
    line('10,000-series vector: decode + apply', median(decode) + median(apply)),
    line(
      '10,000-series vector: decode + apply + evaluate 10,000 cells',
      median(decode) + median(apply) + median(evaluate),
    ),
  ];
}
