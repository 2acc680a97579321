import type { NetworkIndex } from './network-index.ts';

/** Geometry of a region × region matrix in pixels. Row is from, column is to. */
export interface MatrixLayout {
  /** Region indexes in row and column order. */
  readonly regions: readonly number[];
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly gap: number;
  /** Upper left corner of the first cell. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface MatrixFrame {
  readonly width: number;
  /** Undefined lets the matrix be as high as its rows. */
  readonly height?: number | undefined;
  readonly labelWidth: number;
  readonly labelHeight: number;
  readonly maxCell: { readonly width: number; readonly height: number };
  readonly minCell: { readonly width: number; readonly height: number };
  readonly gap: number;
}

/** Regions that some route begins or ends at, in catalogue order. */
export function matrixRegions(index: NetworkIndex): readonly number[] {
  const linked = new Set(index.routes.flatMap(({ from, to }) => [from, to]));
  return index.regions.flatMap((_, region) => (linked.has(region) ? [region] : []));
}

/** Cells as large as the frame allows between the two bounds; below the smaller one the matrix scrolls. */
export function layoutMatrix(regions: readonly number[], frame: MatrixFrame): MatrixLayout {
  const count = Math.max(1, regions.length);
  const { gap, labelWidth, labelHeight, maxCell, minCell } = frame;
  const fit = (space: number, min: number, max: number): number =>
    Math.floor(Math.min(max, Math.max(min, space / count - gap)));
  const cellWidth = fit(frame.width - labelWidth, minCell.width, maxCell.width);
  const cellHeight =
    frame.height === undefined
      ? maxCell.height === maxCell.width
        ? cellWidth
        : maxCell.height
      : fit(frame.height - labelHeight, minCell.height, maxCell.height);
  return {
    regions,
    cellWidth,
    cellHeight,
    gap,
    left: labelWidth,
    top: labelHeight,
    width: labelWidth + count * (cellWidth + gap),
    height: labelHeight + count * (cellHeight + gap),
  };
}

export interface MatrixCell {
  readonly row: number;
  readonly column: number;
}

/** The cell at a position, or null beside the cells. */
export function matrixCellAt(layout: MatrixLayout, x: number, y: number): MatrixCell | null {
  const column = Math.floor((x - layout.left) / (layout.cellWidth + layout.gap));
  const row = Math.floor((y - layout.top) / (layout.cellHeight + layout.gap));
  const count = layout.regions.length;
  return row < 0 || column < 0 || row >= count || column >= count ? null : { row, column };
}
