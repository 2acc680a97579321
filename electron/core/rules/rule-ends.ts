import type { Alert } from '../../../shared/domain/alert.ts';
import { closedWith, resolved } from '../alerts/alert-entry.ts';

/** The alert ended because its rule is gone, which says nothing of what it was about. */
export function ruleGone(alert: Alert, nowMs: number): Alert {
  return closedWith(alert, `Closed: ${alert.name} is no longer a rule of this Vigil. It may go on.`, nowMs);
}

/**
 * The alert was not over when Vigil stopped, and is not among what its rule finds now.
 * @param isJudged its place still is one: measured, it is over; else nobody can say
 */
export function notFoundAgain(alert: Alert, isJudged: boolean, nowMs: number): Alert {
  if (isJudged) return resolved({ ...alert, lastSeenAtMs: nowMs }, nowMs);
  return closedWith(alert, 'Closed: nothing measures this place any more. It may go on.', nowMs);
}
