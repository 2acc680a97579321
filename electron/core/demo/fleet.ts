import { lookupRegion } from '../../../shared/domain/known-regions.ts';
import { type GeoPoint, greatCircleKm } from '../../../shared/math/great-circle.ts';
import { type DemoRegion, type DemoService, demoRegions, demoServices } from './demo-places.ts';
import { historyIncidents } from './history-script.ts';
import {
  type AlertPlan,
  type ChangePlan,
  type Effect,
  type Incident,
  isDuring,
  strengthAt,
} from './incident.ts';
import { CYCLE_MS, liveIncidents } from './live-script.ts';
import { hashText, smoothNoise, unitHash } from './noise.ts';

const DAY_MS = 86_400_000;
/** Light in glass travels about 200 km a millisecond, and cables do not follow great circles. */
const RTT_SECONDS_PER_KM = (2 / 200 / 1_000) * 1.55;
const RTT_FLOOR_SECONDS = 0.003;

export interface FleetCell {
  readonly service: DemoService;
  readonly region: DemoRegion;
}

export interface CellValues {
  readonly p50Seconds: number;
  readonly p95Seconds: number;
  readonly p99Seconds: number;
  readonly errorRatio: number;
  readonly requestsPerSecond: number;
}

interface FleetLink {
  readonly from: string;
  readonly to: string;
  readonly usualSeconds: number;
}

/** The demo world: every value is a pure function of the seed and the moment. */
export interface Fleet {
  readonly seed: number;
  /** Before this moment the sparse past applies, after it the recurring story. */
  readonly liveFromMs: number;
  readonly cells: readonly FleetCell[];
  readonly links: readonly FleetLink[];
  /** The whole world at a moment. */
  at(atMs: number): FleetMoment;
  /** Incident effects that overlap a range, oldest first. */
  effectsIn(fromMs: number, toMs: number): readonly Effect[];
  /** Alerts whose condition held at any time of a range, oldest first. */
  alertsIn(fromMs: number, toMs: number): readonly AlertPlan[];
  /** What people did or declared that touches a range, oldest first. */
  changesIn(fromMs: number, toMs: number): readonly ChangePlan[];
}

export interface FleetMoment {
  readonly atMs: number;
  /** Null when the cell's series are not reported. */
  cell(index: number): CellValues | null;
  /** Round trip in seconds; null when one end is not seen. */
  link(index: number): number | null;
  /** What the outside probes find, 0 to 1. */
  probe(index: number): number;
  isBlind(regionId: string): boolean;
  /** Alerts whose condition holds, pending ones included. */
  alerts(): readonly AlertPlan[];
}

interface CellLevels {
  readonly key: number;
  readonly p95Seconds: number;
  readonly errorRatio: number;
  readonly requestsPerSecond: number;
  /** Share of a day by which local noon differs from UTC noon. */
  readonly dayShift: number;
}

/** @param liveFromMs where the story's first cycle begins; cycles repeat from there */
export function createFleet(seed: number, liveFromMs: number): Fleet {
  const cells = demoServices.flatMap((service) =>
    demoRegions
      .filter(({ id }) => !service.absentFrom.includes(id))
      .map((region): FleetCell => ({ service, region })),
  );
  const levels = cells.map((cell) => levelsOf(seed, cell));
  const links = demoRegions.flatMap(({ id: from }) =>
    demoRegions
      .filter(({ id }) => id !== from)
      .map(({ id: to }): FleetLink => ({ from, to, usualSeconds: usualRoundTrip(seed, from, to) })),
  );
  const linkKeys = links.map(({ from, to }) => hashText(`${seed} ${from}>${to}`));
  const past = historyIncidents(seed, liveFromMs);
  let current: { readonly cycle: number; readonly incidents: readonly Incident[] } | null = null;

  function incidentsOf(cycle: number): readonly Incident[] {
    if (current?.cycle !== cycle)
      current = { cycle, incidents: liveIncidents(cycle, liveFromMs + cycle * CYCLE_MS) };
    return current.incidents;
  }

  /** The past as one incident, and those of the cycles that touch a range. */
  function incidentsIn(fromMs: number, toMs: number): readonly Incident[] {
    const found: Incident[] = fromMs < liveFromMs ? [past] : [];
    if (toMs > liveFromMs) {
      const first = Math.floor(Math.max(0, fromMs - liveFromMs) / CYCLE_MS);
      const last = Math.floor((toMs - liveFromMs) / CYCLE_MS);
      for (let cycle = first; cycle <= last; cycle++) found.push(...incidentsOf(cycle));
    }
    return found;
  }

  function effectsIn(fromMs: number, toMs: number): readonly Effect[] {
    const overlaps = (effect: Effect): boolean => effect.fromMs < toMs && effect.toMs > fromMs;
    const effects = incidentsIn(fromMs, toMs).flatMap((incident) => incident.effects.filter(overlaps));
    return effects.toSorted((a, b) => a.fromMs - b.fromMs);
  }

  function at(atMs: number): FleetMoment {
    const byCell = new Map<string, Effect[]>();
    const byLink = new Map<string, Effect[]>();
    const blind = new Set<string>();
    for (const effect of effectsIn(atMs, atMs + 1)) {
      if (effect.kind === 'blind') blind.add(effect.region);
      else if (effect.kind === 'link') add(byLink, `${effect.from}>${effect.to}`, effect);
      else add(byCell, `${effect.service}@${effect.region}`, effect);
    }
    const effectsOf = (index: number): readonly Effect[] => {
      const { service, region } = cells[index]!;
      return byCell.get(`${service.id}@${region.id}`) ?? [];
    };
    return {
      atMs,
      cell: (index) => cellValues(levels[index]!, effectsOf(index), atMs),
      link(index) {
        const { from, to, usualSeconds } = links[index]!;
        if (blind.has(from) || blind.has(to)) return null;
        const key = linkKeys[index]!;
        const noise = 0.025 * smoothNoise(key, atMs, 25_000) + 0.012 * smoothNoise(key ^ 7, atMs, 4_000);
        const quiet = usualSeconds * (1 + noise);
        return (byLink.get(`${from}>${to}`) ?? []).reduce(
          (value, effect) =>
            effect.kind === 'link' ? towards(value, effect.peak, strengthAt(effect, atMs)) : value,
          quiet,
        );
      },
      probe: (index) => (effectsOf(index).some(({ kind }) => kind === 'probe_fails') ? 0 : 1),
      isBlind: (regionId) => blind.has(regionId),
      alerts() {
        return incidentsIn(atMs, atMs + 1).flatMap(({ alerts }) =>
          alerts.filter((alert) => isDuring(alert, atMs)),
        );
      },
    };
  }

  return {
    seed,
    liveFromMs,
    cells,
    links,
    at,
    effectsIn,
    alertsIn: (fromMs, toMs) =>
      incidentsIn(fromMs, toMs)
        .flatMap(({ alerts }) => alerts.filter((alert) => alert.fromMs < toMs && alert.toMs > fromMs))
        .toSorted((a, b) => a.fromMs - b.fromMs),
    changesIn: (fromMs, toMs) =>
      incidentsIn(fromMs, toMs)
        .flatMap(({ changes }) =>
          changes.filter(({ atMs, endMs }) => atMs <= toMs && (endMs ?? atMs) >= fromMs),
        )
        .toSorted((a, b) => a.atMs - b.atMs),
  };
}

