import type { Unit } from '../../../shared/domain/signal.ts';
import type { ChartLine } from '../../charts/TimeChart.tsx';

/** One chart of the page: its signals, and how they are drawn. */
export interface ChartDefinition {
  readonly id: string;
  readonly title: string;
  readonly caption: (region: string) => string;
  readonly signals: readonly string[];
  /** Parallel to the signals. */
  readonly lines: readonly ChartLine[];
  readonly unit: Unit;
  readonly scale: 'log' | 'linear';
  readonly height: number;
  /** The signal that what is usual, last week and the limits are about. */
  readonly main: string;
  readonly fill: boolean;
  /** Few sources report these: without any value there is no line, and no word of it. */
  readonly rareSignals?: readonly string[];
  /** Few sources report it: without any value it is one line of words. */
  readonly isOptional: boolean;
}

/** The charts of one region; the page adds one that compares regions: never more than six together. */
export const chartDefinitions: readonly ChartDefinition[] = [
  {
    id: 'latency',
    title: 'Latency',
    caption: (region) => `${region}, log`,
    signals: ['latency_p50', 'latency_p90', 'latency_p95', 'latency_p99'],
    lines: [
      { label: 'p50', color: 'var(--p50)', width: 1.5 },
      { label: 'p90', color: 'var(--p90)', width: 1.25, dash: '6 2' },
      { label: 'p95', color: 'var(--p95)', width: 2 },
      { label: 'p99', color: 'var(--p99)', width: 1.25 },
    ],
    unit: 'seconds',
    scale: 'log',
    height: 244,
    main: 'latency_p95',
    fill: false,
    rareSignals: ['latency_p90'],
    isOptional: false,
  },
  {
    id: 'errors',
    title: 'Failing requests',
    caption: (region) => `share, ${region}`,
    signals: ['error_ratio'],
    lines: [{ label: 'failing', color: 'var(--third)', width: 1.5 }],
    unit: 'ratio',
    scale: 'linear',
    height: 182,
    main: 'error_ratio',
    fill: true,
    isOptional: false,
  },
  {
    id: 'traffic',
    title: 'Traffic',
    caption: (region) => region,
    signals: ['request_rate'],
    lines: [{ label: 'rate', color: 'var(--quiet)', width: 1.5 }],
    unit: 'per_second',
    scale: 'linear',
    height: 156,
    main: 'request_rate',
    fill: false,
    isOptional: false,
  },
  {
    id: 'saturation',
    title: 'Saturation',
    caption: (region) => `share in use, ${region}`,
    signals: ['saturation'],
    lines: [{ label: 'in use', color: 'var(--p99)', width: 1.5 }],
    unit: 'ratio',
    scale: 'linear',
    height: 156,
    main: 'saturation',
    fill: true,
    isOptional: true,
  },
  {
    id: 'availability',
    title: 'Availability',
    caption: (region) => `probes, ${region}`,
    signals: ['availability'],
    lines: [{ label: 'up', color: 'var(--p99)', width: 1.5 }],
    unit: 'ratio',
    scale: 'linear',
    height: 156,
    main: 'availability',
    fill: false,
    isOptional: true,
  },
];

/** Every signal of these charts, in the order they are asked for. */
export const chartSignals: readonly string[] = chartDefinitions.flatMap(({ signals }) => signals);
/** One of each chart. */
export const mainSignals: readonly string[] = chartDefinitions.map(({ main }) => main);
