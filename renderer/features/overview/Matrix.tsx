import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Picture } from '../../../shared/contract/picture.ts';
import { orderServices, summariseEstate } from '../../../shared/format/estate-summary.ts';
import { navigate } from '../../app/routes.ts';
import { useDraw, useSection } from '../../state/hooks.ts';
import { readPalette } from '../../ui/palette.ts';
import { useTheme } from '../../ui/theme.ts';
import { describeCell } from './describe-cell.ts';
import { FoldLine } from './FoldLine.tsx';
import styles from './Matrix.module.css';
import { MatrixHeader } from './MatrixHeader.tsx';
import { MatrixNames } from './MatrixNames.tsx';
import {
  cellGrid,
  columnAt,
  HEADER_HEIGHT,
  layOut,
  layoutKey,
  type MatrixLayout,
  NAME_WIDTH,
  rowAt,
} from './matrix-model.ts';
import { forgetWidths, matrixFonts } from './paint-cell.ts';
import { MatrixPainter } from './paint-matrix.ts';
import { useElementSize } from './use-element-size.ts';

/** Rows hold still while the pointer is at work in them, for at most this long after it last moved. */
const HOLD_MS = 4_000;

/** Where a cell stands in the layout of now. */
interface Place {
  readonly row: number;
  readonly column: number;
}

/** The cell the keyboard is at: rows change places while somebody reads, what they read does not. */
interface Focus {
  readonly service: number;
  readonly region: number;
}

/** Services by regions, worst first: names and heads are text, the cells one canvas. */
export function Matrix() {
  const catalogue = useSection('catalogue');
  const theme = useTheme();
  const zone = catalogue.timeZones[0] ?? 'UTC';
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useMemo(() => new MatrixPainter(), []);
  const grid = useMemo(() => cellGrid(catalogue), [catalogue]);
  const size = useElementSize(scroller);
  const [layout, setLayout] = useState<MatrixLayout | null>(null);
  const [focus, setFocus] = useState<Focus | null>(null);
  const [spoken, setSpoken] = useState('');
  const [unfolded, setUnfolded] = useState(false);
  const latest = useRef<{ picture: Picture; nowMs: number } | null>(null);
  const shownKey = useRef('');
  const pointerAtMs = useRef(Number.NEGATIVE_INFINITY);

  const paint = useCallback(() => {
    const element = canvas.current;
    const host = scroller.current;
    const now = latest.current;
    if (element === null || host === null || now === null || layout === null) return;
    const ctx = element.getContext('2d');
    if (ctx === null) return;
    const view = {
      left: host.scrollLeft,
      top: host.scrollTop,
      width: element.clientWidth,
      height: element.clientHeight,
    };
    const scale = devicePixelRatio;
    const [width, height] = [Math.round(view.width * scale), Math.round(view.height * scale)];
    if (element.width !== width || element.height !== height) {
      element.width = width;
      element.height = height;
      painter.invalidate();
    }
    painter.draw(ctx, now.picture, grid, layout, view, now.nowMs, readPalette(), scale);
  }, [grid, layout, painter]);

  useDraw(
    useCallback(
      (picture: Picture, nowMs: number) => {
        latest.current = { picture, nowMs };
        const summary = summariseEstate(picture);
        const ordered = orderServices(summary.services);
        const key = `${picture.epoch} ${size.width} ${size.height} ${unfolded} ${layoutKey(summary, ordered)}`;
        const held = performance.now() - pointerAtMs.current < HOLD_MS && shownKey.current !== '';
        if (key !== shownKey.current && !held) {
          shownKey.current = key;
          painter.invalidate();
          setLayout(
            layOut(picture.sections.catalogue, ordered, size.width, size.height - HEADER_HEIGHT, unfolded),
          );
        } else paint();
      },
      [paint, painter, size.width, size.height, unfolded],
    ),
  );

  // The size and the theme of the page are read while painting; a change of either asks for a whole new one.
  const surface = `${theme} ${size.width} ${size.height}`;
  useEffect(() => {
    if (surface === '') return;
    painter.invalidate();
    paint();
  }, [paint, painter, surface]);

  useEffect(() => {
    let current = true;
    void Promise.all(matrixFonts.map((font) => document.fonts.load(font))).then(() => {
      if (!current) return;
      forgetWidths();
      painter.invalidate();
      paint();
    });
    return () => {
      current = false;
    };
  }, [paint, painter]);

  const describe = (at: Place): string => {
    const row = layout?.rows[at.row];
    const column = layout?.columns[at.column];
    const now = latest.current;
    if (row === undefined || column === undefined || now === null) return '';
    const cell = grid[row.service * catalogue.regions.length + column.region] ?? -1;
    return describeCell(now.picture, row.service, column.region, cell, now.nowMs, zone);
  };

  const cellUnder = (event: { clientX: number; clientY: number }): Place | null => {
    const element = canvas.current;
    const host = scroller.current;
    if (element === null || host === null || layout === null) return null;
    const box = element.getBoundingClientRect();
    const row = rowAt(layout, event.clientY - box.top + host.scrollTop);
    const column = columnAt(layout, event.clientX - box.left + host.scrollLeft);
    return row < 0 || column < 0 ? null : { row, column };
  };

  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    pointerAtMs.current = performance.now();
    const at = cellUnder(event);
    event.currentTarget.title = at === null ? '' : describe(at);
  };

  const open = (at: Place | null): void => {
    const service = at === null ? undefined : catalogue.services[layout?.rows[at.row]?.service ?? -1];
    if (service !== undefined) navigate(`/services/${encodeURIComponent(service.id.toWellFormed())}`);
  };

  const move = (to: Place): void => {
    if (layout === null) return;
    const at = {
      row: Math.min(layout.rows.length - 1, Math.max(0, to.row)),
      column: Math.min(layout.columns.length - 1, Math.max(0, to.column)),
    };
    const [row, column] = [layout.rows[at.row], layout.columns[at.column]];
    if (row === undefined || column === undefined) return;
    setFocus({ service: row.service, region: column.region });
    setSpoken(describe(at));
    reveal(scroller.current, layout, at);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = placeOf(layout, focus);
    const target = keyTarget(event, at, layout);
    if (target !== null) {
      event.preventDefault();
      move(target);
    } else if (event.key === 'Enter') open(at);
  };

  return (
    <div ref={scroller} className={styles['scroller']} onScroll={paint}>
      {layout !== null && (
        <div className={styles['sheet']} style={{ gridTemplateRows: `${layout.headerHeight}px auto` }}>
          <span className={styles['corner']}>worst first, last 15 min</span>
          <MatrixHeader layout={layout} />
          <MatrixNames layout={layout} latest={latest} zone={zone}>
            {layout.fold !== null && (
              <FoldLine
                fold={layout.fold}
                onToggle={() => {
                  // The pointer is at work, but on the line: the rows are asked to move.
                  pointerAtMs.current = Number.NEGATIVE_INFINITY;
                  setUnfolded(!unfolded);
                }}
              />
            )}
          </MatrixNames>
          <div className={styles['body']} style={{ width: layout.width, height: layout.height }}>
            {/* One tab stop for all cells; the words of the chosen one are spoken below. */}
            <div
              className={styles['grid']}
              role="application"
              aria-label="Cells of services by regions. Arrow keys move, Enter opens the service."
              tabIndex={0}
              onKeyDown={onKeyDown}
              onFocus={() => move(placeOf(layout, focus))}
              onBlur={() => setSpoken('')}
            >
              <canvas
                ref={canvas}
                className={styles['canvas']}
                style={{
                  top: layout.headerHeight,
                  width: Math.max(0, Math.min(size.width - NAME_WIDTH, layout.width)),
                  height: Math.max(0, Math.min(size.height - layout.headerHeight, layout.height)),
                }}
                aria-hidden="true"
                onPointerMove={onPointerMove}
                onClick={(event) => open(cellUnder(event))}
              />
              {focus !== null && <FocusRing layout={layout} at={placeOf(layout, focus)} />}
            </div>
          </div>
        </div>
      )}
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </div>
  );
}

