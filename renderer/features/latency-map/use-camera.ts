import { type PointerEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GeoPoint } from '../../../shared/math/great-circle.ts';
import { addressQuery } from '../../app/address-query.ts';
import {
  type Camera,
  cameraApart,
  cameraForKey,
  homeCamera,
  isHome,
  type ProjectionKind,
  panBy,
  wheelFactor,
  ZOOM_STEP,
  zoomAt,
} from '../../map/camera.ts';
import { createMapProjection, freeStage, type MapProjection, type MapSize } from '../../map/projection.ts';
import { readCamera } from './map-address.ts';
import { useCameraAddress } from './use-camera-address.ts';

/** What moves the map, for whoever draws buttons and listens to keys. */
export interface CameraControl {
  readonly projection: MapProjection;
  readonly zoom: number;
  readonly isHome: boolean;
  /** True while a finger or the mouse holds the map. */
  readonly isHeld: boolean;
  zoomIn(): void;
  zoomOut(): void;
  goHome(): void;
  /** Comes as near as it takes to tell these spots apart. */
  tellApart(spots: readonly (readonly [x: number, y: number])[]): void;
  /** True when the key was one of the camera's. */
  onKey(event: { readonly key: string; readonly shiftKey: boolean }): boolean;
  readonly handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    /** Returns true when the pointer was pressed and released in place: a click. */
    onPointerUp(event: PointerEvent<HTMLElement>): boolean;
    onPointerCancel(event: PointerEvent<HTMLElement>): void;
  };
}

/** A pointer that moves less than this between down and up was a click. */
const CLICK_SLACK_PX = 4;

interface Held {
  readonly startX: number;
  readonly startY: number;
  x: number;
  y: number;
}

/**
 * Where the map looks, moved by dragging, by two fingers, by the wheel and by keys.
 * @param middle what the round projections turn to while nobody has moved them; null is the middle of all regions
 */
export function useCamera(
  stage: RefObject<HTMLElement | null>,
  kind: ProjectionKind,
  size: MapSize,
  places: readonly GeoPoint[],
  middle: GeoPoint | null,
): CameraControl {
  const [wanted, setWanted] = useState<Camera>(() => readCamera(addressQuery()));
  // Another projection begins where it shows everything.
  const camera = useMemo(() => (wanted.kind === kind ? wanted : { ...homeCamera, kind }), [wanted, kind]);
  useCameraAddress(camera, setWanted);
  const [heldCount, setHeldCount] = useState(0);
  const moved = useRef(false);
  const pointers = useRef(new Map<number, Held>());
  const viewOf = useCallback(
    (one: Camera) => createMapProjection(size, places, undefined, { ...one, centre: one.centre ?? middle }),
    [size, places, middle],
  );
  const projection = useMemo(() => viewOf(camera), [viewOf, camera]);
  const move = useCallback(
    (change: (one: Camera, view: MapProjection) => Camera) =>
      setWanted((old) => {
        const from = old.kind === kind ? old : { ...homeCamera, kind };
        return change(from, viewOf(from));
      }),
    [kind, viewOf],
  );

  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      // In a page that scrolls, the wheel scrolls; two fingers on a pad, or Ctrl, still zoom.
      if (!event.ctrlKey && scrolls(element)) return;
      event.preventDefault();
      const bounds = element.getBoundingClientRect();
      const factor = wheelFactor(event.deltaY, event.deltaMode, event.ctrlKey);
      move((one, view) => zoomAt(one, view, factor, event.clientX - bounds.left, event.clientY - bounds.top));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [stage, move]);

  const release = (event: PointerEvent<HTMLElement>): Held | undefined => {
    const held = pointers.current.get(event.pointerId);
    pointers.current.delete(event.pointerId);
    setHeldCount(pointers.current.size);
    return held;
  };
  const middleZoom = (factor: number): void => move((one, view) => zoomAt(one, view, factor, ...view.focus));
  return {
    projection,
    zoom: camera.zoom,
    isHome: isHome(camera),
    isHeld: heldCount > 0,
    zoomIn: () => middleZoom(ZOOM_STEP),
    zoomOut: () => middleZoom(1 / ZOOM_STEP),
    goHome: () => setWanted({ ...homeCamera, kind }),
    tellApart: (spots) => move((one, view) => cameraApart(one, view, spots, freeStage(size))),
    onKey: (event) => {
      if (cameraForKey(camera, projection, event, freeStage(size)) === null) return false;
      move((one, view) => cameraForKey(one, view, event, freeStage(size)) ?? one);
      return true;
    },
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const [x, y] = positionOf(event);
        if (pointers.current.size === 0) moved.current = false;
        pointers.current.set(event.pointerId, { startX: x, startY: y, x, y });
        setHeldCount(pointers.current.size);
      },
      onPointerMove: (event) => {
        const held = pointers.current.get(event.pointerId);
        if (held === undefined) return;
        const [x, y] = positionOf(event);
        if (Math.hypot(x - held.startX, y - held.startY) > CLICK_SLACK_PX) moved.current = true;
        if (!moved.current) return;
        const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
        const [fromX, fromY] = [held.x, held.y];
        held.x = x;
        held.y = y;
        if (other === undefined) {
          move((one, view) => panBy(one, view, x - fromX, y - fromY));
          return;
        }
        const before = Math.hypot(fromX - other.x, fromY - other.y);
        const now = Math.hypot(x - other.x, y - other.y);
        const [midX, midY] = [(x + other.x) / 2, (y + other.y) / 2];
        const [slideX, slideY] = [(x - fromX) / 2, (y - fromY) / 2];
        move((one, view) => {
          const slid = panBy(one, view, slideX, slideY);
          return before > 0 ? zoomAt(slid, viewOf(slid), now / before, midX, midY) : slid;
        });
      },
      onPointerUp: (event) => release(event) !== undefined && !moved.current,
      onPointerCancel: (event) => void release(event),
    },
  };
}

function positionOf(event: PointerEvent<HTMLElement>): readonly [x: number, y: number] {
  const bounds = event.currentTarget.getBoundingClientRect();
  return [event.clientX - bounds.left, event.clientY - bounds.top];
}

/** Whether something around the map can be scrolled up and down. */
function scrolls(element: HTMLElement): boolean {
  for (let one = element.parentElement; one !== null; one = one.parentElement)
    if (one.scrollHeight > one.clientHeight + 1 && getComputedStyle(one).overflowY === 'auto') return true;
  return false;
}
