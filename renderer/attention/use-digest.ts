import { useMemo } from 'react';
import { MAX_ALERT_HISTORY_ROWS } from '../../shared/contract/commands.ts';
import { type Digest, digestOf } from '../../shared/domain/digest.ts';
import type { Failure } from '../../shared/domain/failure.ts';
import type { TimeRange } from '../../shared/domain/timeline.ts';
import { usePresentSection, useRequest } from '../state/hooks.ts';

/** What happened in a stretch of time up to now; null while the log is being read. `null` asks nothing. */
export function useDigest(range: TimeRange | null): {
  readonly digest: Digest | null;
  readonly failure: Failure | null;
} {
  const alerts = usePresentSection('alerts');
  const silences = usePresentSection('silences');
  const history = useRequest(
    'alertHistory',
    range === null ? null : { ...range, knownByMs: null, limit: MAX_ALERT_HISTORY_ROWS },
  );
  const timeline = useRequest('timeline', range === null ? null : { ...range, bins: 1 });
  const { data } = history;
  const gaps = timeline.data?.gaps;
  const digest = useMemo(
    () =>
      range === null || data === null
        ? null
        : digestOf({
            fromMs: range.fromMs,
            toMs: range.toMs,
            episodes: data.alerts,
            isCut: data.alerts.length === MAX_ALERT_HISTORY_ROWS,
            alerts,
            silences,
            gaps: gaps ?? [],
          }),
    [range, data, gaps, alerts, silences],
  );
  return { digest, failure: history.failure };
}
