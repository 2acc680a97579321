/*
 * Vigil's way on this wall: React mounts the tiles once, and each draws itself with what draws the overview's cells:
 * the palette, the state's mark, the sparkline's path and scale, and the words of values. The application itself has
 * no chart of this size; its own wall is measured by `idle`.
 */
import { useLayoutEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import {
  type SparkBox,
  scaleTop,
  sparkY,
  traceSpark,
} from '../../../renderer/features/overview/spark-path.ts';
import { drawStateMark } from '../../../renderer/ui/draw-state-mark.ts';
import { type Palette, readPalette } from '../../../renderer/ui/palette.ts';
import { formatLimit, formatQuantity } from '../../../shared/format/value.ts';
import { LINE_COLOURS, type MountWall, POINTS, TILE_HEIGHT, TILE_WIDTH, type TileHistory } from './walk.ts';

const box: SparkBox = { x: 34, y: 24, width: TILE_WIDTH - 40, height: TILE_HEIGHT - 34 };
const FONT = '12px "Inter Variable", system-ui, sans-serif';

/** The columns of one tile, and who listens to them: an update of the wall is no render of React's. */
interface TileFeed {
  readonly title: string;
  readonly columns: readonly Float32Array[];
  append(values: readonly number[]): void;
  /** @returns the end of the listening */
  onChange(listener: () => void): () => void;
}

export const mountWall: MountWall = (host, tiles) => {
  const feeds = tiles.map(feedOf);
  flushSync(() =>
    createRoot(host).render(
      <>
        {feeds.map((feed) => (
          <ChartTile key={feed.title} feed={feed} />
        ))}
      </>,
    ),
  );
  return {
    update({ values }) {
      for (const [index, feed] of feeds.entries()) feed.append(values[index]!);
    },
  };
};

function feedOf({ title, lines }: TileHistory): TileFeed {
  const columns = lines.map((line) => Float32Array.from(line));
  const listeners = new Set<() => void>();
  return {
    title,
    columns,
    append(values) {
      for (const [line, column] of columns.entries()) {
        column.copyWithin(0, 1);
        column[POINTS - 1] = values[line]!;
      }
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function ChartTile({ feed }: { readonly feed: TileFeed }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const ctx = canvas.current?.getContext('2d');
    if (!ctx) return;
    const draw = (): void => drawTile(ctx, feed, readPalette());
    draw();
    return feed.onChange(draw);
  }, [feed]);
  return <canvas ref={canvas} width={TILE_WIDTH} height={TILE_HEIGHT} role="img" aria-label={feed.title} />;
}

function drawTile(ctx: CanvasRenderingContext2D, { title, columns }: TileFeed, palette: Palette): void {
  ctx.clearRect(0, 0, TILE_WIDTH, TILE_HEIGHT);
  let top = 0;
  for (const column of columns) top = Math.max(top, scaleTop(column, true, null));
  drawStateMark(ctx, 'ok', 5, 4, 10, palette);
  ctx.font = FONT;
  ctx.fillStyle = palette.quiet;
  ctx.fillText(title, 18, 14);
  ctx.fillText(formatQuantity(columns[0]![POINTS - 1]!, 'seconds'), 110, 14);
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.lineSoft;
  ctx.lineJoin = 'round';
  for (const share of [0, 0.5, 1]) {
    const y = Math.round(sparkY(top * share, top, box)) + 0.5;
    ctx.beginPath();
    ctx.moveTo(box.x, y);
    ctx.lineTo(box.x + box.width, y);
    ctx.stroke();
    ctx.fillText(formatLimit(top * share, 'seconds'), 2, y + 4);
  }
  for (const [line, column] of columns.entries()) {
    ctx.strokeStyle = LINE_COLOURS[line]!;
    ctx.beginPath();
    if (traceSpark(ctx, column, top, box)) ctx.stroke();
  }
}
