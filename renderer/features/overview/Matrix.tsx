import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Picture } from '../../../shared/contract/picture.ts';
import { useAddressValue } from '../../app/address-query.ts';
import { navigate } from '../../app/routes.ts';
import { shortcutFor } from '../../shortcuts/match-shortcut.ts';
import { useDraw, useSection } from '../../state/hooks.ts';
import { readPalette } from '../../ui/palette.ts';
import { useTheme } from '../../ui/theme.ts';
import { CellCard } from './CellCard.tsx';
import { cellOfAddress, textOfCell } from './cell-address.ts';
import { describeCell } from './describe-cell.ts';
import type { EstateView } from './estate-view.ts';
import styles from './Matrix.module.css';
import { MatrixHeader } from './MatrixHeader.tsx';
import { MatrixNames } from './MatrixNames.tsx';
import {
  cellGrid,
  columnAt,
  HEADER_HEIGHT,
  layOut,
  type MatrixLayout,
  NAME_WIDTH,
  rowAt,
} from './matrix-model.ts';
import { type Focus, keyTarget, type Place, placeOf, reveal } from './matrix-places.ts';
import { forgetWidths, matrixFonts } from './paint-cell.ts';
import { MatrixPainter } from './paint-matrix.ts';
import type { Changes } from './use-changes.ts';
import { useElementSize } from './use-element-size.ts';
import type { EstateSections } from './use-estate-sections.ts';
import { useResting } from './use-resting.ts';

/** Names this far above and below what is seen are in the page, so that scrolling finds them ready. */
const OVERSCAN_PX = 400;
/** The names in the page follow the scroll bar in steps. */
const SCROLL_STEP_PX = 200;

export interface MatrixProps {
  readonly view: EstateView;
  readonly estate: EstateSections;
  readonly changes: Changes;
}

