import { assertNever } from '../../shared/domain/assert-never.ts';
import { formatQuantity, NBSP } from '../../shared/format/value.ts';
import type { MapTheme } from './map-theme.ts';
import type { RegionView, RouteView } from './network-model.ts';

/** What colours and numbers on the map are of. */
export type Metric = 'latency' | 'loss' | 'deviation';

/** The colour of a route; null where that is not measured. */
export function routeColor(route: RouteView, metric: Metric, theme: MapTheme): string | null {
  return colorOf(routeValue(route, metric), metric, theme);
}

export function regionColor(region: RegionView, metric: Metric, theme: MapTheme): string | null {
  return colorOf(regionValue(region, metric), metric, theme);
}

/** The value of a route in its base unit: seconds, or a share. */
export function routeValue({ measured, loss, deviation }: RouteView, metric: Metric): number | null {
  switch (metric) {
    case 'latency':
      return measured?.value ?? null;
    case 'loss':
      return loss?.value ?? null;
    case 'deviation':
      return deviation?.share ?? null;
    default:
      return assertNever(metric);
  }
}

export function regionValue({ latencySeconds, loss, deviation }: RegionView, metric: Metric): number | null {
  switch (metric) {
    case 'latency':
      return latencySeconds;
    case 'loss':
      return loss;
    case 'deviation':
      return deviation;
    default:
      return assertNever(metric);
  }
}

/** `318 ms`, `0.42 % lost`, `+81 %`. */
export function metricText(value: number, metric: Metric): string {
  switch (metric) {
    case 'latency':
      return formatQuantity(value, 'seconds');
    case 'loss':
      return `${formatQuantity(value, 'ratio')} lost`;
    case 'deviation':
      return shareText(value);
    default:
      return assertNever(metric);
  }
}

/** `+81 %`, `−12 %`, `as usual`. */
export function shareText(share: number): string {
  const percent = Math.round(share * 100);
  if (percent === 0) return 'as usual';
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent)}${NBSP}%`;
}

function colorOf(value: number | null, metric: Metric, theme: MapTheme): string | null {
  if (value === null) return null;
  switch (metric) {
    case 'latency':
      return theme.latency(value * 1_000);
    case 'loss':
      return theme.loss(value);
    case 'deviation':
      return theme.deviation(value);
    default:
      return assertNever(metric);
  }
}
