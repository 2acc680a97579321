import type { Sample } from '../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../shared/domain/result.ts';
import { scaledValue } from '../policy/signal-scale.ts';
import { numberOf } from './decode-vector.ts';
import { isRecord, type LabelCache, type VectorMapping } from './label-cache.ts';
import { parseEnvelope } from './reply.ts';

/** History beyond this is left out: it fills sparklines, it must not stall the picture. */
const MAX_BACKFILL_SAMPLES = 200_000;

/** History as it could be read, and whether some of it was left out. */
export interface DecodedMatrix {
  readonly samples: readonly Sample[];
  readonly truncated: boolean;
}

/**
 * Decodes the answer of `/api/v1/query_range`. Points that are not finite are gaps, series that name
 * nothing or mean the same as an earlier one are skipped: the live query reports them. Never throws.
 */
export function decodeMatrix(
  body: string,
  mapping: VectorMapping,
  cache: LabelCache,
  maxSamples: number = MAX_BACKFILL_SAMPLES,
): Result<DecodedMatrix, string> {
  const envelope = parseEnvelope(body);
  if (!envelope.ok) return envelope;
  const { status, data, error } = envelope.value;
  if (status === 'error') return err(`was refused: ${error ?? 'no reason given'}`);
  if (!isRecord(data) || data['resultType'] !== 'matrix' || !Array.isArray(data['result'])) {
    return err('brought no matrix');
  }
  const round = cache.nextRound();
  const samples: Sample[] = [];
  for (const item of data['result'] as readonly unknown[]) {
    if (!isRecord(item) || !isRecord(item['metric']) || !Array.isArray(item['values'])) continue;
    const meaning = cache.meaningOf(item['metric']);
    if (!meaning.ok || meaning.slot.round === round) continue;
    meaning.slot.round = round;
    for (const pair of item['values'] as readonly unknown[]) {
      if (!Array.isArray(pair)) continue;
      const [seconds, valueText] = pair as readonly unknown[];
      if (typeof seconds !== 'number' || typeof valueText !== 'string') continue;
      const value = scaledValue(mapping.scale, numberOf(valueText));
      const sampledAtMs = Math.round(seconds * 1_000);
      if (Number.isNaN(value) || !Number.isFinite(sampledAtMs)) continue;
      if (samples.length >= maxSamples) return ok({ samples, truncated: true });
      samples.push({ key: meaning.slot.key, value, sampledAtMs });
    }
  }
  return ok({ samples, truncated: false });
}
