import { useMemo } from 'react';
import { type CommandReply, MAX_ALERT_HISTORY_ROWS } from '../../../shared/contract/commands.ts';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { Annotation } from '../../../shared/domain/annotation.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import { useMarks } from '../../annotate/use-marks.ts';
import type { Interval } from '../../charts/chart-model.ts';
import { type RequestState, useRequest, useSection } from '../../state/hooks.ts';
import { gapsWithin } from './service-history.ts';
import { type StripRow, stripRows } from './strip-model.ts';

/** What the log and the picture say of one service over the range of its page. */
export interface PageLog {
  readonly transitions: RequestState<CommandReply<'transitions'>>;
  readonly strips: readonly StripRow[];
  readonly gaps: readonly RecordingGap[];
  readonly alerts: readonly Alert[];
  /** Deploys, incidents and notes about it or about everything, oldest first. */
  readonly changes: readonly Annotation[];
}

/** Asks for them; the same objects until something in them changes. */
export function usePageLog(
  service: string | null,
  asked: Interval,
  shown: Interval,
  knownByMs: number | null,
): PageLog {
  const id = service ?? '';
  const current = useSection('alerts');
  const transitions = useRequest('transitions', service === null ? null : { ...asked, service });
  const past = useRequest('alertHistory', { ...asked, knownByMs, limit: MAX_ALERT_HISTORY_ROWS });
  const alerts = useMemo(
    () => alertsOf(id, current, past.data?.alerts ?? [], shown.toMs),
    [id, current, past.data, shown],
  );
  const changes = useMarks(id, asked);
  const strips = useMemo(
    () => (transitions.data === null ? [] : stripRows(transitions.data, shown)),
    [transitions.data, shown],
  );
  const gaps = useMemo(() => gapsWithin(transitions.data?.gaps ?? [], shown), [transitions.data, shown]);
  return { transitions, strips, gaps, alerts, changes };
}

/** Alerts of one service that had started by a moment, those of the picture before what the log adds, each once per start. */
function alertsOf(
  service: string,
  current: readonly Alert[],
  past: readonly Alert[],
  untilMs: number,
): readonly Alert[] {
  const byKey = new Map<string, Alert>();
  for (const alert of [...past.filter(({ startsAtMs }) => startsAtMs <= untilMs), ...current])
    if (alert.service === service) byKey.set(`${alert.id} ${alert.startsAtMs}`, alert);
  return [...byKey.values()];
}
