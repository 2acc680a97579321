import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { distanceToArc } from '../../map/arc-path.ts';
import { drawRegions } from '../../map/draw-regions.ts';
import { drawPlates, drawRoutes, isDrawnFar, type Plate, plateBox } from '../../map/draw-routes.ts';
import { drawGeography } from '../../map/geography.ts';
import type { LinePoint } from '../../map/label-placement.ts';
import { useMapTheme } from '../../map/map-theme.ts';
import { createLabelMemo, layoutMarkers, type MarkerView } from '../../map/marker-views.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import { type NetworkModel, type RouteView, routesToDraw } from '../../map/network-model.ts';
import { plateText, type Saying } from '../../map/network-words.ts';
import { createMapProjection } from '../../map/projection.ts';
import { type ArcBook, createArcBook } from '../../map/route-geometry.ts';
import { textWidth } from '../../map/text-width.ts';
import { prepareCanvas, useStageSize } from '../../map/use-stage.ts';
import styles from './MapStage.module.css';
import { type MapTarget, MapTooltip } from './MapTooltip.tsx';
import { RegionList } from './RegionList.tsx';

export interface MapStageProps {
  readonly index: NetworkIndex;
  readonly model: NetworkModel;
  readonly saying: Saying;
  readonly signalLabel: string;
  readonly serviceName: (service: number) => string;
  readonly chosenRoute: number | null;
  readonly onChooseRoute: (route: number | null) => void;
  /** Heights of what lies over the map at its top and bottom. */
  readonly covered: { readonly top: number; readonly bottom: number };
}

/** Free of regions at the sides, for labels; above and below the heading and the legend decide. */
const SIDES = { left: 92, right: 110 } as const;
/** Room for a label between a region and the heading or the legend. */
const LABEL_ROOM_PX = 44;
/** The heading promises room for the two furthest only: more plates would hide the map. */
const PLATES = 2;
/** A label over an abnormal route is this much worse than one over a quiet route. */
const FAR_LINE_WEIGHT = 4;
const HIT_SLACK_PX = 4;
const ROUTE_HIT_PX = 6;

