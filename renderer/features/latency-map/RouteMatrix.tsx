import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { formatQuantity } from '../../../shared/format/value.ts';
import { drawMatrix } from '../../map/draw-matrix.ts';
import { useMapTheme } from '../../map/map-theme.ts';
import {
  layoutMatrix,
  type MatrixCell,
  type MatrixFrame,
  matrixCellAt,
  matrixRegions,
} from '../../map/matrix-layout.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import type { NetworkModel } from '../../map/network-model.ts';
import { deviationWords, provenance, type Saying } from '../../map/network-words.ts';

import { prepareCanvas } from '../../map/use-stage.ts';
import { Words } from '../../ui/Words.tsx';
import type { MapProps } from './map-props.ts';
import styles from './RouteMatrix.module.css';
import { usePrintRatio } from './use-print-ratio.ts';

export interface RouteMatrixProps extends MapProps {
  readonly frame: MatrixFrame;
}

/** Numbers fit into cells from this width on. */
const NUMBER_CELL_PX = 34;

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Region × region, row is from and column is to. One tab stop; arrows move, the read-out says what is chosen. */
export function RouteMatrix(props: RouteMatrixProps) {
  const { index, model, saying, metric, chosenRoute, onChooseRoute, pointed, onPoint, target, frame } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useMapTheme();
  const [spoken, setSpoken] = useState('');
  const [hovered, setHovered] = useState<MatrixCell | null>(null);
  const regions = useMemo(() => matrixRegions(index), [index]);
  const frameKey = JSON.stringify(frame);
  const layout = useMemo(
    () => layoutMatrix(regions, JSON.parse(frameKey) as MatrixFrame),
    [regions, frameKey],
  );
  const chosen = useMemo(() => cellOf(chosenRoute, index, regions), [chosenRoute, index, regions]);
  // What the map or a list points at; within the matrix the pointer itself knows better.
  const pointedRoute = pointed?.kind === 'route' ? pointed.index : null;
  const elsewhere = useMemo(() => cellOf(pointedRoute, index, regions), [pointedRoute, index, regions]);
  const shown = hovered ?? elsewhere ?? chosen;
  const region = pointed?.kind === 'region' ? pointed.index : target;

  const { width, height } = layout;
  const onScreen = useMemo(() => ({ width, height, ratio: window.devicePixelRatio || 1 }), [width, height]);
  const size = usePrintRatio(onScreen);
  useEffect(() => {
    const context = prepareCanvas(canvas.current, size);
    if (context === null) return;
    drawMatrix(context, {
      layout,
      index,
      model,
      theme,
      metric,
      chosen: shown,
      region,
      isCached: saying.isCached,
      hasNumbers: layout.cellWidth >= NUMBER_CELL_PX,
    });
  }, [size, layout, index, model, metric, shown, region, saying.isCached, theme]);

  const choose = (cell: MatrixCell | null): void => {
    if (cell === null) return;
    const found = index.routeBetween(regions[cell.row] ?? -1, regions[cell.column] ?? -1);
    if (found >= 0) onChooseRoute(found);
  };
  const point = (cell: MatrixCell | null): void => {
    if (cell?.row === hovered?.row && cell?.column === hovered?.column) return;
    setHovered(cell);
    const found =
      cell === null ? -1 : index.routeBetween(regions[cell.row] ?? -1, regions[cell.column] ?? -1);
    onPoint(found < 0 ? null : { kind: 'route', index: found });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = stepTo(regions, index, chosen, step);
    choose(next);
    // Said once when the choice moves; the value itself changes every second.
    if (next !== null) {
      const { name, text } = matrixWords(next, regions, index, model, saying);
      setSpoken(`${name} ${text}`);
    }
  };
  const words = matrixWords(shown, regions, index, model, saying);
  return (
    <div className={styles['matrix']}>
      <div
        className={styles['field']}
        role="group"
        tabIndex={0}
        aria-label="Region to region matrix, row is from, column is to; arrow keys move"
        onKeyDown={onKeyDown}
      >
        <canvas
          ref={canvas}
          aria-hidden="true"
          style={{ width: layout.width, height: layout.height }}
          onPointerMove={(event) => {
            const bounds = event.currentTarget.getBoundingClientRect();
            point(matrixCellAt(layout, event.clientX - bounds.left, event.clientY - bounds.top));
          }}
          onPointerLeave={() => point(null)}
          onClick={() => choose(hovered)}
        />
      </div>
      <p className={styles['readout']} title={words.origin}>
        <b>
          <Words>{words.name}</Words>
        </b>{' '}
        {words.text}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </div>
  );
}

/** Where a route stands in the matrix. */
function cellOf(
  route: number | null,
  { routes }: NetworkIndex,
  regions: readonly number[],
): MatrixCell | null {
  const ends = route === null ? undefined : routes[route];
  if (ends === undefined) return null;
  return { row: regions.indexOf(ends.from), column: regions.indexOf(ends.to) };
}

/** The next measured cell in a direction; passes over the diagonal and over pairs nobody measures. */
function stepTo(
  regions: readonly number[],
  index: NetworkIndex,
  chosen: MatrixCell | null,
  [down, across]: readonly [number, number],
): MatrixCell | null {
  let { row, column } = chosen ?? { row: 0, column: 0 };
  for (let i = 0; i < regions.length; i++) {
    row += down;
    column += across;
    if (row < 0 || column < 0 || row >= regions.length || column >= regions.length) return null;
    if (index.routeBetween(regions[row] ?? -1, regions[column] ?? -1) >= 0) return { row, column };
  }
  return null;
}

function matrixWords(
  cell: MatrixCell | null,
  regions: readonly number[],
  index: NetworkIndex,
  model: NetworkModel,
  saying: Saying,
): { readonly name: string; readonly text: string; readonly origin: string } {
  if (cell === null) return { name: '', text: 'Point at a cell or use the arrow keys.', origin: '' };
  const [from, to] = [regions[cell.row] ?? -1, regions[cell.column] ?? -1];
  const code = (region: number): string => index.regions[region]?.id ?? '';
  if (from === to) return { name: code(from), text: 'within itself, not measured', origin: '' };
  const name = `${code(from)} to ${code(to)}`;
  const route = model.routes[index.routeBetween(from, to)];
  const back = model.routes[index.routeBetween(to, from)];
  const lost = route?.loss ? `, ${formatQuantity(route.loss.value, 'ratio')} lost` : '';
  if (route?.measured === undefined || route.measured === null)
    return { name, text: `nobody measures this way${lost}`, origin: '' };
  const value = formatQuantity(route.measured.value, 'seconds');
  const backText =
    back?.isSeen && back.measured ? `, back ${formatQuantity(back.measured.value, 'seconds')}` : '';
  const text = route.isSeen
    ? `${value}${backText}${lost}${route.deviation?.isFar ? `, ${deviationWords(route, saying)}` : ''}`
    : `${saying.isLive ? 'cannot be measured now' : 'could not be measured'}, last ${value}`;
  return { name, text, origin: provenance(route.measured, saying) };
}
