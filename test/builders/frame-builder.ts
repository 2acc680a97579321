import type { Frame } from '../../shared/contract/frame.ts';
import type { Sections } from '../../shared/contract/sections.ts';
import type { Series } from '../../shared/domain/catalogue.ts';
import { codeOfHealthState, type HealthState, isMeasured } from '../../shared/domain/health-state.ts';
import { SPARK_BINS, sparkBinOf } from '../../shared/domain/spark.ts';

interface SeriesEntry {
  readonly series: Series;
  readonly value: number;
  readonly sampledAtMs: number;
  readonly receivedAtMs: number;
  /** Oldest first, SPARK_BINS long; missing bins are NaN. */
  readonly spark: readonly number[] | null;
}

interface CellEntry {
  readonly place: readonly [service: number, region: number];
  readonly state: HealthState;
  readonly lastMeasured: HealthState;
  readonly sinceMs: number;
  keySeries: number;
}

/** Collects series and cells one by one and makes a full frame of them. */
export class FrameBuilder {
  private readonly series: SeriesEntry[] = [];
  private readonly cells: CellEntry[] = [];

  /** Adds a cell and returns its row. What was measured last is ok unless it is given or measured now. */
  addCell(
    service: number,
    region: number,
    state: HealthState,
    sinceMs: number,
    lastMeasured: HealthState = isMeasured(state) || state === 'no_data' ? state : 'ok',
  ): number {
    return this.cells.push({ place: [service, region], state, lastMeasured, sinceMs, keySeries: -1 }) - 1;
  }

  /** Adds a series and returns its row. */
  addSeries(entry: SeriesEntry): number {
    return this.series.push(entry) - 1;
  }

  setKeySeries(cell: number, series: number): void {
    const entry = this.cells[cell];
    if (entry === undefined) throw new RangeError(`There is no cell ${cell}.`);
    entry.keySeries = series;
  }

  /** A full frame at `atMs`; the catalogue's cells and series are the ones added here. */
  build(atMs: number, sections: Sections): Frame {
    const { series, cells } = this;
    const endBin = sparkBinOf(atMs);
    const spark = new Float32Array(series.length * SPARK_BINS).fill(Number.NaN);
    series.forEach((entry, row) => {
      entry.spark?.forEach((value, index) => {
        const bin = endBin - SPARK_BINS + 1 + index;
        spark[row * SPARK_BINS + (bin % SPARK_BINS)] = value;
      });
    });
    return {
      kind: 'full',
      epoch: 1,
      seq: 0,
      atMs,
      batches: 0,
      sections: {
        ...sections,
        catalogue: {
          ...sections.catalogue,
          cells: cells.map(({ place }) => [place[0], place[1]]),
          series: series.map((entry) => entry.series),
        },
      },
      series: {
        rows: Uint32Array.from(series.keys()),
        value: Float64Array.from(series, (entry) => entry.value),
        sampledAtMs: Float64Array.from(series, (entry) => entry.sampledAtMs),
        receivedAtMs: Float64Array.from(series, (entry) => entry.receivedAtMs),
        standing: new Uint8Array(series.length),
      },
      cells: {
        rows: Uint32Array.from(cells.keys()),
        state: Uint8Array.from(cells, (entry) => codeOfHealthState(entry.state)),
        lastMeasuredState: Uint8Array.from(cells, (entry) => codeOfHealthState(entry.lastMeasured)),
        sinceMs: Float64Array.from(cells, (entry) => entry.sinceMs),
        keySeries: Int32Array.from(cells, (entry) => entry.keySeries),
      },
      spark: { endBin, values: spark },
    };
  }
}
