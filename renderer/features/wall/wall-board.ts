import type { Picture } from '../../../shared/contract/picture.ts';
import {
  codeOfHealthState,
  type HealthState,
  healthStateFromCode,
} from '../../../shared/domain/health-state.ts';
import { stateOfService } from '../../../shared/domain/service-state.ts';
import { shownStates, summariseEstate } from '../../../shared/format/estate-summary.ts';

const NO_DATA = codeOfHealthState('no_data');

/** One cell as the wall needs it. */
export interface WallCell {
  readonly row: number;
  readonly service: number;
  readonly region: number;
  readonly state: HealthState;
  readonly sinceMs: number;
}

/** Services and regions with one state each. */
export interface WallBoard {
  readonly cells: readonly WallCell[];
  /** By service index; null for a service without cells. */
  readonly services: readonly (HealthState | null)[];
  /** By region index; null for a region without cells. */
  readonly regions: readonly (HealthState | null)[];
  /** Services whose trouble is told with that of another one; they are counted in no state. */
  readonly folded: ReadonlySet<number>;
}

/**
 * Reads the picture's cell table for the wall.
 * @param isCached a remembered picture shows what was last measured; the band says that nothing answers now
 */
export function wallBoard(picture: Picture, isCached: boolean): WallBoard {
  const { catalogue } = picture.sections;
  const codes = shownStates(picture, isCached);
  const estate = summariseEstate(picture, codes);
  const cells = catalogue.cells.map(
    ([service, region], row): WallCell => ({
      row,
      service,
      region,
      state: healthStateFromCode(codes[row] ?? NO_DATA),
      sinceMs: picture.cells.sinceMs[row] ?? Number.NaN,
    }),
  );
  return {
    cells,
    services: estate.services.map(({ state, worstCell }) => (worstCell < 0 ? null : state)),
    regions: rollUpRegions(cells, catalogue.regions.length),
    folded: new Set(estate.folded.map(({ service }) => service)),
  };
}

/** The shared roll-up, with a word for planned work as long as nothing else is; null for nothing at all. */
export function rollUpStates(states: readonly HealthState[]): HealthState | null {
  if (states.length === 0) return null;
  return stateOfService(states);
}

/** The order of the tally: what acts on people first, then what cannot be seen, planned work, and ok last. */
const tallyOrder: readonly HealthState[] = [
  'down',
  'degraded',
  'conflict',
  'unreachable',
  'stale',
  'no_data',
  'maintenance',
  'ok',
];

/** How many services are in each state. States nobody is in are left out. */
export function tallyOf(
  board: WallBoard,
): readonly { readonly state: HealthState; readonly count: number }[] {
  const counts = new Map<HealthState, number>();
  for (const [service, state] of board.services.entries())
    if (state !== null && !board.folded.has(service)) counts.set(state, (counts.get(state) ?? 0) + 1);
  return tallyOrder.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
}

function rollUpRegions(cells: readonly WallCell[], count: number): readonly (HealthState | null)[] {
  const groups = Array.from({ length: count }, (): HealthState[] => []);
  for (const { region, state } of cells) groups[region]?.push(state);
  return groups.map(rollUpStates);
}
