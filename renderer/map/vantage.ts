import type { Metric } from './metric.ts';
import { routeValue } from './metric.ts';
import type { NetworkIndex } from './network-index.ts';
import type { NetworkModel, RouteView } from './network-model.ts';

/** One place that looks at the target: the way there, and the way back where somebody measures it. */
export interface Vantage {
  readonly from: number;
  readonly there: RouteView;
  readonly back: RouteView | null;
}

/** One region seen from everywhere it is measured from: the furthest first, those that cannot see it now last. Pure. */
export function vantagesOf(
  target: number,
  index: NetworkIndex,
  model: NetworkModel,
  metric: Metric,
): readonly Vantage[] {
  const rank = ({ there }: Vantage): number =>
    there.isSeen ? (routeValue(there, metric) ?? -1) : Number.NEGATIVE_INFINITY;
  return model.routes
    .filter(({ to }) => to === target)
    .map(
      (there): Vantage => ({
        from: there.from,
        there,
        back: model.routes[index.routeBetween(target, there.from)] ?? null,
      }),
    )
    .toSorted((a, b) => compare(rank(b), rank(a)) || a.from - b.from);
}

/** A difference that stays a number where both are infinite. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
