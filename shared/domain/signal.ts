import type { Confirmation } from './hysteresis.ts';

/**
 * Units values are kept in: base units, as Prometheus recommends. Formatting turns them into what people say.
 * `status_level` is no measure but a scale of words, see `statusLevels`.
 */
export type Unit =
  | 'seconds'
  | 'ratio'
  | 'per_second'
  | 'count'
  | 'bytes'
  | 'celsius'
  | 'status_level'
  | 'none';

export const units = [
  'seconds',
  'ratio',
  'per_second',
  'count',
  'bytes',
  'celsius',
  'status_level',
  'none',
] as const satisfies readonly Unit[];

/** What a third party says about itself: the place in this list is the value of `reported_status`. */
export const statusLevels = ['operational', 'degraded', 'partial outage', 'major outage'] as const;

/** Which direction of a signal is bad. */
export type Direction = 'high_is_bad' | 'low_is_bad' | 'neutral';

export interface SignalDefinition {
  readonly id: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** What a person calls it: "p95 latency". */
  readonly label: string;
  /** Default limits in the signal's unit; beyond `degraded` warns, beyond `down` fails. */
  readonly limits?: SignalLimits;
  /** Where one measurement says as much as several; see domain/hysteresis for what is usual. */
  readonly confirm?: Confirmation;
}

export interface SignalLimits {
  readonly degraded?: number | undefined;
  readonly down?: number | undefined;
}

/** Canonical signals of a service in a region. */
export const cellSignals = [
  {
    id: 'availability',
    unit: 'ratio',
    direction: 'low_is_bad',
    label: 'availability',
    limits: { degraded: 0.99, down: 0.9 },
  },
  { id: 'latency_p50', unit: 'seconds', direction: 'high_is_bad', label: 'p50 latency' },
  { id: 'latency_p90', unit: 'seconds', direction: 'high_is_bad', label: 'p90 latency' },
  {
    id: 'latency_p95',
    unit: 'seconds',
    direction: 'high_is_bad',
    label: 'p95 latency',
    limits: { degraded: 0.8, down: 5 },
  },
  { id: 'latency_p99', unit: 'seconds', direction: 'high_is_bad', label: 'p99 latency' },
  {
    id: 'error_ratio',
    unit: 'ratio',
    direction: 'high_is_bad',
    label: 'failing requests',
    limits: { degraded: 0.02, down: 0.1 },
  },
  { id: 'request_rate', unit: 'per_second', direction: 'neutral', label: 'traffic' },
  {
    id: 'saturation',
    unit: 'ratio',
    direction: 'high_is_bad',
    label: 'saturation',
    limits: { degraded: 0.9 },
  },
  {
    id: 'packet_loss',
    unit: 'ratio',
    direction: 'high_is_bad',
    label: 'packet loss',
    limits: { degraded: 0.01, down: 0.1 },
  },
  {
    id: 'reported_status',
    unit: 'status_level',
    direction: 'high_is_bad',
    label: 'reported status',
    // Between the levels: anything but operational warns, only a major outage fails.
    limits: { degraded: 0.5, down: 2.5 },
    // People declare it: there is no noise to wait out.
    confirm: { bad: 1, good: 1 },
  },
] as const satisfies readonly SignalDefinition[];

/** Canonical signals of an ordered pair of regions. */
export const linkSignals = [
  { id: 'link_rtt', unit: 'seconds', direction: 'high_is_bad', label: 'round trip' },
  { id: 'link_loss', unit: 'ratio', direction: 'high_is_bad', label: 'loss' },
] as const satisfies readonly SignalDefinition[];

const known = new Map<string, SignalDefinition>(
  [...cellSignals, ...linkSignals].map((signal) => [signal.id, signal]),
);

/** The definition of a canonical signal, or of a custom one: neutral, without limits, in the unit given. */
export function signalDefinition(id: string, customUnit: Unit = 'none'): SignalDefinition {
  return known.get(id) ?? { id, unit: customUnit, direction: 'neutral', label: id.replaceAll('_', ' ') };
}

export function isCanonicalSignal(id: string): boolean {
  return known.has(id);
}

export function isLinkSignal(id: string): boolean {
  return id.startsWith('link_');
}

export type Verdict = 'ok' | 'degraded' | 'down';

/** Judges one value by its limits. The limit itself is still fine: only beyond it is bad. */
export function judge(value: number, direction: Direction, limits: SignalLimits | undefined): Verdict {
  if (limits === undefined || direction === 'neutral') return 'ok';
  const beyond = (limit: number | undefined): boolean =>
    limit !== undefined && (direction === 'high_is_bad' ? value > limit : value < limit);
  if (beyond(limits.down)) return 'down';
  return beyond(limits.degraded) ? 'degraded' : 'ok';
}
