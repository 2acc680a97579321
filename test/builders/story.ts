import type { Frame } from '../../shared/contract/frame.ts';
import { applyFrame, type Picture } from '../../shared/contract/picture.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import { codeOfHealthState } from '../../shared/domain/health-state.ts';
import { lookupRegion } from '../../shared/domain/known-regions.ts';
import type { Moment } from '../../shared/domain/moment.ts';
import { SPARK_BIN_MS, SPARK_BINS } from '../../shared/domain/spark.ts';
import { FrameBuilder } from './frame-builder.ts';
import { seeded } from './seeded.ts';
import { storyAlerts } from './story-alerts.ts';
import { lastSampleMs, type StoryEvent, storyEventOf } from './story-cells.ts';
import { storyAnnotations } from './story-changes.ts';
import {
  P90_SERVICE,
  STORY_MS,
  storyRegions,
  storyServices,
  storySourceOf,
  storySources,
} from './story-estate.ts';
import { addStoryLinks } from './story-links.ts';
import { storyObjectives } from './story-objectives.ts';
import { storySourceStatuses } from './story-sources.ts';

export { STORY_MS } from './story-estate.ts';

/** The outage of the design pictures as one full frame: 24 services × 14 regions, Tue 22 Sep 2026 14:13:36 UTC. */
export function storyFrame(overrides: Partial<Sections> = {}, atMs: number = STORY_MS): Frame {
  const random = seeded(22);
  const builder = new FrameBuilder();
  const cached = overrides.moment?.mode === 'cached';
  const withP90: [cell: number, region: StoryRegion, p95Seconds: number][] = [];
  storyServices.forEach((service, serviceIndex) => {
    storyRegions.forEach((region, regionIndex) => {
      const p95Ms = service.p95Ms[regionIndex];
      if (p95Ms === null || p95Ms === undefined) return;
      const event = storyEventOf(service.id, region);
      const state = event?.state ?? 'ok';
      const cell = builder.addCell(
        serviceIndex,
        regionIndex,
        cached ? 'unreachable' : state,
        event?.sinceMs ?? STORY_MS - 9 * 3_600_000,
        cached && state !== 'unreachable' && state !== 'stale' && state !== 'maintenance' ? state : undefined,
      );
      addCellSeries(builder, cell, region, p95Ms / 1_000, event, random);
      if (service.id === P90_SERVICE) withP90.push([cell, region, p95Ms / 1_000]);
    });
  });
  addStoryLinks(builder, random);
  for (const [cell, region, p95Seconds] of withP90) addP90(builder, cell, region, p95Seconds);
  return builder.build(atMs, { ...storySections(), ...overrides });
}

/** The story in which ledger is what its neighbours cannot do without: their trouble in Dublin folds under it. */
export function dependentStoryFrame(): Frame {
  const frame = storyFrame();
  const { catalogue } = frame.sections;
  if (catalogue === undefined) return frame;
  const dependsOn: Readonly<Record<string, readonly string[]>> = {
    checkout: ['payments'],
    payments: ['ledger'],
    billing: ['ledger'],
  };
  const services = catalogue.services.map((service) => ({
    ...service,
    dependsOn: [...(dependsOn[service.id] ?? [])],
  }));
  const billing = catalogue.cells.findIndex(
    ([service, region]) =>
      services[service]?.id === 'billing' && catalogue.regions[region]?.id === 'eu-west-1',
  );
  const state = Uint8Array.from(frame.cells.state, (code, row) =>
    frame.cells.rows[row] === billing ? codeOfHealthState('degraded') : code,
  );
  return {
    ...frame,
    cells: { ...frame.cells, state },
    sections: { ...frame.sections, catalogue: { ...catalogue, services } },
  };
}

/** The story as a picture, for models that read one. */
export function storyPicture(overrides: Partial<Sections> = {}, atMs: number = STORY_MS): Picture {
  const applied = applyFrame(null, storyFrame(overrides, atMs));
  if (!applied.ok) throw new Error(applied.error.message);
  return applied.value;
}

/** The picture three hours and twelve minutes later, when nothing answers any more. */
export const CACHED_AT_MS = STORY_MS + (3 * 60 + 12) * 60_000;
export const cachedMoment: Moment = { mode: 'cached', asOfMs: STORY_MS };

