import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ArcPath } from '../../map/arc-path.ts';
import type { ProjectionKind } from '../../map/camera.ts';
import { clusterSites } from '../../map/clusters.ts';
import { drawDayNight, layoutDayNight } from '../../map/draw-day-night.ts';
import { drawRegions } from '../../map/draw-regions.ts';
import { drawPlates, drawRoutes, isDrawnFar, type Plate, plateBox } from '../../map/draw-routes.ts';
import { drawCountryNames, drawDistanceRings, drawGeography } from '../../map/geography.ts';
import { type MapTarget, targetAt } from '../../map/hit-test.ts';
import { type LinePoint, sumLines } from '../../map/label-placement.ts';
import { useMapTheme } from '../../map/map-theme.ts';
import { createLabelMemo, layoutMarkers, type MarkerView } from '../../map/marker-views.ts';
import type { Metric } from '../../map/metric.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import { losingMost, type NetworkModel, type RouteView, routesToDraw } from '../../map/network-model.ts';
import { plateText } from '../../map/network-words.ts';
import { type ArcBook, createArcBook } from '../../map/route-geometry.ts';
import { textWidth } from '../../map/text-width.ts';
import { prepareCanvas, useStageSize } from '../../map/use-stage.ts';
import styles from './MapStage.module.css';
import { MapTooltip } from './MapTooltip.tsx';
import type { MapProps, Pointed } from './map-props.ts';
import { OutOfView } from './OutOfView.tsx';
import { RegionList } from './RegionList.tsx';
import { useCamera } from './use-camera.ts';
import { useCameraKeys } from './use-camera-keys.ts';
import { useDetail } from './use-detail.ts';
import { usePrintRatio } from './use-print-ratio.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

export interface MapStageProps extends MapProps {
  readonly serviceName: (service: number) => string;
  readonly kind: ProjectionKind;
  readonly drawsAllRoutes: boolean;
  readonly drawsDayNight: boolean;
  /** Heights of what lies over the map at its top and bottom. */
  readonly covered: { readonly top: number; readonly bottom: number };
}

/** Free of regions at the sides, for labels, where the stage is wide; above and below heading and legend decide. */
const SIDES = { left: 92, right: 110 } as const;
const NARROW_SIDES = { left: 24, right: 28 } as const;
const NARROW_PX = 720;
/** Room for a label between a region and the heading or the legend. */
const LABEL_ROOM_PX = 44;
/** The heading promises room for the two furthest only: more plates would hide the map. */
const PLATES = 2;
/** A label over an abnormal route is this much worse than one over a quiet route. */
const FAR_LINE_WEIGHT = 4;
const MINUTE_MS = 60_000;
/** Who comes closer wants to know where that is; from afar names of countries only stand in the way. */
const NAMES_FROM_ZOOM = 2;
/** A plate beside a shorter arc would hide what the arc joins. */
const PLATE_FROM_PX = 70;

