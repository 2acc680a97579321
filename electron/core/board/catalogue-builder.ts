import type { Catalogue, Region, Series, Service } from '../../../shared/domain/catalogue.ts';
import { lookupRegion } from '../../../shared/domain/known-regions.ts';
import {
  indexLimits,
  type LimitIndex,
  type LimitRule,
  type SignalRule,
  signalRuleOf,
} from '../../../shared/domain/limits.ts';
import type { MaintenanceWindow } from '../../../shared/domain/maintenance.ts';
import { type SeriesKey, seriesKeyText } from '../../../shared/domain/observation.ts';
import { cellSignals, linkSignals } from '../../../shared/domain/signal.ts';
import type { VigilConfig } from '../config/schema.ts';
import { limitRulesOf, maintenanceOf, rollUpOf } from './health-config.ts';

/** Most series Vigil keeps; further ones are refused and counted, so a label explosion cannot eat the machine. */
export const MAX_SERIES = 100_000;
/** Regions are numbered below this, so that service and region make one number; there are never more than series. */
const REGION_NUMBERS = 0x100000;

/** Interns what sources name, once; afterwards everything speaks in row numbers. Rows are never removed or moved. */
export class CatalogueBuilder {
  readonly services: Service[] = [];
  readonly regions: Region[] = [];
  readonly cells: [number, number][] = [];
  readonly sources: string[] = [];
  readonly series: Series[] = [];
  /** What each series row is judged by, parallel to `series`, looked up once; null for what is not judged. */
  readonly ruleOfRow: (SignalRule | null)[] = [];
  /** Series rows of each cell, parallel to `cells`. */
  readonly seriesOfCell: number[][] = [];
  private readonly serviceIndex = new Map<string, number>();
  private readonly regionIndex = new Map<string, number>();
  private readonly cellIndex = new Map<number, number>();
  private readonly sourceIndex = new Map<string, number>();
  private readonly rowsBySource: Map<string, number>[] = [];
  private readonly rowsByKey: WeakMap<SeriesKey, number>[] = [];
  /** Planned work, as configured. */
  readonly maintenance: readonly MaintenanceWindow[];
  private readonly config: VigilConfig;
  private readonly demo: boolean;
  private readonly limitRules: readonly LimitRule[];
  private readonly limitIndex: LimitIndex;

  constructor(config: VigilConfig, demo: boolean) {
    this.config = config;
    this.demo = demo;
    this.limitRules = limitRulesOf(config);
    this.limitIndex = indexLimits(this.limitRules);
    this.maintenance = maintenanceOf(config);
    for (const source of config.sources) this.source(source.id);
  }

  /** The row of a series, or null when it is new. */
  find(sourceId: string, key: SeriesKey): number | null {
    const source = this.sourceIndex.get(sourceId);
    if (source === undefined) return null;
    // Sources reuse their key objects between rounds; the text is only built the first time.
    const known = this.rowsByKey[source]!.get(key);
    if (known !== undefined) return known;
    const row = this.rowsBySource[source]!.get(seriesKeyText(key));
    if (row !== undefined) this.rowsByKey[source]!.set(key, row);
    return row ?? null;
  }

  /** Adds a series and whatever it names; returns its row, or null when the catalogue is full. */
  add(sourceId: string, key: SeriesKey): number | null {
    if (this.series.length >= MAX_SERIES) return null;
    const source = this.source(sourceId);
    const row = this.series.length;
    const { subject, signal, unit } = key;
    this.ruleOfRow.push(
      subject.kind === 'cell' ? this.ruleOf(subject.service, subject.region, signal) : null,
    );
    if (subject.kind === 'cell') {
      const cell = this.cell(subject.service, subject.region);
      this.series.push({ kind: 'cell', cell, signal, unit, source });
      this.seriesOfCell[cell]!.push(row);
    } else {
      this.series.push({
        kind: 'link',
        from: this.region(subject.from),
        to: this.region(subject.to),
        signal,
        unit,
        source,
      });
    }
    this.rowsBySource[source]!.set(seriesKeyText(key), row);
    this.rowsByKey[source]!.set(key, row);
    return row;
  }

