import type { Catalogue } from './catalogue.ts';
import { type HealthState, needsAttention } from './health-state.ts';

/** What folding needs to know of a picture. */
export interface FoldInput {
  readonly catalogue: Pick<Catalogue, 'services' | 'cells'>;
  readonly stateOfCell: (cell: number) => HealthState;
  /** Rolled up over its regions. */
  readonly stateOfService: (service: number) => HealthState;
}

/** Cells whose trouble is told with that of another service, and which: positions in the catalogue. */
export type FoldedCells = ReadonlyMap<number, number>;

const NOTHING_FOLDED: FoldedCells = new Map();

/**
 * Folds trouble under the service it depends on. A cell that is down or degraded folds when a service it depends on is
 * down in the same region, or is in trouble there that itself folds; then both fold under the same one. A parent that
 * is not deployed in the region counts by its state as a whole. Disputes never fold: they are about the measuring.
 * Folding is a way of telling; the states stay what they are. Pure.
 */
export function foldCells({ catalogue, stateOfCell, stateOfService }: FoldInput): FoldedCells {
  if (catalogue.services.every(({ dependsOn }) => (dependsOn ?? []).length === 0)) return NOTHING_FOLDED;
  const serviceOf = new Map(catalogue.services.map(({ id }, service) => [id, service]));
  const parentsOf = catalogue.services.map(({ dependsOn }) =>
    (dependsOn ?? []).flatMap((id) => {
      const parent = serviceOf.get(id);
      return parent === undefined ? [] : [parent];
    }),
  );
  const cellsOf: Map<number, number>[] = catalogue.services.map(() => new Map());
  for (const [cell, [service, region]] of catalogue.cells.entries()) cellsOf[service]?.set(region, cell);
  // By cell; null while it is being looked at, so that a circle of dependencies ends.
  const rootOfCell = new Map<number, number | null>();

  const rootOf = (cell: number): number | null => {
    const known = rootOfCell.get(cell);
    if (known !== undefined) return known;
    rootOfCell.set(cell, null);
    const state = stateOfCell(cell);
    if (state !== 'down' && state !== 'degraded') return null;
    const [service, region] = catalogue.cells[cell]!;
    for (const parent of parentsOf[service] ?? []) {
      const parentCell = cellsOf[parent]?.get(region);
      const root = parentCell === undefined ? null : rootOf(parentCell);
      const parentState = parentCell === undefined ? stateOfService(parent) : stateOfCell(parentCell);
      const found = root ?? (parentState === 'down' ? parent : null);
      if (found === null || found === service) continue;
      rootOfCell.set(cell, found);
      return found;
    }
    return null;
  };
  const folded = new Map<number, number>();
  for (const [cell, [service]] of catalogue.cells.entries()) {
    if ((parentsOf[service] ?? []).length === 0 || !needsAttention(stateOfCell(cell))) continue;
    const root = rootOf(cell);
    if (root !== null) folded.set(cell, root);
  }
  return folded;
}
