import type { Frame } from '../../shared/contract/frame.ts';
import { seriesKeyAt } from '../../shared/domain/catalogue.ts';
import type { Unit } from '../../shared/domain/signal.ts';
import { seeded } from './seeded.ts';
import { FEWER_WHERE_FAILING, SLOWER_WHERE_FAILING, storyFrame } from './story.ts';
import { type StoryEvent, storyEventOf } from './story-cells.ts';
import { STORY_MS, storyRegions, storyServices } from './story-estate.ts';

/** Noise changes this often: the same moment always has the same value. */
const NOISE_MS = 10_000;

export function storyUnitOf(signal: string): Unit {
  if (signal.startsWith('latency')) return 'seconds';
  return signal === 'request_rate' ? 'per_second' : 'ratio';
}

/** What a signal of a cell was at a moment of the story; null where the service is not deployed. */
export function storyValue(service: string, region: string, signal: string, atMs: number): number | null {
  const place = storyRegions.findIndex((id) => id === region);
  const p95Ms = storyServices.find(({ id }) => id === service)?.p95Ms[place];
  if (p95Ms === null || p95Ms === undefined) return null;
  const now = lastValue(service, region, signal);
  const seed = Math.floor(atMs / NOISE_MS) * 97 + place * 31 + signal.length + signal.charCodeAt(9);
  return valueAt(signal, p95Ms / 1_000, now, storyEventOf(service, region), atMs, seeded(seed));
}

/** Traffic comes and goes over hours. */
const tide = (atMs: number): number => 1 + 0.12 * Math.sin(atMs / 3_600_000);

/** The values of the last picture by service, region and signal. */
let last: ReadonlyMap<string, number> | null = null;
function lastValue(service: string, region: string, signal: string): number {
  last ??= lastValues(storyFrame());
  return last.get(`${service} ${region} ${signal}`) ?? 0;
}

function lastValues({ sections: { catalogue }, series }: Frame): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  catalogue?.series.forEach(({ signal }, row) => {
    const { subject } = seriesKeyAt(catalogue, row);
    if (subject.kind !== 'cell') return;
    const name = `${subject.service} ${subject.region} ${signal}`;
    // A second source that disagrees comes after the first.
    if (!values.has(name)) values.set(name, series.value[row] ?? 0);
  });
  return values;
}

function valueAt(
  signal: string,
  p95: number,
  now: number,
  event: StoryEvent | null,
  atMs: number,
  random: () => number,
): number {
  const noise = 1 + (random() - 0.5) * 0.12;
  const bad = event?.value !== undefined && event.usual !== undefined;
  const risen = bad ? Math.min(1, Math.max(0, (atMs - event.sinceMs + 60_000) / 120_000)) : 0;
  const mix = (usual: number, worst: number): number => (usual + (worst - usual) * risen) * noise;
  const failing = event?.key === 'error_ratio';
  switch (signal) {
    case 'error_ratio':
      return failing ? mix(0.002, event?.value ?? 0.002) : now * noise;
    case 'request_rate':
      return mix(failing ? now / FEWER_WHERE_FAILING : now, now) * (tide(atMs) / tide(STORY_MS));
    case 'availability':
      return failing ? 1 - mix(0.0005, 0.38) : 1;
    default: {
      const scale = { latency_p50: 0.42, latency_p90: 0.85, latency_p95: 1, latency_p99: 1.7 }[signal] ?? 1;
      return (
        mix(
          bad && !failing ? (event?.usual ?? p95) : p95,
          failing ? p95 * SLOWER_WHERE_FAILING : (event?.value ?? p95),
        ) * scale
      );
    }
  }
}
