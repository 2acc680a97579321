import { z } from 'zod/mini';
import type { Alert } from './alert.ts';
import { assertNever } from './assert-never.ts';

export const alertTurns = [
  'began',
  'resolved',
  'lapsed',
  'pending',
  'acknowledged',
  'given_up',
  'silenced',
  'heard_again',
  'flapping',
  'steady',
  'unconfirmed',
  'confirmed',
  'severity',
] as const;

/** One turn in the life of an alert. */
export const alertTurnSchema = z.object({
  atMs: z.number(),
  turn: z.enum(alertTurns),
  /** Who did it, where somebody did; may be empty. */
  by: z.string(),
  /** Why, or what it is now; may be empty. */
  what: z.string(),
});
export type AlertTurn = z.infer<typeof alertTurnSchema>;

/** Versions of one alert become its turns, oldest first: what changed from each version to the next. */
export function alertTimeline(
  versions: readonly { readonly alert: Alert; readonly atMs: number }[],
): readonly AlertTurn[] {
  const turns: AlertTurn[] = [];
  let before: Alert | null = null;
  for (const { alert, atMs } of versions) {
    const add = (turn: AlertTurn['turn'], atTurnMs: number, by = '', what = ''): void => {
      turns.push({ atMs: atTurnMs, turn, by, what });
    };
    addState(alert, before, add, atMs);
    addSeverity(alert, before, add, atMs);
    addHands(alert, before, add, atMs);
    addSilence(alert, before, add, atMs);
    if (alert.flapping !== undefined && before?.flapping === undefined)
      add(
        'flapping',
        atMs,
        '',
        `${alert.flapping.changes} changes in ${alert.flapping.windowMs / 60_000} min`,
      );
    if (alert.flapping === undefined && before?.flapping !== undefined) add('steady', atMs);
    if (alert.unconfirmed !== (before?.unconfirmed ?? false))
      add(alert.unconfirmed ? 'unconfirmed' : 'confirmed', atMs);
    before = alert;
  }
  return turns.toSorted((a, b) => a.atMs - b.atMs);
}

type Add = (turn: AlertTurn['turn'], atMs: number, by?: string, what?: string) => void;

function addState(alert: Alert, before: Alert | null, add: Add, atMs: number): void {
  const cameBack = before?.state === 'resolved' && alert.state !== 'resolved';
  if (before?.state === alert.state && !cameBack) return;
  switch (alert.state) {
    case 'pending':
      return add('pending', alert.startsAtMs);
    case 'firing':
      // Sources tell when it began; that it then waits for a while does not make it begin again.
      return add('began', before === null || cameBack ? alert.startsAtMs : atMs, '', alert.severity);
    case 'resolved':
      if (before === null) add('began', alert.startsAtMs, '', alert.severity);
      return add(alert.lapsed === true ? 'lapsed' : 'resolved', alert.resolvedAtMs ?? atMs);
    default:
      return assertNever(alert.state);
  }
}

function addSeverity(alert: Alert, before: Alert | null, add: Add, atMs: number): void {
  if (before !== null && before.state === alert.state && before.severity !== alert.severity)
    add('severity', atMs, '', alert.severity);
}

function addHands(alert: Alert, before: Alert | null, add: Add, atMs: number): void {
  const [was, is] = [before?.acknowledgement, alert.acknowledgement];
  if (is !== undefined && (was?.by !== is.by || was.why !== is.why))
    add('acknowledged', is.atMs, is.by, is.why);
  if (is === undefined && was !== undefined && alert.state !== 'resolved') add('given_up', atMs, was.by);
}

function addSilence(alert: Alert, before: Alert | null, add: Add, atMs: number): void {
  const [was, is] = [before?.suppression ?? null, alert.suppression];
  // What somebody has in hand is quiet because of that.
  if (is !== null && was === null && alert.acknowledgement === undefined) {
    const [silence] = is.silencedBy;
    add(
      'silenced',
      atMs,
      silence?.createdBy ?? '',
      silence?.comment ?? is.inhibitedBy.concat(is.mutedBy).join(', '),
    );
  }
  if (is === null && was !== null && before?.acknowledgement === undefined && alert.state !== 'resolved')
    add('heard_again', atMs);
}