  service(id: string): number {
    return intern(this.serviceIndex, this.services, id, () => {
      const configured = this.config.services.find((service) => service.id === id);
      return {
        id,
        name: configured?.name ?? id,
        owner: configured?.owner ?? null,
        runbookUrl: configured?.runbook ?? null,
        ...(configured?.dependsOn === undefined ? {} : { dependsOn: [...configured.dependsOn] }),
        ...(configured?.rollUp === undefined ? {} : { rollUp: rollUpOf(configured.rollUp) }),
        ...(configured?.tier === undefined ? {} : { tier: configured.tier }),
      };
    });
  }

  region(id: string): number {
    return intern(this.regionIndex, this.regions, id, () => {
      const known = lookupRegion(id);
      const configured = this.config.regions.find((region) => region.id === id);
      if (configured === undefined) return known;
      const provider = configured.provider ?? known.provider;
      return {
        id,
        ...(provider === undefined ? {} : { provider }),
        shortCode: configured.shortCode ?? known.shortCode,
        city: configured.city ?? known.city,
        group: configured.group ?? known.group,
        latitude: configured.latitude ?? known.latitude,
        longitude: configured.longitude ?? known.longitude,
        timeZone: configured.timeZone ?? known.timeZone,
      };
    });
  }

  /** The cell of a service in a region, made when it is new. */
  cell(serviceId: string, regionId: string): number {
    const service = this.service(serviceId);
    const region = this.region(regionId);
    const key = service * REGION_NUMBERS + region;
    const known = this.cellIndex.get(key);
    if (known !== undefined) return known;
    const cell = this.cells.length;
    this.cells.push([service, region]);
    this.seriesOfCell.push([]);
    this.cellIndex.set(key, cell);
    return cell;
  }

  hasService(id: string): boolean {
    return this.serviceIndex.has(id);
  }

  hasRegion(id: string): boolean {
    return this.regionIndex.has(id);
  }

  /** Looks a cell up by names without making it. */
  findCell(serviceId: string, regionId: string): number | null {
    const service = this.serviceIndex.get(serviceId);
    const region = this.regionIndex.get(regionId);
    if (service === undefined || region === undefined) return null;
    return this.cellIndex.get(service * REGION_NUMBERS + region) ?? null;
  }

  private ruleOf(service: string, region: string, signal: string): SignalRule | null {
    const rule = signalRuleOf(this.limitIndex, service, region, signal);
    return rule.limits === undefined || rule.direction === 'neutral' ? null : rule;
  }

  toCatalogue(): Catalogue {
    const signals = new Set([...builtInLimits, ...Object.keys(this.config.limits)]);
    const limits = Object.fromEntries(
      [...signals].map((signal) => [signal, generalLimits(this.limitIndex, signal)]),
    );
    return {
      name: this.config.name,
      demo: this.demo,
      services: [...this.services],
      regions: [...this.regions],
      cells: [...this.cells],
      sources: [...this.sources],
      series: [...this.series],
      limits,
      limitExceptions: this.limitRules.filter(({ service, region }) => service !== null || region !== null),
      maintenance: [...this.maintenance],
      timeZones: [...this.config.timeZones],
      wall: { dwellMs: this.config.wall.dwell, scenes: [...this.config.wall.scenes] },
    };
  }

  private source(id: string): number {
    const index = intern(this.sourceIndex, this.sources, id, () => id);
    this.rowsBySource[index] ??= new Map();
    this.rowsByKey[index] ??= new WeakMap();
    return index;
  }
}

/** Signals with limits of their own. */
const builtInLimits = [...cellSignals, ...linkSignals].flatMap((signal) =>
  'limits' in signal ? [signal.id] : [],
);

function generalLimits(index: LimitIndex, signal: string): Catalogue['limits'][string] {
  const { degraded, down } = signalRuleOf(index, '', '', signal).limits ?? {};
  return { ...(degraded === undefined ? {} : { degraded }), ...(down === undefined ? {} : { down }) };
}

function intern<T>(index: Map<string, number>, list: T[], id: string, make: () => T): number {
  const known = index.get(id);
  if (known !== undefined) return known;
  const position = list.length;
  list.push(make());
  index.set(id, position);
  return position;
}
