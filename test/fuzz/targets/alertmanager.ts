import { decodeAlerts, reportsOf } from '../../../electron/core/intake/alertmanager/decode-alerts.ts';
import { decodeSilences } from '../../../electron/core/intake/alertmanager/decode-silences.ts';
import {
  clusterWarnings,
  decodeStatus,
  withoutConfig,
} from '../../../electron/core/intake/alertmanager/decode-status.ts';
import type { AlertReport } from '../../../shared/domain/observation.ts';
import { jsonMutator, type Mutator } from '../mutate.ts';
import { type FuzzTarget, must, mustBeTexts, mustBeTime, NOW_MS, recorded } from '../target.ts';

const bodies = recorded('alertmanager', /\.json$/);
const mutatorOf = (kind: RegExp): Mutator => {
  const own = recorded('alertmanager', kind);
  return jsonMutator([...own, ...own, ...own, ...own, ...own, ...bodies]);
};
const names = { service: ['service'], region: ['region'] };

/** What an alert from outside must be, whoever reported it. */
export function mustBeReports(alerts: readonly AlertReport[]): void {
  for (const { labels, annotations, startsAtMs, confirmedUntilMs, name } of alerts) {
    mustBeTexts(labels, 'the labels of an alert');
    mustBeTexts(annotations, 'the annotations of an alert');
    mustBeTime(startsAtMs, 'the start of an alert');
    must(startsAtMs <= NOW_MS, 'an alert began in the future');
    must(typeof name === 'string', 'an alert has no name');
    if (confirmedUntilMs !== undefined) mustBeTime(confirmedUntilMs, 'the confirmation of an alert');
  }
}

export const alertmanagerTargets: readonly FuzzTarget[] = [
  {
    name: 'alertmanager-alerts',
    kind: 'json',
    mutate: mutatorOf(/alerts/),
    open: () => ({
      take(input) {
        const decoded = decodeAlerts(input.toString('utf8'));
        if (!decoded.ok) return false;
        const { alerts, rejectedCount, lastRejection } = decoded.value;
        must(rejectedCount >= 0, 'fewer than none were refused');
        must(rejectedCount === 0 || lastRejection !== null, 'refused without a reason');
        const reports = reportsOf(alerts, new Map(), names, NOW_MS);
        must(reports.length === alerts.length, 'an alert was lost');
        mustBeReports(reports);
        return reports.length > 0;
      },
    }),
  },
  {
    name: 'alertmanager-silences',
    kind: 'json',
    mutate: mutatorOf(/silences/),
    open: () => ({
      take(input) {
        const decoded = decodeSilences(input.toString('utf8'));
        if (!decoded.ok) return false;
        const { silences, rejectedCount, lastRejection } = decoded.value;
        must(rejectedCount >= 0, 'fewer than none were refused');
        must(rejectedCount === 0 || lastRejection !== null, 'refused without a reason');
        for (const { startsAtMs, endsAtMs } of silences) {
          mustBeTime(startsAtMs, 'the start of a silence');
          mustBeTime(endsAtMs, 'the end of a silence');
        }
        return silences.length > 0;
      },
    }),
  },
  {
    name: 'alertmanager-status',
    kind: 'json',
    mutate: mutatorOf(/status/),
    open: () => ({
      take(input) {
        const text = input.toString('utf8');
        withoutConfig(text);
        const decoded = decodeStatus(text);
        if (!decoded.ok) return false;
        const { startedAtMs, cluster } = decoded.value;
        if (startedAtMs !== null) mustBeTime(startedAtMs, 'the start of the server');
        clusterWarnings(cluster, 2);
        return decoded.value.version !== null;
      },
    }),
  },
];
