interface Span {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

interface Shape extends Span {
  /** Time until the effect is nearly whole; 0 for at once. It ends as it begins. */
  readonly rampMs: number;
  /** Period of an effect that comes and goes. */
  readonly flapMs?: number;
}

/** What an incident does to the world. */
export type Effect =
  /** Share of requests that fail rises to `peak` (0 to 1). */
  | (Shape & {
      readonly kind: 'errors';
      readonly service: string;
      readonly region: string;
      readonly peak: number;
    })
  /** p95 rises to `peak` seconds. */
  | (Shape & {
      readonly kind: 'latency';
      readonly service: string;
      readonly region: string;
      readonly peak: number;
    })
  /** Traffic falls by the share `peak`. */
  | (Shape & {
      readonly kind: 'traffic';
      readonly service: string;
      readonly region: string;
      readonly peak: number;
    })
  /** The round trip rises to `peak` seconds. */
  | (Shape & { readonly kind: 'link'; readonly from: string; readonly to: string; readonly peak: number })
  /** The series of a cell are not reported. */
  | (Span & { readonly kind: 'missing'; readonly service: string; readonly region: string })
  /** The outside probes fail although the service's own metrics are fine. */
  | (Span & { readonly kind: 'probe_fails'; readonly service: string; readonly region: string })
  /** Nothing that watches this region answers. */
  | (Span & { readonly kind: 'blind'; readonly region: string });

/** The `for` of every rule of the demo's servers. */
export const RULE_HOLD_MS = 30_000;

/** An alert rule's view of an incident. */
export interface AlertPlan extends Span {
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  /** Time it is pending before it fires. */
  readonly pendingMs: number;
  readonly subject:
    | { readonly kind: 'failing' | 'slow' | 'flapping'; readonly service: string; readonly region: string }
    | { readonly kind: 'slow_link'; readonly from: string; readonly to: string };
}

/** What people did or declared around an incident. */
export interface ChangePlan {
  /** Unique over the past and the whole story. */
  readonly id: string;
  readonly kind: 'deploy' | 'incident';
  readonly title: string;
  /** May be empty. */
  readonly text: string;
  readonly service: string | null;
  readonly region: string | null;
  readonly atMs: number;
  /** Null for a moment. Nobody tells it before it has come. */
  readonly endMs: number | null;
}

export interface Incident {
  readonly effects: readonly Effect[];
  readonly alerts: readonly AlertPlan[];
  readonly changes: readonly ChangePlan[];
}

export function isDuring({ fromMs, toMs }: Span, atMs: number): boolean {
  return atMs >= fromMs && atMs < toMs;
}

/** How much of an effect there is at a moment, 0 to 1. */
export function strengthAt({ fromMs, toMs, rampMs, flapMs }: Shape, atMs: number): number {
  if (atMs < fromMs || atMs >= toMs) return 0;
  if (flapMs !== undefined) return (atMs - fromMs) % flapMs < flapMs * 0.45 ? 1 : 0;
  if (rampMs === 0) return 1;
  const rise = 1 - Math.exp((-3 * (atMs - fromMs)) / rampMs);
  return Math.min(rise, (toMs - atMs) / rampMs);
}
