import type { Alert, Severity } from '../domain/alert.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { HealthState } from '../domain/health-state.ts';
import type { ObjectiveStanding } from '../domain/objective.ts';

const stateWords: Record<HealthState, string> = {
  ok: 'ok',
  degraded: 'degraded',
  down: 'down',
  no_data: 'no data',
  unreachable: 'unreachable',
  stale: 'stale',
  maintenance: 'maintenance',
  conflict: 'conflict',
};

/** The word that always stands with a state's shape and colour. */
export function stateWord(state: HealthState): string {
  return stateWords[state];
}

const standingWords: Record<ObjectiveStanding, string> = {
  met: 'met',
  at_risk: 'at risk',
  missed: 'missed',
  unknown: 'too little observed',
};

export function standingWord(standing: ObjectiveStanding): string {
  return standingWords[standing];
}

/** What a mark can stand for: a state, or an information, which is no state and never looks like a measured one. */
export type MarkKind = HealthState | 'info';

/** The shape and colour an alert of this severity carries. */
export function markOfSeverity(severity: Severity): MarkKind {
  switch (severity) {
    case 'critical':
      return 'down';
    case 'warning':
      return 'degraded';
    case 'info':
      return 'info';
  }
}

/** The shape and colour of an alert: Vigil's own findings carry the state they found. */
export function markOfAlert(alert: Pick<Alert, 'kind' | 'severity'>): MarkKind {
  switch (alert.kind) {
    case 'reported':
    case 'monitoring':
    case 'rule':
    case 'heartbeat':
      return markOfSeverity(alert.severity);
    case 'unreachable':
    case 'conflict':
      return alert.kind;
    default:
      return assertNever(alert.kind);
  }
}

/** The word that stands with an alert's mark: "critical", "warning", "info", "unreachable", "conflict". */
export function alertWord(alert: Pick<Alert, 'kind' | 'severity'>): string {
  return alert.kind === 'unreachable' || alert.kind === 'conflict' ? alert.kind : alert.severity;
}

/** `1 service`, `24 services`; irregular plurals are given. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The state whose shape and colour a standing carries. */
export function markOfStanding(standing: ObjectiveStanding): 'ok' | 'degraded' | 'down' | 'no_data' {
  switch (standing) {
    case 'met':
      return 'ok';
    case 'at_risk':
      return 'degraded';
    case 'missed':
      return 'down';
    case 'unknown':
      return 'no_data';
  }
}
