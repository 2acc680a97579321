import type { GeoPoint } from '../../shared/math/great-circle.ts';

/**
 * How the sphere becomes a plane. `flat` is Miller's cylinder, which the app opens with; `equal_area` is Equal Earth,
 * where a small country is as small as it is; `globe` shows one side as from space; `distance` is true to the distance
 * from its middle, for looking at one place from everywhere.
 */
export const projectionKinds = ['flat', 'equal_area', 'globe', 'distance'] as const;
export type ProjectionKind = (typeof projectionKinds)[number];

/** What part of the world is looked at. */
export interface Camera {
  readonly kind: ProjectionKind;
  /** Times larger than the view that shows every region. */
  readonly zoom: number;
  /** In the middle of the free part of the stage; null is the middle of all regions. */
  readonly centre: GeoPoint | null;
}

export const MIN_ZOOM = 1;
/** Closer than this even the finer of the bundled coasts look like polygons. */
export const MAX_ZOOM = 32;
/** One press of a key or button, and one notch of a wheel. */
export const ZOOM_STEP = 1.6;
/** Share of the free stage that one arrow key moves the view by. */
const PAN_SHARE = 0.22;

export const homeCamera: Camera = { kind: 'flat', zoom: 1, centre: null };

/** What a camera needs of the projection it made. */
export interface CameraView {
  readonly scale: number;
  /** Where the centre of the camera stands on screen. */
  readonly focus: readonly [x: number, y: number];
  /** Where the camera really looks, after its limits. */
  readonly centre: GeoPoint;
  unproject(x: number, y: number): GeoPoint | null;
}

/** Zooms so that the place under a screen position stays there; at the limits it stops. Pure. */
export function zoomAt(camera: Camera, view: CameraView, factor: number, x: number, y: number): Camera {
  const zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, camera.zoom * factor));
  const kept = 1 - camera.zoom / zoom;
  const [fx, fy] = view.focus;
  return {
    ...camera,
    zoom,
    centre: view.unproject(fx + (x - fx) * kept, fy + (y - fy) * kept) ?? view.centre,
  };
}

/** Moves what is on screen by so many pixels. Pure. */
export function panBy(camera: Camera, view: CameraView, dx: number, dy: number): Camera {
  return { ...camera, centre: view.unproject(view.focus[0] - dx, view.focus[1] - dy) ?? view.centre };
}

/** What a key does to the camera: plus, minus, 0, and arrows with Shift. Null for any other key. Pure. */
export function cameraForKey(
  camera: Camera,
  view: CameraView,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  free: { readonly width: number; readonly height: number },
): Camera | null {
  const [x, y] = view.focus;
  const [across, down] = [free.width * PAN_SHARE, free.height * PAN_SHARE];
  switch (key) {
    case '+':
    case '=':
      return zoomAt(camera, view, ZOOM_STEP, x, y);
    case '-':
    case '_':
      return zoomAt(camera, view, 1 / ZOOM_STEP, x, y);
    case '0':
      return { ...homeCamera, kind: camera.kind };
    case 'ArrowLeft':
      return shiftKey ? panBy(camera, view, across, 0) : null;
    case 'ArrowRight':
      return shiftKey ? panBy(camera, view, -across, 0) : null;
    case 'ArrowUp':
      return shiftKey ? panBy(camera, view, 0, down) : null;
    case 'ArrowDown':
      return shiftKey ? panBy(camera, view, 0, -down) : null;
    default:
      return null;
  }
}

/** The factor of a turn of the wheel, or of two fingers on a pad: browsers report the latter with Ctrl. Pure. */
export function wheelFactor(deltaY: number, deltaMode: number, ctrlKey: boolean): number {
  const PIXELS_PER_LINE = 16;
  const PIXELS_PER_PAGE = 400;
  const px = deltaY * (deltaMode === 1 ? PIXELS_PER_LINE : deltaMode === 2 ? PIXELS_PER_PAGE : 1);
  return 2 ** (-Math.max(-200, Math.min(200, px)) * (ctrlKey ? 0.01 : 0.003));
}

export function isHome({ zoom, centre }: Camera): boolean {
  return zoom === 1 && centre === null;
}

/** Two marks this far apart on screen stand on their own. */
const APART_PX = 44;
/** Places nearer than this on screen are the same place at any zoom. */
const SAME_PX = 0.05;

/**
 * The camera that tells places apart which now stand on one another: close enough for the nearest two of them, not so
 * close that any of them leaves the stage. Pure.
 * @param spots where the places stand now
 */
export function cameraApart(
  camera: Camera,
  view: CameraView,
  spots: readonly (readonly [x: number, y: number])[],
  free: { readonly width: number; readonly height: number },
): Camera {
  if (spots.length === 0) return camera;
  const xs = spots.map(([x]) => x);
  const ys = spots.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let nearest = Number.POSITIVE_INFINITY;
  for (const [i, [ax, ay]] of spots.entries())
    for (const [bx, by] of spots.slice(i + 1)) {
      const apart = Math.hypot(ax - bx, ay - by);
      if (apart > SAME_PX) nearest = Math.min(nearest, apart);
    }
  const fits =
    Math.min(free.width / Math.max(1, right - left), free.height / Math.max(1, bottom - top)) * 0.7;
  const factor = Math.min(fits, Math.max(ZOOM_STEP, APART_PX / nearest));
  const zoom = Math.min(MAX_ZOOM, Math.max(camera.zoom * ZOOM_STEP, camera.zoom * factor));
  return { ...camera, zoom, centre: view.unproject((left + right) / 2, (top + bottom) / 2) ?? view.centre };
}