/** The world with regions and routes: geography once on its own canvas, everything that changes on another. */
export function MapStage(props: MapStageProps) {
  const { index, model, saying, metric, target, chosenRoute, pointed, kind } = props;
  const { onChooseRoute, onTarget, onPoint } = props;
  const stage = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  const size = usePrintRatio(useStageSize(stage));
  const theme = useMapTheme();
  const [attended, setAttended] = useState<MapTarget | null>(null);
  const { isCached } = saying;
  // Catalogues are replaced whole; the geography is drawn again only when a place really changed.
  const placesKey = useMemo(() => JSON.stringify(index.places), [index]);
  const places = useMemo(() => JSON.parse(placesKey) as NetworkIndex['places'], [placesKey]);
  const known = useMemo(() => places.filter((place) => place !== null), [places]);
  const { top, bottom } = props.covered;
  const { width, height } = size;
  const mapSize = useMemo(() => {
    const sides = width < NARROW_PX ? NARROW_SIDES : SIDES;
    return { width, height, inset: { ...sides, top: top + LABEL_ROOM_PX, bottom: bottom + LABEL_ROOM_PX } };
  }, [width, height, top, bottom]);
  const middle = kind === 'distance' && target !== null ? (places[target] ?? null) : null;
  const camera = useCamera(stage, kind, mapSize, known, middle);
  const { projection } = camera;
  useCameraKeys(camera);
  const detail = useDetail(projection.scale);
  const [memo] = useState(createLabelMemo);
  const arcs = useMemo(() => createArcBook(index, projection, mapSize), [index, projection, mapSize]);
  const clusters = useMemo(() => {
    const sites = places.flatMap((place, id) => {
      if (place === null || !projection.shows(place)) return [];
      const [x, y] = projection.project(place);
      return [{ id, x, y }];
    });
    return clusterSites(sites, camera.zoom);
  }, [places, projection, camera.zoom]);

  useEffect(() => {
    const context = prepareCanvas(ground.current, size);
    if (context === null) return;
    drawGeography(context, projection, theme, 1, detail);
    drawDistanceRings(context, projection, theme);
    if (camera.zoom >= NAMES_FROM_ZOOM) drawCountryNames(context, projection, theme, size, detail);
  }, [size, projection, theme, detail, camera.zoom]);

  const hoveredRoute =
    attended?.kind === 'route' ? attended.route : pointed?.kind === 'route' ? pointed.index : null;
  const shownRoute = hoveredRoute ?? (isCached ? null : chosenRoute);
  const { drawsAllRoutes: all } = props;
  const drawn = useMemo(
    () => withRoute(routesToDraw(model, { all, target, isAboutLoss: metric === 'loss' }), model, shownRoute),
    [model, all, target, metric, shownRoute],
  );
  const plates = useMemo(() => {
    const worst = metric === 'loss' ? losingMost(model, PLATES) : model.far;
    const shown = target === null ? worst : worst.filter(({ from, to }) => from === target || to === target);
    return platesOf(shown.slice(0, PLATES), metric, arcs, width, height);
  }, [model, metric, target, arcs, width, height]);
  const { atMs, nowMs, timeZone, isLive } = saying;
  const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  const { drawsDayNight } = props;
  const dayNight = useMemo(
    () => (drawsDayNight ? layoutDayNight(projection, minuteMs) : null),
    [drawsDayNight, projection, minuteMs],
  );
  // Which lines lie under labels rarely changes; their colours do, every second.
  const drawnKey = keyOfLines(drawn);
  const drawnLines = useMemo(() => linesOf(drawnKey), [drawnKey]);
  const lineCost = useMemo(
    () => sumLines(pointsOf(drawnLines, arcs), { width, height }),
    [drawnLines, arcs, width, height],
  );
  const markers = useMemo(
    () =>
      layoutMarkers({
        model,
        index,
        clusters,
        metric,
        saying: { atMs, nowMs, timeZone, isCached, isLive },
        width,
        height,
        measure: textWidth,
        lineCost,
        memo,
        taken: plates.map(({ box }) => box),
      }),
    [
      model,
      index,
      clusters,
      metric,
      atMs,
      nowMs,
      timeZone,
      isCached,
      isLive,
      width,
      height,
      lineCost,
      memo,
      plates,
    ],
  );
  const pointedMarker = markerOfRegion(markers, pointed?.kind === 'region' ? pointed.index : null);
  const shownMarker = attended?.kind === 'marker' ? attended.id : (pointedMarker?.id ?? null);

  useEffect(() => {
    const context = prepareCanvas(live.current, size);
    if (context === null) return;
    if (dayNight !== null) drawDayNight(context, dayNight, theme);
    drawRoutes(context, { routes: drawn, arcs, metric, theme, isCached, chosen: shownRoute });
    drawRegions(context, { markers, metric, theme, isCached, chosen: shownMarker, target });
    if (!isCached) drawPlates(context, plates, theme);
  }, [
    size,
    dayNight,
    drawn,
    arcs,
    metric,
    theme,
    isCached,
    shownRoute,
    shownMarker,
    target,
    markers,
    plates,
  ]);

  const attend = (found: MapTarget | null): void => {
    setAttended(found);
    onPoint(pointedBy(found, markers));
  };
  /** What a click, or Enter, does: a route is chosen, a region is looked at from everywhere, a cluster opens. */
  const choose = (found: MapTarget | null): void => {
    if (found === null) {
      onTarget(null);
      return;
    }
    if (found.kind === 'route') {
      onChooseRoute(found.route);
      return;
    }
    const marker = markers.find(({ id }) => id === found.id);
    if (marker?.kind === 'region') onTarget(marker.region.index === target ? null : marker.region.index);
    if (marker?.kind !== 'cluster') return;
    attend(null);
    camera.tellApart(
      marker.members.flatMap(({ index: region }) => {
        const place = places[region];
        return place ? [projection.project(place)] : [];
      }),
    );
  };
  const targetOf = (event: PointerEvent<HTMLElement>): MapTarget | null => {
    const bounds = event.currentTarget.getBoundingClientRect();
    return targetAt(event.clientX - bounds.left, event.clientY - bounds.top, markers, drawn, arcs);
  };

  return (
    <div
      ref={stage}
      className={styles['stage']}
      style={{ ['--stage-shape' as string]: height > 0 ? width / height : 1 }}
      data-held={camera.isHeld || undefined}
    >
      <canvas ref={ground} className={styles['layer']} aria-hidden="true" />
      <canvas ref={live} className={styles['layer']} aria-hidden="true" />
      <div className={styles['fadeTop']} style={{ height: top + LABEL_ROOM_PX }} />
      <div className={styles['fadeBottom']} style={{ height: bottom + LABEL_ROOM_PX }} />
      <div
        className={styles['hand']}
        onPointerDown={camera.handlers.onPointerDown}
        onPointerMove={(event) => {
          camera.handlers.onPointerMove(event);
          if (!camera.isHeld) attend(targetOf(event));
        }}
        onPointerUp={(event) => {
          if (camera.handlers.onPointerUp(event)) choose(targetOf(event));
        }}
        onPointerCancel={camera.handlers.onPointerCancel}
        onPointerLeave={() => attend(null)}
      />
      <RegionList {...props} markers={markers} onAttend={attend} onChoose={choose} onKey={camera.onKey} />
      <OutOfView {...props} projection={projection} size={mapSize} />
      <ZoomButtons camera={camera} bottom={bottom} />
      {attended !== null && !camera.isHeld && (
        <MapTooltip {...props} attended={attended} markers={markers} width={width} height={height} />
      )}
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

/** An arc under labels: its route, and whether it is drawn as far from normal. */
type Line = readonly [route: number, isFar: boolean];

/** Says which lines are drawn, and which of them are far from normal. */
function keyOfLines(routes: readonly RouteView[]): string {
  return routes.map((route) => (isDrawnFar(route) ? -1 - route.index : route.index)).join(' ');
}

function linesOf(key: string): readonly Line[] {
  if (key === '') return [];
  return key.split(' ').map((part) => {
    const code = Number(part);
    return code < 0 ? [-1 - code, true] : [code, false];
  });
}

/** Points of the drawn arcs, dense enough for a label to notice a line under it. */
function pointsOf(lines: readonly Line[], arcs: ArcBook): readonly LinePoint[] {
  return lines.flatMap(([route, isFar]) =>
    (arcs(route, isFar)?.arc.pieces ?? []).flatMap(({ points }) =>
      points.map(([x, y]): LinePoint => [x, y, isFar ? FAR_LINE_WEIGHT : 1]),
    ),
  );
}

function markerOfRegion(markers: readonly MarkerView[], region: number | null): MarkerView | undefined {
  if (region === null) return undefined;
  return markers.find((marker) =>
    marker.kind === 'region'
      ? marker.region.index === region
      : marker.members.some(({ index }) => index === region),
  );
}

function pointedBy(found: MapTarget | null, markers: readonly MarkerView[]): Pointed | null {
  if (found === null) return null;
  if (found.kind === 'route') return { kind: 'route', index: found.route };
  const marker = markers.find(({ id }) => id === found.id);
  return marker?.kind === 'region' ? { kind: 'region', index: marker.region.index } : null;
}

function platesOf(
  routes: readonly RouteView[],
  metric: Metric,
  arcs: ArcBook,
  width: number,
  height: number,
): readonly Plate[] {
  return routes.flatMap((route): Plate[] => {
    const arc = arcs(route.index, isDrawnFar(route));
    const text = plateText(route, metric);
    const box =
      arc === null || chordPx(arc.arc) < PLATE_FROM_PX
        ? null
        : plateBox(arc.arc, textWidth(text, true), width, height);
    return box === null ? [] : [{ route: route.index, text, box }];
  });
}

function chordPx({ pieces }: ArcPath): number {
  const points = pieces[0]?.points ?? [];
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined ? 0 : Math.hypot(last[0] - first[0], last[1] - first[1]);
}
