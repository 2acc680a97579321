import type { Picture } from '../../../shared/contract/picture.ts';
import { limitsOfSeries } from '../../../shared/domain/catalogue.ts';
import { codeOfHealthState, type HealthState } from '../../../shared/domain/health-state.ts';
import { judge, signalDefinition } from '../../../shared/domain/signal.ts';
import { readSpark, SPARK_BINS } from '../../../shared/domain/spark.ts';
import { shownStates } from '../../../shared/format/estate-summary.ts';
import { estateSummaryOf } from '../../state/estate-summary.ts';
import type { Palette } from '../../ui/palette.ts';
import { cellState, cellText } from './cell-text.ts';
import { firstRowBelow, type MatrixLayout } from './matrix-model.ts';
import { type CellPaint, paintAbsent, paintCell, paintChanged } from './paint-cell.ts';

/** The part of the matrix that is on screen, in CSS pixels of the matrix. */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const STALE = codeOfHealthState('stale');
const UNREACHABLE = codeOfHealthState('unreachable');

/**
 * Draws the matrix and remembers what it drew: a frame that changes forty cells repaints forty, not all.
 * Everything is repainted when the layout, the viewport, the theme or the bin of the sparklines changes.
 */
export class MatrixPainter {
  private readonly spark = new Float32Array(SPARK_BINS);
  private drawnValue = new Float64Array(0);
  private drawnState = new Uint8Array(0);
  private drawnAge = new Int32Array(0);
  /** 1 for a folded corner, 2 for a cell that folds under another one. */
  private drawnLook = new Uint8Array(0);
  private whole = '';
  private hatch: { readonly ink: string; readonly pattern: CanvasPattern | null } | null = null;

  /** Forgets what was drawn: the next draw paints everything. */
  invalidate(): void {
    this.whole = '';
  }

  /**
   * Draws what is different from the last call. Returns how many cells were painted.
   * @param marks 1 for the cells that changed since somebody looked, by row
   */
  draw(
    ctx: CanvasRenderingContext2D,
    picture: Picture,
    grid: Int32Array,
    layout: MatrixLayout,
    view: Viewport,
    nowMs: number,
    palette: Palette,
    scale: number,
    marks: Uint8Array,
  ): number {
    const { moment } = picture.sections;
    const past = moment.mode === 'cached';
    const knowledge = moment.mode === 'past' ? moment.knowledge : '';
    const whole = `${picture.epoch} ${picture.spark.endBin} ${view.left} ${view.top} ${view.width} ${view.height} ${palette.page} ${scale} ${moment.mode} ${knowledge}`;
    const all = whole !== this.whole;
    this.whole = whole;
    const cells = picture.cells.state.length;
    if (this.drawnState.length !== cells) {
      this.drawnValue = new Float64Array(cells);
      this.drawnState = new Uint8Array(cells);
      this.drawnAge = new Int32Array(cells);
      this.drawnLook = new Uint8Array(cells);
    }
    ctx.setTransform(scale, 0, 0, scale, -view.left * scale, -view.top * scale);
    // Set once, not for every cell: each of these costs as much as a short line.
    ctx.textBaseline = 'alphabetic';
    ctx.textAlign = 'left';
    ctx.lineJoin = 'round';
    ctx.lineCap = 'round';
    if (all) {
      ctx.clearRect(view.left, view.top, view.width, view.height);
      this.paintRules(ctx, layout, view, palette);
      this.paintGap(ctx, picture, grid, layout, palette);
    }
    const codes = shownStates(picture);
    const { foldedCells } = estateSummaryOf(picture, codes);
    const { columns } = layout;
    const regionCount = picture.sections.catalogue.regions.length;
    let painted = 0;
    for (let r = firstRowBelow(layout, view.top); r < layout.rows.length; r++) {
      const row = layout.rows[r]!;
      if (row.y > view.top + view.height) break;
      for (const column of columns) {
        if (column.x + layout.cellWidth < view.left || column.x > view.left + view.width) continue;
        const cell = grid[row.service * regionCount + column.region] ?? -1;
        const place = {
          x: column.x,
          y: row.y,
          width: layout.cellWidth,
          height: row.height,
          tall: row.tall,
          narrow: layout.marksOnly,
        };
        if (cell === -1) {
          if (all) paintAbsent(ctx, place, palette);
          continue;
        }
        const isMarked = marks[cell] === 1;
        const isFolded = foldedCells.has(cell);
        const look = Number(isMarked) + 2 * Number(isFolded);
        if (!this.remember(picture, codes, cell, nowMs, look) && !all) continue;
        if (!all) ctx.clearRect(place.x, place.y, place.width, place.height - (row.tall ? 1 : 0));
        painted += 1;
        this.paint(ctx, picture, codes, cell, { ...place, folded: isFolded }, nowMs, past, palette);
        if (isMarked) paintChanged(ctx, place, palette);
      }
    }
    return painted;
  }

