import type { Sample, SeriesKey } from '../../../../shared/domain/observation.ts';
import type { SeriesKeys } from '../policy/series-keys.ts';
import { refusalWords, type SignalScale, scaledValue, signalScale } from '../policy/signal-scale.ts';
import type { Turns } from '../policy/turns.ts';
import { evaluateCell, type ScrapeView } from './evaluate-cell.ts';
import type { Reading } from './reading.ts';
import { usedSignals } from './recognised-readings.ts';
import type { ScrapeMemory } from './scrape-memory.ts';

/** What one page came to. */
export interface PageSignals {
  readonly samples: readonly Sample[];
  /** Every series whose ground stands on the page, whether it gave a value this time or not. */
  readonly present: ReadonlySet<SeriesKey>;
  readonly rejectedCount: number;
  readonly lastRejection: string | null;
  /** Readings that found their series. */
  readonly used: readonly Reading[];
}

/**
 * Computes every reading from the pages read so far. Long work: it lets the event loop go round between cells.
 * @param maxSpanMs counters seen longer ago than this are not compared with
 */
export async function readSignals(
  memory: ScrapeMemory,
  keys: SeriesKeys,
  maxSpanMs: number,
  turns: Turns,
): Promise<PageSignals> {
  const view: ScrapeView = {
    scrape: memory.scrape,
    maxSpanMs,
    isOnPage: (metric) => memory.isOnPage(metric),
  };
  const samples: Sample[] = [];
  const present = new Set<SeriesKey>();
  const used = new Set<Reading>();
  let rejectedCount = 0;
  let lastRejection: string | null = null;
  const reject = (key: SeriesKey, sentence: string): void => {
    rejectedCount += 1;
    lastRejection = `${key.signal}: ${sentence}`;
  };
  for (const reading of memory.readings()) {
    for (const cell of memory.cells(reading)) {
      if (turns.isSpent()) await turns.next();
      const { key } = cell;
      const isThere = [...cell.of].some(({ now }) => now.scrape === view.scrape);
      // The first choice of a signal stands, with or without a value: sources of one number do not alternate.
      if (!isThere || present.has(key)) continue;
      present.add(key);
      used.add(reading);
      const outcome = evaluateCell(reading, cell, view);
      if (outcome.kind === 'refused') reject(key, outcome.sentence);
      if (outcome.kind !== 'value') continue;
      const value = scaledValue(reading.scale, outcome.value);
      if (Number.isNaN(value)) reject(key, refusalWords(reading.scale, outcome.value));
      else samples.push({ key, value, sampledAtMs: Math.round(outcome.atMs) });
    }
  }
  addSaturation(samples, present, keys);
  return { samples, present, rejectedCount, lastRejection, used: [...used] };
}

/** `saturation` is the fullest of what a machine has; with one of them unknown it is unknown too. */
function addSaturation(samples: Sample[], present: Set<SeriesKey>, keys: SeriesKeys): void {
  const scale = saturationScale();
  const places = new Map<string, { readonly key: SeriesKey; expected: number; readonly found: Sample[] }>();
  const placeOf = (one: SeriesKey) => {
    if (one.subject.kind !== 'cell' || !usedSignals.includes(one.signal)) return null;
    const { service, region } = one.subject;
    const text = `${service}\u0000${region}`;
    const key = keys.get('cell', service, region, 'saturation', scale.unit);
    const place = places.get(text) ?? { key, expected: 0, found: [] };
    places.set(text, place);
    return place;
  };
  for (const key of present) {
    const place = placeOf(key);
    if (place !== null) place.expected += 1;
  }
  for (const sample of samples) placeOf(sample.key)?.found.push(sample);
  for (const { key, expected, found } of places.values()) {
    if (present.has(key)) continue;
    present.add(key);
    if (found.length < expected) continue;
    const value = Math.max(...found.map((sample) => sample.value));
    samples.push({ key, value, sampledAtMs: Math.min(...found.map((sample) => sample.sampledAtMs)) });
  }
}

function saturationScale(): SignalScale {
  const scale = signalScale('saturation');
  if (!scale.ok) throw new Error(`saturation is a canonical signal: ${scale.error}`);
  return scale.value;
}