/** Services by regions, worst first: names and heads are text, the cells one canvas. */
export function Matrix({ view, estate, changes }: MatrixProps) {
  const catalogue = useSection('catalogue');
  const theme = useTheme();
  const zone = catalogue.timeZones[0] ?? 'UTC';
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const painter = useMemo(() => new MatrixPainter(), []);
  const grid = useMemo(() => cellGrid(catalogue), [catalogue]);
  const size = useElementSize(scroller);
  const [focus, setFocus] = useState<Focus | null>(null);
  const [spoken, setSpoken] = useState('');
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [scrollStep, setScrollStep] = useState(0);
  const [cellText, setCellText] = useAddressValue('cell');
  const pinned = useMemo(() => cellOfAddress(cellText, catalogue), [cellText, catalogue]);
  const hover = useResting<Focus>();
  const latest = useRef<{ picture: Picture; nowMs: number } | null>(null);
  const { sections, selection, touch } = estate;
  const { columns, density } = view;
  const layout = useMemo(
    () =>
      size.width === 0
        ? null
        : layOut(
            catalogue,
            { sections, regions: selection.regions, columns, density, unfolded },
            size.width,
            size.height - HEADER_HEIGHT,
          ),
    [catalogue, sections, selection, columns, density, unfolded, size],
  );

  const paint = useCallback(() => {
    const element = canvas.current;
    const host = scroller.current;
    const now = latest.current;
    if (element === null || host === null || now === null || layout === null) return;
    const ctx = element.getContext('2d');
    if (ctx === null) return;
    const seen = {
      left: host.scrollLeft,
      top: host.scrollTop,
      width: element.clientWidth,
      height: element.clientHeight,
    };
    const scale = devicePixelRatio;
    const [width, height] = [Math.round(seen.width * scale), Math.round(seen.height * scale)];
    if (element.width !== width || element.height !== height) {
      element.width = width;
      element.height = height;
      painter.invalidate();
    }
    painter.draw(ctx, now.picture, grid, layout, seen, now.nowMs, readPalette(), scale, changes.marks);
  }, [grid, layout, painter, changes.marks]);

  useDraw(
    useCallback(
      (picture: Picture, nowMs: number) => {
        latest.current = { picture, nowMs };
        paint();
      },
      [paint],
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

  // At first sight: the cell the address asks for, otherwise the region of the worst one, however narrow the page is.
  const hasRevealed = useRef(false);
  useEffect(() => {
    if (layout === null || hasRevealed.current) return;
    hasRevealed.current = true;
    const row = layout.rows.findIndex(({ service }) => service === pinned?.service);
    const region = pinned?.region ?? layout.worstRegion;
    const column = layout.columns.findIndex((one) => one.region === region);
    reveal(scroller.current, layout, { row: Math.max(0, row), column });
  }, [layout, pinned]);

  const cellAt = ({ row, column }: Place): Focus | null => {
    const [service, region] = [layout?.rows[row]?.service, layout?.columns[column]?.region];
    return service === undefined || region === undefined ? null : { service, region };
  };

  const cellUnder = (event: { clientX: number; clientY: number }): Focus | null => {
    const box = canvas.current?.getBoundingClientRect();
    const host = scroller.current;
    if (box === undefined || host === null || layout === null) return null;
    const row = rowAt(layout, event.clientY - box.top + host.scrollTop);
    const column = columnAt(layout, event.clientX - box.left + host.scrollLeft);
    return cellAt({ row, column });
  };

  const speak = ({ service, region }: Focus): void => {
    const now = latest.current;
    if (now === null) return;
    const cell = grid[service * catalogue.regions.length + region] ?? -1;
    setSpoken(describeCell(now.picture, service, region, cell, now.nowMs, zone));
  };

  const open = (at: Focus | null): void => {
    const service = catalogue.services[at?.service ?? -1];
    if (service !== undefined) navigate(`/services/${encodeURIComponent(service.id.toWellFormed())}`);
  };

  const pin = (at: Focus | null): void => {
    hover.leave();
    setCellText(at === null ? null : textOfCell(at, catalogue));
  };

  const move = (to: Place): void => {
    if (layout === null) return;
    const at = {
      row: Math.min(layout.rows.length - 1, Math.max(0, to.row)),
      column: Math.min(layout.columns.length - 1, Math.max(0, to.column)),
    };
    const cell = cellAt(at);
    if (cell === null) return;
    setFocus(cell);
    speak(cell);
    reveal(scroller.current, layout, at);
    if (pinned !== null) pin(cell);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = placeOf(layout, focus);
    const target = keyTarget(event, at, layout);
    const name = shortcutFor('matrix', event);
    if (target !== null) move(target);
    else if (name === 'open') open(cellAt(at));
    else if (name === 'card') pin(pinned === null ? cellAt(at) : null);
    else if (name === 'close' && (pinned !== null || hover.at !== null)) pin(null);
    else return;
    event.preventDefault();
  };

  const shown = pinned ?? hover.at;
  const top = scrollStep * SCROLL_STEP_PX;
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      onScroll={({ currentTarget }) => {
        paint();
        setScrollStep(Math.floor(currentTarget.scrollTop / SCROLL_STEP_PX));
        if (pinned === null) hover.leave();
      }}
    >
      {layout !== null && (
        <div className={styles['sheet']} style={{ gridTemplateRows: `${layout.headerHeight}px auto` }}>
          <span className={styles['corner']}>worst first, last 15 min</span>
          <MatrixHeader layout={layout} />
          <MatrixNames
            layout={layout}
            latest={latest}
            zone={zone}
            from={top - OVERSCAN_PX}
            to={top + SCROLL_STEP_PX + size.height + OVERSCAN_PX}
            onFold={(key) => {
              // The pointer is at work, but on the line: the rows are asked to move.
              touch(null);
              setUnfolded(withToggled(unfolded, key));
            }}
          />
          <div ref={body} className={styles['body']} style={{ width: layout.width, height: layout.height }}>
            {/* One tab stop for all cells; the words of the chosen one are spoken below. */}
            <div
              className={styles['grid']}
              role="application"
              aria-label="Cells of services by regions. Arrow keys move, Enter opens the service, I shows every number."
              tabIndex={0}
              onKeyDown={onKeyDown}
              onFocus={() => move(placeOf(layout, focus ?? pinned))}
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
                onPointerMove={(event) => {
                  touch(performance.now());
                  if (event.pointerType === 'mouse') hover.move(cellUnder(event));
                }}
                onPointerDown={(event) => {
                  if (event.pointerType !== 'mouse') hover.move(cellUnder(event));
                }}
                onPointerLeave={hover.leaveSoon}
                onClick={(event) => {
                  // A finger that held the cell asked for its numbers.
                  if (hover.at === null || isMouse(event.nativeEvent)) open(cellUnder(event));
                }}
              />
              {focus !== null && <FocusRing layout={layout} at={placeOf(layout, focus)} />}
            </div>
          </div>
        </div>
      )}
      {layout !== null && shown !== null && (
        <CellCard
          at={shown}
          cell={grid[shown.service * catalogue.regions.length + shown.region] ?? -1}
          boxOf={() => cellBox(layout, shown, body.current)}
          changes={changes}
          zone={zone}
          onPointerEnter={hover.stay}
          onPointerLeave={hover.leaveSoon}
          onClose={pinned === null ? undefined : () => pin(null)}
        />
      )}
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </div>
  );
}

/** Clicks are pointer events in every browser Vigil runs in. */
function isMouse(event: MouseEvent): boolean {
  return !(event instanceof PointerEvent) || event.pointerType === 'mouse';
}

function withToggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Where a cell is on screen; null when it is not laid out. */
function cellBox(layout: MatrixLayout, at: Focus, body: HTMLElement | null): DOMRect | null {
  const row = layout.rows.find(({ service }) => service === at.service);
  const column = layout.columns.find(({ region }) => region === at.region);
  const origin = body?.getBoundingClientRect();
  if (row === undefined || column === undefined || origin === undefined) return null;
  return new DOMRect(origin.x + column.x, origin.y + row.y, layout.cellWidth, row.height);
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