  /** Notes what a cell is about to show; true when that differs from what it shows. */
  private remember(picture: Picture, codes: Uint8Array, cell: number, nowMs: number, look: number): boolean {
    const series = picture.cells.keySeries[cell] ?? -1;
    const value = picture.series.value[series] ?? Number.NaN;
    const code = codes[cell] ?? 0;
    const age = code === STALE ? Math.floor((nowMs - (picture.series.sampledAtMs[series] ?? 0)) / 1_000) : 0;
    const same =
      Object.is(this.drawnValue[cell], value) &&
      this.drawnState[cell] === code &&
      this.drawnAge[cell] === age &&
      this.drawnLook[cell] === look;
    this.drawnValue[cell] = value;
    this.drawnState[cell] = code;
    this.drawnAge[cell] = age;
    this.drawnLook[cell] = look;
    return !same;
  }

  private paint(
    ctx: CanvasRenderingContext2D,
    picture: Picture,
    codes: Uint8Array,
    cell: number,
    place: Pick<CellPaint, 'x' | 'y' | 'width' | 'height' | 'tall' | 'narrow' | 'folded'>,
    nowMs: number,
    past: boolean,
    palette: Palette,
  ): void {
    const state: HealthState = cellState(codes, cell);
    if (codes[cell] === UNREACHABLE) this.paintHatch(ctx, place, palette);
    const series = picture.cells.keySeries[cell] ?? -1;
    if (series >= 0) readSpark(picture.spark, series, this.spark);
    else this.spark.fill(Number.NaN);
    const text = cellText(picture, cell, state, nowMs);
    paintCell(
      ctx,
      { ...place, state, text, spark: this.spark, limit: limitOf(picture, series, state), past },
      palette,
    );
  }

  private paintHatch(
    ctx: CanvasRenderingContext2D,
    place: { x: number; y: number; width: number; height: number; tall: boolean; narrow: boolean },
    palette: Palette,
  ): void {
    if (this.hatch?.ink !== palette.hatchUnseenInk)
      this.hatch = { ink: palette.hatchUnseenInk, pattern: hatchPattern(ctx, palette.hatchUnseenInk) };
    if (this.hatch.pattern === null) return;
    ctx.fillStyle = this.hatch.pattern;
    ctx.fillRect(place.x, place.y, place.width - 2, place.height - (place.tall ? 1 : 0));
  }

  /** The gap under the attention rows belongs to the hatch of a column that is unseen above and below it. */
  private paintGap(
    ctx: CanvasRenderingContext2D,
    picture: Picture,
    grid: Int32Array,
    layout: MatrixLayout,
    palette: Palette,
  ): void {
    const codes = shownStates(picture);
    const regionCount = picture.sections.catalogue.regions.length;
    const below = layout.rows.findIndex((row) => !row.attention);
    const [upper, lower] = [layout.rows[below - 1], layout.rows[below]];
    if (upper === undefined || lower === undefined) return;
    // Where a line of words stands in the gap, nothing is drawn under it.
    if (layout.headings.length > 0) return;
    if (layout.folds.some((fold) => fold.y < lower.y && fold.y >= upper.y)) return;
    const y = upper.y + upper.height;
    for (const { region, x } of layout.columns) {
      const unseen = [upper, lower].every(
        (row) => codes[grid[row.service * regionCount + region] ?? -1] === UNREACHABLE,
      );
      const place = { x, y, width: layout.cellWidth, height: lower.y - y, tall: false, narrow: false };
      if (unseen) this.paintHatch(ctx, place, palette);
    }
  }

  private paintRules(
    ctx: CanvasRenderingContext2D,
    layout: MatrixLayout,
    view: Viewport,
    palette: Palette,
  ): void {
    ctx.fillStyle = palette.lineSoft;
    for (const row of layout.rows)
      if (row.attention && row.tall && row.y < view.top + view.height && row.y + row.height > view.top)
        ctx.fillRect(view.left, row.y + row.height - 1, view.width, 1);
  }
}

/** The limit that matters for the state shown; null where nothing is wrong. */
function limitOf(picture: Picture, row: number, state: HealthState): number | null {
  const series = picture.sections.catalogue.series[row];
  if (series === undefined || (state !== 'down' && state !== 'degraded')) return null;
  const { direction } = signalDefinition(series.signal, series.unit);
  const limits = limitsOfSeries(picture.sections.catalogue, row);
  // Where an alert says that something is wrong and the value does not, its limit explains nothing.
  if (judge(picture.series.value[row] ?? Number.NaN, direction, limits) === 'ok') return null;
  return limits?.degraded ?? limits?.down ?? null;
}

/** 45° lines of 1 px with a pitch of 5, drawn once into a tile that repeats without a seam. */
function hatchPattern(ctx: CanvasRenderingContext2D, ink: string): CanvasPattern | null {
  const period = 7;
  const tile = new OffscreenCanvas(period, period);
  const brush = tile.getContext('2d');
  if (brush === null) return null;
  brush.strokeStyle = ink;
  brush.lineWidth = 1;
  brush.beginPath();
  for (const shift of [-period, 0, period]) {
    brush.moveTo(shift - 1, period + 1);
    brush.lineTo(shift + period + 1, -1);
  }
  brush.stroke();
  return ctx.createPattern(tile, 'repeat');
}