/** The world with regions and routes: geography once on its own canvas, everything that changes on another. */
export function MapStage(props: MapStageProps) {
  const { index, model, saying, chosenRoute, onChooseRoute } = props;
  const stage = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  const size = useStageSize(stage);
  const theme = useMapTheme();
  const [target, setTarget] = useState<MapTarget | null>(null);
  const { isCached } = saying;
  // Catalogues are replaced whole; the geography is drawn again only when a place really changed.
  const placesKey = JSON.stringify(index.places);
  const places = useMemo(() => JSON.parse(placesKey) as NetworkIndex['places'], [placesKey]);
  const { top, bottom } = props.covered;
  const projection = useMemo(
    () =>
      createMapProjection(
        {
          width: size.width,
          height: size.height,
          inset: { ...SIDES, top: top + LABEL_ROOM_PX, bottom: bottom + LABEL_ROOM_PX },
        },
        places.filter((place) => place !== null),
      ),
    [size, places, top, bottom],
  );
  const [memo] = useState(createLabelMemo);
  const arcs = useMemo(() => createArcBook(index, projection), [index, projection]);

  useEffect(() => {
    const context = prepareCanvas(ground.current, size);
    if (context !== null) drawGeography(context, projection, theme);
  }, [size, projection, theme]);

  const hoveredRoute = target?.kind === 'route' ? target.route : null;
  const drawn = useMemo(() => withRoute(routesToDraw(model), model, chosenRoute), [model, chosenRoute]);
  const plates = useMemo(
    () => platesOf(model.far, arcs, size.width, size.height),
    [model.far, arcs, size.width, size.height],
  );
  const { atMs, nowMs, timeZone, isLive } = saying;
  const markers = useMemo(
    () =>
      layoutMarkers({
        model,
        index,
        projection,
        saying: { atMs, nowMs, timeZone, isCached, isLive },
        width: size.width,
        height: size.height,
        measure: textWidth,
        lines: () => linesOf(drawn, arcs),
        linesKey: linesKey(drawn),
        memo,
        taken: plates.map(({ box }) => box),
      }),
    [model, index, projection, atMs, nowMs, timeZone, isCached, isLive, size, drawn, arcs, memo, plates],
  );
  const spots = useMemo(() => spotsOf(markers), [markers]);
  const shownRoute = hoveredRoute ?? (isCached ? null : chosenRoute);
  const shownRegion = target?.kind === 'region' ? target.region : null;

  useEffect(() => {
    const context = prepareCanvas(live.current, size);
    if (context === null) return;
    drawRoutes(context, {
      routes: drawn,
      arcs,
      theme,
      width: size.width,
      isCached,
      chosen: shownRoute,
    });
    drawRegions(context, {
      markers,
      theme,
      isCached,
      chosen: shownRegion,
    });
    if (!isCached) drawPlates(context, plates, theme);
  }, [size, drawn, arcs, theme, isCached, shownRoute, shownRegion, markers, plates]);

  const targetAt = (event: PointerEvent): MapTarget | null => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - bounds.left, event.clientY - bounds.top];
    const region = markers.findLast(
      (marker) => Math.hypot(marker.x - x, marker.y - y) <= marker.radius + HIT_SLACK_PX,
    );
    if (region !== undefined)
      return { kind: 'region', region: region.region.index, x: region.x, y: region.y };
    let nearest: RouteView | null = null;
    let best = ROUTE_HIT_PX;
    for (const route of drawn) {
      const arc = arcs(route.index, isDrawnFar(route));
      const distance = arc === null ? Number.POSITIVE_INFINITY : distanceToArc(arc.arc, x, y);
      if (distance >= best) continue;
      best = distance;
      nearest = route;
    }
    return nearest === null ? null : { kind: 'route', route: nearest.index, x, y };
  };

  return (
    <div
      ref={stage}
      className={styles['stage']}
      onPointerMove={(event) => setTarget(targetAt(event))}
      onPointerLeave={() => setTarget(null)}
      onPointerDown={(event) => {
        const found = targetAt(event);
        if (found?.kind === 'route') onChooseRoute(found.route);
      }}
    >
      <canvas ref={ground} className={styles['layer']} aria-hidden="true" />
      <canvas ref={live} className={styles['layer']} aria-hidden="true" />
      <div className={styles['fadeTop']} style={{ height: top + LABEL_ROOM_PX }} />
      <div className={styles['fadeBottom']} style={{ height: bottom + LABEL_ROOM_PX }} />
      <RegionList {...props} spots={spots} onAttend={setTarget} />
      {target !== null && <MapTooltip {...props} target={target} width={size.width} height={size.height} />}
    </div>
  );
}

/** A route chosen in a list or in the matrix is drawn even when it is neither a neighbour's nor abnormal. */
function withRoute(
  routes: readonly RouteView[],
  model: NetworkModel,
  chosen: number | null,
): readonly RouteView[] {
  const extra = chosen === null ? undefined : model.routes[chosen];
  return extra === undefined || routes.includes(extra) ? routes : [...routes, extra];
}

/** Every fourth point of the drawn arcs: dense enough for a label to notice a line under it. */
function linesOf(routes: readonly RouteView[], arcs: ArcBook): readonly LinePoint[] {
  return routes.flatMap((route) =>
    (arcs(route.index, isDrawnFar(route))?.arc.pieces ?? []).flatMap((piece) =>
      piece
        .filter((_, index) => index % 4 === 0)
        .map(([x, y]): LinePoint => [x, y, isDrawnFar(route) ? FAR_LINE_WEIGHT : 1]),
    ),
  );
}

/** Says when the lines under labels are other lines: which are drawn, and which of them are far from normal. */
function linesKey(routes: readonly RouteView[]): string {
  return routes.map((route) => (isDrawnFar(route) ? -1 - route.index : route.index)).join(' ');
}

function spotsOf(
  markers: readonly MarkerView[],
): ReadonlyMap<number, { readonly x: number; readonly y: number }> {
  return new Map(markers.map(({ region, x, y }) => [region.index, { x, y }]));
}

function platesOf(far: readonly RouteView[], arcs: ArcBook, width: number, height: number): readonly Plate[] {
  const plates: Plate[] = [];
  for (const route of far.slice(0, PLATES)) {
    const arc = arcs(route.index, true);
    const text = plateText(route);
    const box = arc === null ? null : plateBox(arc.arc, textWidth(text, true), width, height);
    if (box !== null) plates.push({ route: route.index, text, box });
  }
  return plates;
}
