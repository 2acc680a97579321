import {
  type AlertLabels,
  createAlertDecoder,
  type DecodedAlerts,
} from '../../../../../../electron/core/intake/prometheus/decode-alerts.ts';
import {
  createMatrixDecoder,
  historySlices,
} from '../../../../../../electron/core/intake/prometheus/decode-matrix.ts';
import {
  createVectorDecoder,
  type DecodedVector,
  sampleSlices,
} from '../../../../../../electron/core/intake/prometheus/decode-vector.ts';
import type {
  LabelCache,
  VectorMapping,
} from '../../../../../../electron/core/intake/prometheus/label-cache.ts';
import {
  createListScan,
  type ElementReader,
} from '../../../../../../electron/core/intake/prometheus/list-scan.ts';
import { type Envelope, parseEnvelope } from '../../../../../../electron/core/intake/prometheus/reply.ts';
import type { Sample } from '../../../../../../shared/domain/observation.ts';
import { err, ok, type Result } from '../../../../../../shared/domain/result.ts';

type Finishing<Decoded> = ElementReader & { finish(envelope: Envelope): Result<Decoded, string> };

/** Reads a text cut into pieces of a length, the way replies are read. */
export function scanText<Decoded>(
  listKey: string,
  decoder: Finishing<Decoded>,
  text: string,
  pieceChars = Math.max(1, text.length),
): Result<Decoded, string> {
  const scan = createListScan(listKey, decoder);
  for (let from = 0; from < text.length; from += pieceChars) scan.feed(text.slice(from, from + pieceChars));
  const { skeleton, failure } = scan.end();
  const envelope = failure === null ? parseEnvelope(skeleton) : err(failure);
  return envelope.ok ? decoder.finish(envelope.value) : envelope;
}

/** A vector with its samples in one list. */
export interface WholeVector extends Pick<DecodedVector, 'rejectedCount' | 'lastRejection' | 'notices'> {
  readonly samples: readonly Sample[];
}

export function decodeVector(
  text: string,
  mapping: VectorMapping,
  cache: LabelCache,
  pieceChars?: number,
): Result<WholeVector, string> {
  const decoded = scanText('result', createVectorDecoder(mapping, cache), text, pieceChars);
  if (!decoded.ok) return decoded;
  const { rejectedCount, lastRejection, notices } = decoded.value;
  const samples = [...sampleSlices(decoded.value, null, 7)].flat();
  if (samples.length !== decoded.value.keptCount)
    throw new Error('the samples are not as many as were counted');
  return ok({ samples, rejectedCount, lastRejection, notices });
}

export function decodeMatrix(
  text: string,
  mapping: VectorMapping,
  cache: LabelCache,
  maxSamples?: number,
  pieceChars?: number,
): Result<{ readonly samples: readonly Sample[]; readonly truncated: boolean }, string> {
  const decoded = scanText('result', createMatrixDecoder(mapping, cache, maxSamples), text, pieceChars);
  if (!decoded.ok) return decoded;
  return ok({ samples: [...historySlices(decoded.value, 7)].flat(), truncated: decoded.value.truncated });
}

export function decodeAlerts(
  text: string,
  names: AlertLabels,
  pieceChars?: number,
): Result<DecodedAlerts, string> {
  return scanText('alerts', createAlertDecoder(names), text, pieceChars);
}
