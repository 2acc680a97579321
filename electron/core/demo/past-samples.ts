import type { Absence, RecordingSpan, Transition } from '../journal/journal.ts';
import { EDGE } from './demo-places.ts';
import type { DemoPlace } from './demo-series.ts';
import type { Fleet } from './fleet.ts';

/** Streams of the demo count as stale after this long: at every moment a value is younger. */
export const SAMPLE_STEP_MS = 15_000;

/** A moment of which values are kept. */
export interface SampleMoment {
  readonly atMs: number;
  /** Indices of places; null for all of them. */
  readonly places: ReadonlySet<number> | null;
}

/**
 * The moments of which samples are kept, newest first: a grid of them while recording, and beside it whatever changed a
 * state, so that a state and the value under it never contradict each other.
 * @param fromMs nothing before it is kept
 */
export function sampleMoments(
  fleet: Fleet,
  places: readonly DemoPlace[],
  { transitions, spans }: { transitions: readonly Transition[]; spans: readonly RecordingSpan[] },
  fromMs: number,
): readonly SampleMoment[] {
  const untilMs = Math.floor((spans.at(-1)?.toMs ?? 0) / 1_000) * 1_000;
  const isKept = (atMs: number): boolean =>
    atMs >= fromMs && atMs <= untilMs && spans.some((span) => span.fromMs <= atMs && atMs <= span.toMs);
  const whole = new Set<number>();
  for (let atMs = untilMs; atMs >= fromMs; atMs -= SAMPLE_STEP_MS) whole.add(atMs);
  for (const span of spans) whole.add(span.fromMs);
  // Links tell no states: after a blind spell they are back at once.
  for (const effect of fleet.effectsIn(fromMs, untilMs)) if (effect.kind === 'blind') whole.add(effect.toMs);
  const placeOfCell = new Map(
    places.flatMap(({ cell }, place) => {
      if (cell === null) return [];
      const { service, region } = fleet.cells[cell]!;
      return [[`${service.id}@${region.id}`, place] as const];
    }),
  );
  const some = new Map<number, Set<number>>();
  for (const { service, region, atMs } of transitions) {
    const place = placeOfCell.get(`${service}@${region}`);
    if (place === undefined || whole.has(atMs)) continue;
    some.set(atMs, (some.get(atMs) ?? new Set<number>()).add(place));
  }
  const moments: SampleMoment[] = [
    ...[...whole].map((atMs) => ({ atMs, places: null })),
    ...[...some].map(([atMs, at]) => ({ atMs, places: at })),
  ];
  return moments.filter(({ atMs }) => isKept(atMs)).toSorted((a, b) => b.atMs - a.atMs);
}

/** Where the demo's servers, which answered, did not report a cell: its series are absent from then on. */
export function pastAbsences(
  fleet: Fleet,
  places: readonly DemoPlace[],
  spans: readonly RecordingSpan[],
  fromMs: number,
): readonly Absence[] {
  const untilMs = spans.at(-1)?.toMs ?? 0;
  return fleet.effectsIn(fromMs, untilMs).flatMap((effect) => {
    if (effect.kind !== 'missing' || effect.fromMs < fromMs) return [];
    const place = places.find(({ cell }) => {
      const at = cell === null ? undefined : fleet.cells[cell];
      return at?.service.id === effect.service && at.region.id === effect.region;
    });
    // A stream does not say what it leaves out.
    const polled = place?.series.filter(({ sourceId }) => sourceId !== EDGE) ?? [];
    return polled.map((series) => ({ series, atMs: effect.fromMs }));
  });
}
