import type { AlertReport } from '../../../shared/domain/observation.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { AlertBook } from '../alerts/alert-book.ts';
import { type ConflictCell, OTHERS_MAY_FOLLOW_MS, ownFindings } from '../alerts/own-findings.ts';
import { placeReport } from '../alerts/place-report.ts';
import { Board } from '../board/board.ts';
import type { VigilConfig } from '../config/schema.ts';
import { type AlertReader, compileAlertMapping } from '../intake/mapping/alert-mapping.ts';
import { alertReport } from '../intake/prometheus/decode-alerts.ts';
import type { AlertEvent, RecordingSpan, SourceEvent, Transition } from '../journal/journal.ts';
import { demoAlerts, SUMMARY_STEP_MS } from './demo-alerts.ts';
import { EDGE } from './demo-places.ts';
import { type DemoPlace, keyOfSeries } from './demo-series.ts';
import { type EdgeAlert, edgeAlerts, ended } from './edge-server.ts';
import type { Fleet } from './fleet.ts';
import { RULE_HOLD_MS } from './incident.ts';
import { alertsOf } from './prometheus-server.ts';
import { knownTimes } from './recorded-times.ts';

/** What else is known of the past that alerts are told from. */
export interface AlertPast {
  readonly config: VigilConfig;
  readonly places: readonly DemoPlace[];
  /** Ascending, as all of these. */
  readonly transitions: readonly Transition[];
  readonly spans: readonly RecordingSpan[];
  readonly sourceEvents: readonly SourceEvent[];
  /** From here on numbers in sentences are followed, as live; before it only what begins, fires and ends. */
  readonly closelyFromMs: number;
}

/**
 * The alerts of the demo's past as the live feed would have had them: what its servers told goes through the same book
 * as live, so that identities and words are the same. Ascending.
 */
export function pastAlertEvents(fleet: Fleet, past: AlertPast): readonly AlertEvent[] {
  const { config, places, sourceEvents } = past;
  const board = new Board(config, true, past.spans[0]?.fromMs ?? 0);
  for (const { series } of places) for (const one of series) board.addSeries(one.sourceId, keyOfSeries(one));
  const catalogue = board.catalogue();
  const placed = (reports: readonly AlertReport[]): readonly AlertReport[] =>
    reports.map((report) => placeReport(report, board.names));
  const servers = config.sources.filter((source) => source.type === 'prometheus' && source.alerts);
  const readEdge = edgeReader(config);
  const book = new AlertBook();
  const statuses = new Map<string, SourceStatus>();
  const conflicts = conflictsOver(past.transitions);
  let standing: ReadonlyMap<string, EdgeAlert> = new Map();
  let told = 0;
  const events: AlertEvent[] = [];
  for (const atMs of timesOf(fleet, past)) {
    for (; told < sourceEvents.length && sourceEvents[told]!.atMs <= atMs; told++)
      statuses.set(sourceEvents[told]!.status.id, sourceEvents[told]!.status);
    book.review(statuses, atMs);
    const alerts = demoAlerts(fleet, atMs);
    for (const { id } of servers)
      if (statuses.get(id)?.state === 'live') {
        const labels = { service: ['service', 'job'], region: ['region'] };
        const reports = alertsOf(alerts, id).map((alert) => {
          const heldMs = alert.state === 'firing' ? RULE_HOLD_MS : 0;
          return alertReport({ ...alert, startsAtMs: Date.parse(alert.activeAt) + heldMs }, labels);
        });
        book.applyList(id, placed(reports), atMs);
      }
    const streamed = edgeAlerts(alerts);
    const items = [...streamed.values(), ...ended(standing, streamed)];
    book.applyChanges(
      EDGE,
      placed(items.map((item) => readEdge(item, atMs)).filter((report) => typeof report !== 'string')),
      atMs,
    );
    standing = streamed;
    const findings = ownFindings({
      statuses: [...statuses.values()],
      conflicts: conflicts(atMs),
      missingWatchdogs: [],
      disagreements: [],
      catalogue,
      nowMs: atMs,
      hasNetwork: true,
    });
    book.applyOwn(findings, atMs);
    for (const alert of book.takeChanges()) events.push({ alert, atMs });
  }
  return events;
}

/** When something about alerts may change. */
function timesOf(fleet: Fleet, { transitions, spans, closelyFromMs }: AlertPast): readonly number[] {
  const [fromMs, toMs] = [spans[0]?.fromMs ?? 0, spans.at(-1)?.toMs ?? 0];
  const times = new Set<number>(spans.map((span) => span.fromMs));
  for (const plan of fleet.alertsIn(fromMs, toMs)) {
    times
      .add(plan.fromMs)
      .add(plan.fromMs + plan.pendingMs)
      .add(plan.toMs);
    const firstMs = Math.ceil(Math.max(plan.fromMs, closelyFromMs) / SUMMARY_STEP_MS) * SUMMARY_STEP_MS;
    for (let atMs = firstMs; atMs < plan.toMs; atMs += SUMMARY_STEP_MS) times.add(atMs);
  }
  for (const effect of fleet.effectsIn(fromMs, toMs))
    if (effect.kind === 'blind')
      times
        .add(effect.fromMs)
        .add(effect.fromMs + OTHERS_MAY_FOLLOW_MS)
        .add(effect.toMs);
  const disputed = new Set<string>();
  for (const { service, region, state, atMs } of transitions) {
    const cell = `${service}@${region}`;
    if (state === 'conflict') disputed.add(cell);
    else if (!disputed.delete(cell)) continue;
    times.add(atMs);
  }
  return knownTimes(
    spans,
    [...times].filter((atMs) => atMs >= fromMs && atMs < toMs),
  );
}

/** The cells whose sources disagree, to be asked for moments in ascending order. */
function conflictsOver(transitions: readonly Transition[]): (atMs: number) => readonly ConflictCell[] {
  const open = new Map<string, ConflictCell>();
  let next = 0;
  return (untilMs) => {
    for (; next < transitions.length && transitions[next]!.atMs <= untilMs; next++) {
      const { service, region, state, atMs } = transitions[next]!;
      if (state === 'conflict') open.set(`${service}@${region}`, { service, region, sinceMs: atMs });
      else open.delete(`${service}@${region}`);
    }
    return [...open.values()];
  };
}

function edgeReader({ sources }: VigilConfig): AlertReader {
  for (const source of sources) {
    if (source.id !== EDGE || source.type !== 'socketio') continue;
    const mapping = source.events['alerts'];
    if (mapping?.to === 'alert') return compileAlertMapping(mapping.map);
  }
  throw new Error('The demo streams alerts from its edge.');
}
