import {
  type Alert,
  type AlertState,
  type Severity,
  type Suppression,
  severities,
} from '../../../shared/domain/alert.ts';
import type { AlertReport } from '../../../shared/domain/observation.ts';

/** What one source said last about one alert. */
export interface Said {
  readonly report: AlertReport;
  readonly seenAtMs: number;
  /** False while the source does not repeat it and yet did not say that it is over. */
  readonly isConfirmed: boolean;
  /** It left the list unconfirmed, and not because somebody called it over: should it end, it lapsed. */
  readonly isForgotten?: boolean;
  /** What an earlier run of Vigil kept of it, and not the source's own words. */
  readonly isRestored?: true;
}

/** One source's word, and whether it can still be believed: the source answers, and has repeated it since it does. */
export interface Voice extends Said {
  readonly sourceId: string;
  readonly isLive: boolean;
  /** A live peer of the source reports the same alert, and knows better what keeps it quiet. */
  readonly hasLivePeer: boolean;
}

/**
 * Several alerts of one list that are the same once what is no part of identity is left out: the worst of them,
 * and quiet only when all of them are.
 */
function combineReports(reports: readonly AlertReport[]): AlertReport {
  const [first] = reports;
  if (first === undefined) throw new RangeError('there is nothing to combine');
  if (reports.length === 1) return first;
  const { suppression: _, ...worst } = worstOf(reports);
  const quiet = reports.flatMap(({ suppression }) => suppression ?? []);
  return {
    ...worst,
    startsAtMs: Math.min(...reports.map(({ startsAtMs }) => startsAtMs)),
    ...(quiet.length === reports.length ? { suppression: unionOf(quiet) } : {}),
  };
}

/**
 * The reports of one list, with those that are the same alert combined.
 * @param keys the identity of each report
 */
export function combineByKey(
  keys: readonly string[],
  reports: readonly AlertReport[],
): ReadonlyMap<string, AlertReport> {
  const byKey = new Map<string, AlertReport>();
  const several = new Map<string, AlertReport[]>();
  for (const [index, report] of reports.entries()) {
    const key = keys[index]!;
    const first = byKey.get(key);
    const same = several.get(key);
    if (first === undefined) byKey.set(key, report);
    else if (same === undefined) several.set(key, [first, report]);
    else same.push(report);
  }
  for (const [key, same] of several) byKey.set(key, combineReports(same));
  return byKey;
}

/**
 * One alert out of what all sources say. Those that answer decide; when none does, the last words of all stand,
 * unconfirmed. Suppressed at one source is suppressed: Prometheus cannot know.
 * @param voices at least one
 * @param known what was merged before, while it goes on; null for a new alert
 * @param nowMs a silence that has ended is believed only of a source that answers
 */
export function mergeVoices(
  id: string,
  voices: readonly Voice[],
  known: Alert | null,
  kind: 'reported' | 'heartbeat',
  nowMs: number,
): Alert {
  const live = voices.filter(({ isLive }) => isLive);
  const deciding = (live.length > 0 ? live : voices).map(({ report }) => report);
  const main = worstOf(deciding);
  const { annotations } = main;
  const runbook = annotations['runbook_url'] ?? annotations['runbook'] ?? null;
  const startsAtMs = Math.min(
    ...deciding.filter(({ state }) => state === main.state).map((report) => report.startsAtMs),
  );
  return {
    id,
    name: main.name,
    title: annotations['title'] ?? annotations['summary'] ?? main.name,
    summary:
      annotations['title'] === undefined
        ? (annotations['description'] ?? '')
        : (annotations['summary'] ?? annotations['description'] ?? ''),
    severity: main.severity,
    state: main.state,
    kind,
    service: main.service ?? firstOf(voices, ({ service }) => service),
    region: main.region ?? firstOf(voices, ({ region }) => region),
    labels: Object.fromEntries(
      [...voices.map(({ report }) => report), main].flatMap(({ labels }) => Object.entries(labels)),
    ),
    // Peers report starts that differ by seconds: the earliest is the start.
    startsAtMs: known?.state === main.state ? Math.min(known.startsAtMs, startsAtMs) : startsAtMs,
    resolvedAtMs: null,
    lastSeenAtMs: Math.max(...voices.map(({ seenAtMs }) => seenAtMs)),
    sourceIds: voices.map(({ sourceId }) => sourceId).toSorted(),
    unconfirmed: live.length === 0,
    suppression: suppressionOf(voices, nowMs),
    runbookUrl: runbook !== null && /^https?:\/\//.test(runbook) ? runbook : null,
  };
}

const stateRank: Record<AlertState, number> = { firing: 0, pending: 1, resolved: 2 };

function badness(a: { readonly state: AlertState; readonly severity: Severity }): number {
  return stateRank[a.state] * severities.length + severities.indexOf(a.severity);
}

/** Firing before pending, then by severity; the first among equals, so that words do not change with every answer. */
function worstOf(reports: readonly AlertReport[]): AlertReport {
  return reports.reduce((worst, report) => (badness(report) < badness(worst) ? report : worst));
}

function firstOf(voices: readonly Voice[], read: (report: AlertReport) => string | null): string | null {
  for (const { report } of voices) {
    const value = read(report);
    if (value !== null) return value;
  }
  return null;
}

function suppressionOf(voices: readonly Voice[], nowMs: number): Suppression | null {
  const quiet = voices.flatMap(({ report: { suppression }, isLive, hasLivePeer }) => {
    if (suppression === undefined) return [];
    if (isLive) return [suppression];
    if (hasLivePeer) return [];
    const silencedBy = suppression.silencedBy.filter(({ endsAtMs }) => endsAtMs === null || endsAtMs > nowMs);
    const ended = silencedBy.length === 0 && suppression.silencedBy.length > 0;
    const isOver = ended && suppression.inhibitedBy.length + suppression.mutedBy.length === 0;
    return isOver ? [] : [{ ...suppression, silencedBy }];
  });
  return quiet.length === 0 ? null : unionOf(quiet);
}

function unionOf(all: readonly Suppression[]): Suppression {
  const silences = new Map<string, Suppression['silencedBy'][number]>();
  for (const silence of all.flatMap(({ silencedBy }) => silencedBy)) {
    const known = silences.get(silence.id);
    // One peer may not have told who made it yet.
    if (known === undefined || (known.createdBy === '' && known.comment === ''))
      silences.set(silence.id, silence);
  }
  return {
    silencedBy: [...silences.values()],
    inhibitedBy: [...new Set(all.flatMap(({ inhibitedBy }) => inhibitedBy))],
    mutedBy: [...new Set(all.flatMap(({ mutedBy }) => mutedBy))],
  };
}
