import type { Severity } from '../domain/alert.ts';
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
  unknown: 'not observed',
};

export function standingWord(standing: ObjectiveStanding): string {
  return standingWords[standing];
}

/** The state whose shape and colour an alert of this severity carries. */
export function stateOfSeverity(severity: Severity): HealthState {
  switch (severity) {
    case 'critical':
      return 'down';
    case 'warning':
      return 'degraded';
    case 'info':
      return 'ok';
  }
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
