/* The limit: a canvas for each tile, drawn anew with nothing but what has to be on it. */
import {
  addTile,
  LINE_COLOURS,
  LINES,
  type MountWall,
  POINTS,
  TILE_HEIGHT,
  TILE_WIDTH,
  type TileHistory,
} from './walk.ts';

const LEFT = 34;
const TOP = 24;
const WIDTH = TILE_WIDTH - LEFT - 6;
const HEIGHT = TILE_HEIGHT - TOP - 10;

export const mountWall: MountWall = (host, tiles) => {
  const drawn = tiles.map((tile) => createTile(host, tile));
  return {
    update({ values }) {
      for (const [index, tile] of drawn.entries()) tile.append(values[index]!);
    },
  };
};

function createTile(host: HTMLElement, { title, lines }: TileHistory) {
  const canvas = document.createElement('canvas');
  canvas.width = TILE_WIDTH;
  canvas.height = TILE_HEIGHT;
  addTile(host).append(canvas);
  const ctx = canvas.getContext('2d')!;
  const columns = lines.map((line) => Float32Array.from(line));

  function draw(): void {
    ctx.clearRect(0, 0, TILE_WIDTH, TILE_HEIGHT);
    let top = 0;
    for (const column of columns) for (const value of column) if (value > top) top = value;
    top *= 1.15;
    ctx.font = '12px system-ui';
    ctx.fillStyle = '#c8d0d8';
    ctx.fillText(title, 18, 14);
    ctx.fillText(`${(columns[0]![POINTS - 1]! * 1_000).toFixed(0)} ms`, 110, 14);
    ctx.fillRect(6, 5, 8, 8);
    ctx.lineWidth = 1;
    ctx.strokeStyle = '#2a3440';
    for (const share of [0, 0.5, 1]) {
      const y = Math.round(TOP + HEIGHT - share * HEIGHT) + 0.5;
      ctx.beginPath();
      ctx.moveTo(LEFT, y);
      ctx.lineTo(LEFT + WIDTH, y);
      ctx.stroke();
      ctx.fillText((top * share * 1_000).toFixed(0), 4, y + 4);
    }
    for (let line = 0; line < LINES; line += 1) {
      const column = columns[line]!;
      ctx.strokeStyle = LINE_COLOURS[line]!;
      ctx.beginPath();
      for (let i = 0; i < POINTS; i += 1)
        ctx.lineTo(LEFT + (i * WIDTH) / (POINTS - 1), TOP + HEIGHT - (column[i]! / top) * HEIGHT);
      ctx.stroke();
    }
  }

  draw();
  return {
    append(values: readonly number[]) {
      for (const [line, column] of columns.entries()) {
        column.copyWithin(0, 1);
        column[POINTS - 1] = values[line]!;
      }
      draw();
    },
  };
}
