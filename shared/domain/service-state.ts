import type { Catalogue, Series } from './catalogue.ts';
import { type FoldedCells, foldCells } from './folding.ts';
import type { HealthState } from './health-state.ts';
import { type RollUpRule, rollUp } from './roll-up.ts';
import { readSpark, SPARK_BINS, type SparkTable } from './spark.ts';

/** What services are judged from, of a board or of a picture. */
export interface JudgedEstate {
  readonly catalogue: Pick<Catalogue, 'services' | 'cells'>;
  /** 1 for the cells that count; null counts all. */
  readonly within?: Uint8Array | null;
  readonly stateOfCell: (cell: number) => HealthState;
  /** See `trafficOf`; NaN where nobody measures it. */
  readonly trafficOfCell: (cell: number) => number;
}

export interface JudgedServices {
  /** By service. */
  readonly states: readonly HealthState[];
  /** Cells of each service. */
  readonly cellsOf: readonly (readonly number[])[];
  /** Cells whose trouble is told with that of another service. */
  readonly folded: FoldedCells;
}

/** Every service by its own rule, and what folds under what. Pure. */
export function judgeServices(estate: JudgedEstate): JudgedServices {
  const { catalogue, within = null, stateOfCell, trafficOfCell } = estate;
  const cellsOf: number[][] = catalogue.services.map(() => []);
  for (const [cell, [service]] of catalogue.cells.entries())
    if (within === null || within[cell] === 1) cellsOf[service]?.push(cell);
  const states = catalogue.services.map(({ rollUp: rule = 'any' }, service) => {
    const cells = cellsOf[service] ?? [];
    const isWeighted = rule !== 'any' && 'traffic' in rule;
    return stateOfService(cells.map(stateOfCell), rule, isWeighted ? cells.map(trafficOfCell) : []);
  });
  const folded = foldCells({
    catalogue,
    stateOfCell,
    stateOfService: (service) => states[service] ?? 'no_data',
  });
  return { states, cellsOf, folded };
}

/** The state of a service made of its cells. Planned work somewhere is worth a word, as long as nothing else is. */
export function stateOfService(
  states: readonly HealthState[],
  rule: RollUpRule = 'any',
  weights: readonly number[] = [],
): HealthState {
  const rolled = rollUp(states, rule, weights);
  return rolled === 'ok' && states.includes('maintenance') ? 'maintenance' : rolled;
}

/**
 * The traffic of a cell in requests per second: the busiest of the last 15 minutes, so that a region that fails keeps
 * its weight for a while although nobody gets through to it any more. NaN where nobody measures it.
 * @param rows series of the cell
 */
export function trafficOf(
  rows: readonly number[],
  series: readonly Series[],
  { value, spark }: { readonly value: Float64Array; readonly spark: SparkTable },
): number {
  let most = Number.NaN;
  const bins = new Float32Array(SPARK_BINS);
  for (const row of rows) {
    if (series[row]?.signal !== 'request_rate') continue;
    for (const rate of [value[row] ?? Number.NaN, ...readSpark(spark, row, bins)])
      if (Number.isFinite(rate) && !(rate <= most)) most = rate;
  }
  return most;
}