function FocusRing({ layout, at }: { layout: MatrixLayout; at: Place }) {
  const row = layout.rows[at.row];
  const column = layout.columns[at.column];
  if (row === undefined || column === undefined) return null;
  return (
    <span
      className={styles['ring']}
      style={{ left: column.x - 2, top: row.y - 1, width: layout.cellWidth + 3, height: row.height + 1 }}
    />
  );
}

/** Where the focused cell stands now; the first one when nothing was focused or its row has left. */
function placeOf(layout: MatrixLayout | null, focus: Focus | null): Place {
  if (layout === null || focus === null) return { row: 0, column: 0 };
  const row = layout.rows.findIndex(({ service }) => service === focus.service);
  const column = layout.columns.findIndex(({ region }) => region === focus.region);
  return { row: Math.max(0, row), column: Math.max(0, column) };
}

/** Where a key leads from a cell, or null for keys that do not move. */
function keyTarget(event: KeyboardEvent, at: Place, layout: MatrixLayout | null): Place | null {
  const last = { row: (layout?.rows.length ?? 1) - 1, column: (layout?.columns.length ?? 1) - 1 };
  switch (event.key) {
    case 'ArrowUp':
      return { ...at, row: at.row - 1 };
    case 'ArrowDown':
      return { ...at, row: at.row + 1 };
    case 'ArrowLeft':
      return { ...at, column: at.column - 1 };
    case 'ArrowRight':
      return { ...at, column: at.column + 1 };
    case 'PageUp':
      return { ...at, row: at.row - 10 };
    case 'PageDown':
      return { ...at, row: at.row + 10 };
    case 'Home':
      return event.ctrlKey ? { row: 0, column: 0 } : { ...at, column: 0 };
    case 'End':
      return event.ctrlKey ? last : { ...at, column: last.column };
    default:
      return null;
  }
}

/** Scrolls just far enough that a cell is not under the names or the head. */
function reveal(host: HTMLElement | null, layout: MatrixLayout, at: Place): void {
  const row = layout.rows[at.row];
  const column = layout.columns[at.column];
  if (host === null || row === undefined || column === undefined) return;
  const room = { width: host.clientWidth - NAME_WIDTH, height: host.clientHeight - layout.headerHeight };
  if (row.y < host.scrollTop) host.scrollTop = row.y - 2;
  else if (row.y + row.height > host.scrollTop + room.height)
    host.scrollTop = row.y + row.height - room.height + 2;
  if (column.x < host.scrollLeft) host.scrollLeft = column.x - 4;
  else if (column.x + layout.cellWidth > host.scrollLeft + room.width)
    host.scrollLeft = column.x + layout.cellWidth - room.width + 4;
}
