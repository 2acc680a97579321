import { distanceToArc } from './arc-path.ts';
import { isDrawnFar } from './draw-routes.ts';
import type { MarkerView } from './marker-views.ts';
import type { RouteView } from './network-model.ts';
import type { ArcBook } from './route-geometry.ts';

/** What the pointer or the keyboard is on, and where that is on the stage. */
export type MapTarget =
  | { readonly kind: 'marker'; readonly id: number; readonly x: number; readonly y: number }
  | { readonly kind: 'route'; readonly route: number; readonly x: number; readonly y: number };

/** However small a place is drawn, this much round its middle is its own: 24 px across, as WCAG 2.2 asks. */
const LEAST_HIT_PX = 12;
const HIT_SLACK_PX = 4;
const ROUTE_HIT_PX = 6;

/** The marker at a position, the nearest of those that claim it; else the nearest route. Pure. */
export function targetAt(
  x: number,
  y: number,
  markers: readonly MarkerView[],
  routes: readonly RouteView[],
  arcs: ArcBook,
): MapTarget | null {
  let marker: MarkerView | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const each of markers) {
    const away = Math.hypot(each.x - x, each.y - y);
    if (away > Math.max(LEAST_HIT_PX, each.radius + HIT_SLACK_PX)) continue;
    // Inside a circle counts before near one; of two circles, the later drawn lies on top.
    const order = away <= each.radius ? away - 1_000 : away;
    if (order > least) continue;
    least = order;
    marker = each;
  }
  if (marker !== null) return { kind: 'marker', id: marker.id, x: marker.x, y: marker.y };
  let nearest: RouteView | null = null;
  let best = ROUTE_HIT_PX;
  for (const route of routes) {
    const drawn = arcs(route.index, isDrawnFar(route));
    if (drawn === null || !drawn.isOnStage) continue;
    const distance = distanceToArc(drawn.arc, x, y);
    if (distance >= best) continue;
    best = distance;
    nearest = route;
  }
  return nearest === null ? null : { kind: 'route', route: nearest.index, x, y };
}
