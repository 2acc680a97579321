import type { Sample } from '../../../../shared/domain/observation.ts';
import type { Result } from '../../../../shared/domain/result.ts';
import type { EventMapping } from '../../config/mapping-schema.ts';
import { MAX_LABEL_CHARS, type SeriesKeys } from '../policy/series-keys.ts';
import { refusalWords, type SignalScale, scaledValue, signalScale } from '../policy/signal-scale.ts';
import { type CompiledPath, compilePath, kindWords } from './json-path.ts';
import { sampleTimeMs } from './sample-time.ts';

type SampleMapping = Extract<EventMapping, { to: 'sample' }>;

/** Signals one event may name; a field that is an id by mistake must not fill the memory. */
const MAX_SIGNALS = 500;

/** Turns one item into a sample, or says why not. */
export type SampleReader = (item: unknown, nowMs: number) => Sample | string;

/** Text of a sensible length, or null. */
export function labelOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_LABEL_CHARS ? value : null;
}

/** What was wrong with a label. */
export function labelWords(path: CompiledPath, value: unknown): string {
  const got = typeof value === 'string' && value !== '' ? `${value.length} characters` : kindWords(value);
  return `${path.text}: expected a text of 1 to ${MAX_LABEL_CHARS} characters, got ${got}`;
}

/** Resolves the scale of a signal once per name. */
function scales(unit: string | undefined): (signal: string) => Result<SignalScale, string> {
  const known = new Map<string, Result<SignalScale, string>>();
  return (signal) => {
    const seen = known.get(signal);
    if (seen !== undefined) return seen;
    if (known.size >= MAX_SIGNALS) {
      return {
        ok: false,
        error: `more than ${MAX_SIGNALS} different signals; is it really the signal's name?`,
      };
    }
    const scale = signalScale(signal, unit);
    known.set(signal, scale);
    return scale;
  };
}

/** Compiles a declared sample mapping. The `problem` is known before any message: a unit that cannot fit. */
export function compileSampleMapping(
  mapping: SampleMapping['map'],
  keys: SeriesKeys,
): { readonly problem: string | null; readonly read: SampleReader } {
  const kind = mapping.service !== undefined && mapping.region !== undefined ? 'cell' : 'link';
  const first = compilePath((kind === 'cell' ? mapping.service : mapping.from) ?? '$');
  const second = compilePath((kind === 'cell' ? mapping.region : mapping.to) ?? '$');
  const signalPath = compilePath(mapping.signal);
  const valuePath = compilePath(mapping.value);
  const atPath = mapping.at === undefined ? null : compilePath(mapping.at);
  const scaleOf = scales(mapping.unit);
  const fixed = signalPath.constant === undefined ? null : scaleOf(signalPath.constant);

  const read: SampleReader = (item, nowMs) => {
    const firstRaw = first.read(item);
    const firstLabel = labelOf(firstRaw);
    if (firstLabel === null) return labelWords(first, firstRaw);
    const secondRaw = second.read(item);
    const secondLabel = labelOf(secondRaw);
    if (secondLabel === null) return labelWords(second, secondRaw);
    let scale = fixed;
    if (scale === null) {
      const signalRaw = signalPath.read(item);
      const signal = labelOf(signalRaw);
      if (signal === null) return labelWords(signalPath, signalRaw);
      scale = scaleOf(signal);
    }
    if (!scale.ok) return `${signalPath.text}: ${scale.error}`;
    const raw = valuePath.read(item);
    if (typeof raw !== 'number' || !Number.isFinite(raw)) {
      return `${valuePath.text}: expected a number, got ${kindWords(raw)}`;
    }
    const value = scaledValue(scale.value, raw);
    if (Number.isNaN(value)) return `${valuePath.text}: ${refusalWords(scale.value, raw)}`;
    let sampledAtMs = nowMs;
    if (atPath !== null) {
      const atRaw = atPath.read(item);
      const at = sampleTimeMs(atRaw, nowMs);
      if (typeof at === 'string') return `${atPath.text}: ${at}, got ${kindWords(atRaw)}`;
      sampledAtMs = at;
    }
    const { signal, unit } = scale.value;
    return { key: keys.get(kind, firstLabel, secondLabel, signal, unit), value, sampledAtMs };
  };
  return { problem: fixed === null || fixed.ok ? null : fixed.error, read };
}
