import { z } from 'zod/mini';
import { indexLimits, limitRuleSchema, signalRuleOf } from './limits.ts';
import { maintenanceWindowSchema } from './maintenance.ts';
import type { SeriesKey } from './observation.ts';
import { rollUpRuleSchema } from './roll-up.ts';
import { type SignalLimits, units } from './signal.ts';

export const wallScenes = ['matrix', 'map', 'alerts'] as const;
export type WallScene = (typeof wallScenes)[number];

export const serviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.nullable(z.string()),
  runbookUrl: z.nullable(z.string()),
  /** Ids of services whose outage explains trouble of this one. */
  dependsOn: z.optional(z.array(z.string())),
  /** How its regions make its state; `any` when absent. */
  rollUp: z.optional(rollUpRuleSchema),
  /** How much depends on it, as configured: `1`, `gold`. Pictures kept by earlier versions have none. */
  tier: z.optional(z.string()),
});
export type Service = z.infer<typeof serviceSchema>;

/** A place. Coordinates are null when neither the built-in table nor the configuration knows it. */
export const regionSchema = z.object({
  id: z.string(),
  /** Shorter code for narrow columns: `ap-se-1`. */
  shortCode: z.string(),
  city: z.string(),
  /** Column group of the matrix: Americas, Europe, Gulf and Africa, Asia Pacific, Elsewhere. */
  group: z.string(),
  latitude: z.nullable(z.number()),
  longitude: z.nullable(z.number()),
  timeZone: z.nullable(z.string()),
  /** Whose region it is, where that is known. */
  provider: z.optional(z.string()),
});
export type Region = z.infer<typeof regionSchema>;

/**
 * One series: a signal of a cell (service and region) or of a link (from and to), as one source reports it.
 * Indexes point into the catalogue's arrays; the position in `series` is the row in the series table.
 */
export const seriesSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cell'),
    cell: z.number(),
    signal: z.string(),
    unit: z.enum(units),
    source: z.number(),
  }),
  z.object({
    kind: z.literal('link'),
    from: z.number(),
    to: z.number(),
    signal: z.string(),
    unit: z.enum(units),
    source: z.number(),
  }),
]);
export type Series = z.infer<typeof seriesSchema>;

/** What exists: grows when a source reports something new. Positions never change while an epoch lasts. */
export const catalogueSchema = z.object({
  name: z.string(),
  /** True while Vigil runs on the built-in demo fleet; every view says so. */
  demo: z.boolean(),
  services: z.array(serviceSchema),
  regions: z.array(regionSchema),
  /** Pairs [service index, region index]; the position is the row in the cell table. */
  cells: z.array(z.tuple([z.number(), z.number()])),
  /** Source ids, indexed by `series.source`. */
  sources: z.array(z.string()),
  series: z.array(seriesSchema),
  /** Limits per signal that hold in general, those that are built in included. */
  limits: z.record(z.string(), z.object({ degraded: z.optional(z.number()), down: z.optional(z.number()) })),
  /** What is configured for single services and regions instead; see `limitsOfSeries`. */
  limitExceptions: z.array(limitRuleSchema),
  /** Planned work, past and to come, as configured. */
  maintenance: z.array(maintenanceWindowSchema),
  /** Zones of the clock strip and the top bar, first one leads. */
  timeZones: z.array(z.string()),
  wall: z.object({ dwellMs: z.number(), scenes: z.array(z.enum(wallScenes)) }),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

export const emptyCatalogue: Catalogue = {
  name: '',
  demo: false,
  services: [],
  regions: [],
  cells: [],
  sources: [],
  series: [],
  limits: {},
  limitExceptions: [],
  maintenance: [],
  timeZones: ['UTC'],
  wall: { dwellMs: 20_000, scenes: ['map', 'matrix', 'alerts'] },
};

/** The identity of a series of a catalogue, in names. */
export function seriesKeyAt(
  catalogue: Pick<Catalogue, 'series' | 'cells' | 'services' | 'regions'>,
  row: number,
): SeriesKey {
  const series = catalogue.series[row]!;
  const { signal, unit } = series;
  if (series.kind === 'link')
    return {
      subject: {
        kind: 'link',
        from: catalogue.regions[series.from]!.id,
        to: catalogue.regions[series.to]!.id,
      },
      signal,
      unit,
    };
  const [service, region] = catalogue.cells[series.cell]!;
  return {
    subject: {
      kind: 'cell',
      service: catalogue.services[service]!.id,
      region: catalogue.regions[region]!.id,
    },
    signal,
    unit,
  };
}

const limitIndexes = new WeakMap<Catalogue, ReturnType<typeof indexLimits>>();

/** The limits a series is judged by where it is measured; undefined for one that is not judged, as links are. */
export function limitsOfSeries(catalogue: Catalogue, row: number): SignalLimits | undefined {
  const series = catalogue.series[row];
  if (series?.kind !== 'cell') return undefined;
  const [service, region] = catalogue.cells[series.cell] ?? [-1, -1];
  return limitsAt(
    catalogue,
    catalogue.services[service]?.id ?? '',
    catalogue.regions[region]?.id ?? '',
    series.signal,
  );
}

/** The limits a signal of a service is judged by in a region, by their ids; undefined where it is not judged. */
export function limitsAt(
  catalogue: Catalogue,
  service: string,
  region: string,
  signal: string,
): SignalLimits | undefined {
  let index = limitIndexes.get(catalogue);
  if (index === undefined) {
    const general = Object.entries(catalogue.limits).map(([signal, limits]) => ({
      service: null,
      region: null,
      signal,
      ...limits,
    }));
    limitIndexes.set(catalogue, (index = indexLimits([...catalogue.limitExceptions, ...general])));
  }
  const { direction, limits } = signalRuleOf(index, service, region, signal);
  return direction === 'neutral' ? undefined : limits;
}