function add(map: Map<string, Effect[]>, key: string, effect: Effect): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [effect]);
  else list.push(effect);
}

function towards(value: number, peak: number, strength: number): number {
  return value + (Math.max(peak, value) - value) * strength;
}

const totalTraffic = demoRegions.reduce((sum, { traffic }) => sum + traffic, 0);

function levelsOf(seed: number, { service, region }: FleetCell): CellLevels {
  const key = hashText(`${seed} ${service.id} ${region.id}`);
  return {
    key,
    p95Seconds: service.p95Seconds * region.latencyFactor * (0.92 + 0.16 * unitHash(key, 1)),
    errorRatio: 0.0008 + 0.0024 * unitHash(key, 2),
    requestsPerSecond:
      ((service.requestsPerSecond * region.traffic) / totalTraffic) * (0.9 + 0.2 * unitHash(key, 3)),
    dayShift: (lookupRegion(region.id).longitude ?? 0) / 360,
  };
}

function cellValues(levels: CellLevels, effects: readonly Effect[], atMs: number): CellValues | null {
  const { key } = levels;
  // Busiest in the early afternoon of the place, quiet before dawn.
  const day = Math.cos((atMs / DAY_MS + levels.dayShift - 14 / 24) * 2 * Math.PI);
  const noise = 0.05 * smoothNoise(key, atMs, 30_000) + 0.03 * smoothNoise(key ^ 5, atMs, 4_000);
  const quiet = levels.p95Seconds * (1 + 0.06 * day + noise);
  let p95Seconds = quiet;
  let errorRatio = levels.errorRatio * (1 + 0.5 * smoothNoise(key ^ 9, atMs, 20_000));
  let requestsPerSecond =
    levels.requestsPerSecond * (1 + 0.45 * day + 0.04 * smoothNoise(key ^ 3, atMs, 8_000));
  for (const effect of effects) {
    if (effect.kind === 'missing') return null;
    if (effect.kind === 'latency')
      p95Seconds = towards(p95Seconds, effect.peak * (1 + noise / 2), strengthAt(effect, atMs));
    if (effect.kind === 'errors')
      errorRatio = towards(errorRatio, effect.peak * (1 + noise / 2), strengthAt(effect, atMs));
    if (effect.kind === 'traffic') requestsPerSecond *= 1 - effect.peak * strengthAt(effect, atMs);
  }
  const stretch = p95Seconds / quiet;
  return {
    // The middle of the distribution suffers less than its tail.
    p50Seconds: quiet * 0.42 * (1 + (stretch - 1) * 0.2),
    p95Seconds,
    p99Seconds: p95Seconds * (1.85 + 0.2 * smoothNoise(key ^ 11, atMs, 6_000)),
    errorRatio,
    requestsPerSecond,
  };
}

function usualRoundTrip(seed: number, from: string, to: string): number {
  // Both ways differ a little: routing is not symmetric.
  const asymmetry = 0.97 + 0.06 * unitHash(hashText(`${seed} route ${from} ${to}`), 0);
  return (RTT_FLOOR_SECONDS + distanceKm(from, to) * RTT_SECONDS_PER_KM) * asymmetry;
}

function distanceKm(from: string, to: string): number {
  return greatCircleKm(pointOf(from), pointOf(to));
}

function pointOf(regionId: string): GeoPoint {
  const { latitude, longitude } = lookupRegion(regionId);
  return { latitude: latitude ?? 0, longitude: longitude ?? 0 };
}