function storySections(): Sections {
  return {
    moment: { mode: 'live' },
    catalogue: {
      name: 'Acme NOC',
      demo: false,
      services: storyServices.map(({ id }) => ({
        id,
        name: id,
        owner: id === 'checkout' || id === 'ledger' || id === 'payments' ? 'Payments team' : null,
        runbookUrl: `https://runbooks.example/${id}`,
      })),
      regions: storyRegions.map(lookupRegion),
      cells: [],
      sources: [...storySources],
      series: [],
      limits: {
        latency_p95: { degraded: 0.8, down: 5 },
        error_ratio: { degraded: 0.02, down: 0.1 },
      },
      limitExceptions: [],
      maintenance: [],
      timeZones: ['UTC', 'Europe/Berlin', 'America/New_York'],
      wall: { dwellMs: 20_000, scenes: ['map', 'matrix', 'alerts'] },
    },
    sources: storySourceStatuses,
    alerts: storyAlerts,
    silences: [],
    storm: null,
    annotations: storyAnnotations,
    objectives: storyObjectives,
    notices: [],
  };
}

type StoryRegion = (typeof storyRegions)[number];

function sourceIndexOf(region: string): number {
  return storySources.indexOf(storySourceOf(region) as (typeof storySources)[number]);
}

function addCellSeries(
  builder: FrameBuilder,
  cell: number,
  region: string,
  p95Seconds: number,
  event: StoryEvent | null,
  random: () => number,
): void {
  const sampledAtMs = lastSampleMs(event, STORY_MS);
  const source = sourceIndexOf(region);
  const add = (signal: string, unit: 'seconds' | 'ratio' | 'per_second', value: number): number =>
    builder.addSeries({
      series: { kind: 'cell', cell, signal, unit, source },
      value,
      sampledAtMs,
      receivedAtMs: sampledAtMs + 340,
      spark: event?.state === 'no_data' ? null : sparkOf(value, event, signal, sampledAtMs, random),
    });
  const errors = event?.key === 'error_ratio' ? (event.value ?? 0.001) : 0.001 + random() * 0.003;
  const slow = event?.key === 'error_ratio' ? SLOWER_WHERE_FAILING : 1;
  const p95 = event?.key === 'latency_p95' ? (event.value ?? p95Seconds) : p95Seconds * slow;
  const rows = {
    latency_p50: add('latency_p50', 'seconds', p95 * 0.42),
    latency_p95: add('latency_p95', 'seconds', p95),
    latency_p99: add('latency_p99', 'seconds', p95 * 1.7),
    error_ratio: add('error_ratio', 'ratio', errors),
    request_rate: add('request_rate', 'per_second', 40 + random() * 900),
  };
  builder.setKeySeries(cell, rows[event?.key ?? 'latency_p95']);
  if (event?.state === 'conflict')
    builder.addSeries({
      series: {
        kind: 'cell',
        cell,
        signal: 'error_ratio',
        unit: 'ratio',
        source: storySources.indexOf('probes'),
      },
      value: 1,
      sampledAtMs,
      receivedAtMs: sampledAtMs + 120,
      spark: null,
    });
}

function addP90(builder: FrameBuilder, cell: number, region: StoryRegion, p95Seconds: number): void {
  const sampledAtMs = lastSampleMs(storyEventOf(P90_SERVICE, region), STORY_MS);
  builder.addSeries({
    series: { kind: 'cell', cell, signal: 'latency_p90', unit: 'seconds', source: sourceIndexOf(region) },
    value: p95Seconds * 0.85,
    sampledAtMs,
    receivedAtMs: sampledAtMs + 340,
    spark: null,
  });
}

/** What requests that fail do to the rest: those that do not take twice as long, and a part goes elsewhere. */
export const SLOWER_WHERE_FAILING = 2;
export const FEWER_WHERE_FAILING = 0.7;

function usualWhereFailing(signal: string, value: number): number {
  if (signal.startsWith('latency')) return value / SLOWER_WHERE_FAILING;
  return signal === 'request_rate' ? value / FEWER_WHERE_FAILING : value;
}

/** Fifteen minutes that lead to `value`: a steady line with noise, and the step of the incident. */
function sparkOf(
  value: number,
  event: StoryEvent | null,
  signal: string,
  lastMs: number,
  random: () => number,
): number[] {
  const hit = event !== null && event.key === signal && event.usual !== undefined;
  return Array.from({ length: SPARK_BINS }, (_, index) => {
    const atMs = STORY_MS - (SPARK_BINS - 1 - index) * SPARK_BIN_MS;
    if (atMs > lastMs + SPARK_BIN_MS) return Number.NaN;
    const noise = 1 + (random() - 0.5) * 0.26;
    const risen = Math.min(1, Math.max(0, (atMs - (event?.sinceMs ?? STORY_MS) + 60_000) / 120_000));
    if (!hit || event.usual === undefined) {
      const usual = event?.key === 'error_ratio' ? usualWhereFailing(signal, value) : value;
      return (usual + (value - usual) * risen) * noise;
    }
    if (event.flapping) return index % 6 < 3 ? event.usual * noise : value * (0.7 + 0.35 * random());
    return event.usual + (value * (1 + (random() - 0.5) * 0.05) - event.usual) * risen;
  });
}
