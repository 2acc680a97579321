import { seeded } from '../../builders/seeded.ts';

export const TILES = 60;
export const LINES = 4;
export const POINTS = 300;
export const TILE_WIDTH = 160;
export const TILE_HEIGHT = 160;
/** The same on every wall. */
export const LINE_COLOURS = ['#3c8f85', '#f0b429', '#6f9fd8', '#c678dd'] as const;
/** One point a second, as the hub sends them. */
const STEP_SECONDS = 1;
const START_SECONDS = 1_790_000_000;
/** Latencies, seconds: they wander around this. */
const USUAL_SECONDS = 0.12;

/** What one chart is given at first: points oldest first. */
export interface TileHistory {
  readonly title: string;
  /** Epoch seconds. */
  readonly times: readonly number[];
  /** Four lines of as many values. */
  readonly lines: readonly (readonly number[])[];
}

/** One more point for every chart. */
export interface Update {
  readonly time: number;
  /** Four values for each of the tiles. */
  readonly values: readonly (readonly number[])[];
}

/** How a library is put on the wall: draws all tiles at once, then takes updates. */
export interface Wall {
  update(update: Update): void;
}
export type MountWall = (host: HTMLElement, tiles: readonly TileHistory[]) => Wall;

/** Values that wander, the same for every library. */
export interface Walk {
  readonly tiles: readonly TileHistory[];
  next(): Update;
}

export function createWalk(): Walk {
  const random = seeded(60);
  const last = Array.from({ length: TILES }, () => Array.from({ length: LINES }, () => USUAL_SECONDS));
  let time = START_SECONDS;
  const step = (): Update => {
    time += STEP_SECONDS;
    for (const values of last)
      for (const [line, value] of values.entries())
        values[line] = Math.max(
          0.001,
          value + (random() - 0.5) * 0.02 + (USUAL_SECONDS * (1 + line / 4) - value) * 0.05,
        );
    return { time, values: last.map((values) => [...values]) };
  };
  const past = Array.from({ length: POINTS }, step);
  return {
    tiles: last.map((_, tile) => ({
      title: `service-${tile + 1}`,
      times: past.map((update) => update.time),
      lines: Array.from({ length: LINES }, (_, line) => past.map(({ values }) => values[tile]![line]!)),
    })),
    next: step,
  };
}

/** An element for one tile. */
export function addTile(host: HTMLElement): HTMLDivElement {
  const tile = document.createElement('div');
  host.append(tile);
  return tile;
}
