import type { HealthState } from '../../../shared/domain/health-state.ts';
import { judge, signalDefinition, type Verdict } from '../../../shared/domain/signal.ts';
import type { RecordingSpan, Transition } from '../journal/journal.ts';
import { limitsOf } from './demo-alerts.ts';
import type { CellValues, Fleet, FleetCell, FleetMoment } from './fleet.ts';
import { historyGaps } from './history-script.ts';

/** Boundaries are exact to this. */
const STEP_MS = 1_000;

export interface DemoHistory {
  /** Ascending. Every cell has one at the start of the range. */
  readonly transitions: readonly Transition[];
  /** Ascending, without overlap: what lies between two of them was not recorded. */
  readonly spans: readonly RecordingSpan[];
}

/**
 * The past of the demo fleet between two moments, as a journal would hold it: it follows from the same values
 * that the demo's servers answer with. Pure; meant for an empty journal of a demo and nothing else.
 */
export function demoHistory(fleet: Fleet, fromMs: number, toMs: number): DemoHistory {
  const transitions = fleet.cells.flatMap((cell, index) => transitionsOf(fleet, cell, index, fromMs, toMs));
  return {
    transitions: transitions.toSorted((a, b) => a.atMs - b.atMs),
    spans: spansBetween(historyGaps(fleet.liveFromMs), fromMs, toMs),
  };
}

function transitionsOf(
  fleet: Fleet,
  cell: FleetCell,
  index: number,
  fromMs: number,
  toMs: number,
): readonly Transition[] {
  const [service, region] = [cell.service.id, cell.region.id];
  let state = stateAt(fleet, cell, index, fromMs);
  const found: Transition[] = [{ service, region, state, atMs: fromMs }];
  for (const atMs of checkTimes(fleet, cell, fromMs, toMs)) {
    const next = stateAt(fleet, cell, index, atMs);
    if (next === state) continue;
    state = next;
    found.push({ service, region, state, atMs });
  }
  return found;
}

/**
 * The moments at which a cell can change its state, ascending. Between them it cannot: without an effect a cell
 * has only its quiet noise, far within every limit, and an effect that comes at once stays as it came.
 */
function checkTimes(
  fleet: Fleet,
  { service, region }: FleetCell,
  fromMs: number,
  toMs: number,
): readonly number[] {
  const times = new Set<number>();
  const { effects, alerts } = causesOf(fleet, fromMs, toMs);
  for (const effect of effects) {
    if (effect.kind === 'link' || effect.region !== region.id) continue;
    if (effect.kind !== 'blind' && effect.service !== service.id) continue;
    times.add(effect.fromMs).add(effect.toMs);
    const isGradual = 'rampMs' in effect && (effect.rampMs > 0 || effect.flapMs !== undefined);
    if (!isGradual) continue;
    for (let atMs = effect.fromMs; atMs < Math.min(effect.toMs, toMs); atMs += STEP_MS) times.add(atMs);
  }
  // An alert colours its cell from when it fires until it is over, whatever the values say meanwhile.
  for (const { subject, fromMs: activeMs, pendingMs, toMs: overMs } of alerts)
    if (subject.kind !== 'slow_link' && subject.service === service.id && subject.region === region.id)
      times.add(activeMs + pendingMs).add(overMs);
  return [...times].filter((atMs) => atMs > fromMs && atMs < toMs).toSorted((a, b) => a - b);
}

/** What may change a state within a range; the same answer serves every cell of one call. */
interface Causes {
  readonly key: string;
  readonly effects: ReturnType<Fleet['effectsIn']>;
  readonly alerts: ReturnType<Fleet['alertsIn']>;
}

const causesCache = new WeakMap<Fleet, Causes>();

function causesOf(fleet: Fleet, fromMs: number, toMs: number): Causes {
  const key = `${fromMs} ${toMs}`;
  const cached = causesCache.get(fleet);
  if (cached?.key === key) return cached;
  const causes = { key, effects: fleet.effectsIn(fromMs, toMs), alerts: fleet.alertsIn(fromMs, toMs) };
  causesCache.set(fleet, causes);
  return causes;
}

function stateAt(fleet: Fleet, { service, region }: FleetCell, index: number, atMs: number): HealthState {
  const moment = fleet.at(atMs);
  if (moment.isBlind(region.id)) return 'unreachable';
  const values = moment.cell(index);
  if (values === null) return 'stale';
  const alarmed = alarmOf(moment, service.id, region.id);
  const verdict = verdictOf(service.id, values);
  if (verdict === 'down' || alarmed === 'down') return 'down';
  if (moment.probe(index) === 0) return 'conflict';
  return verdict === 'ok' ? alarmed : verdict;
}

/** The worst that firing alerts say of a cell, as the board takes their word. */
function alarmOf(moment: FleetMoment, service: string, region: string): Verdict {
  const severities = moment
    .alerts()
    .filter(
      ({ subject, fromMs, pendingMs }) =>
        subject.kind !== 'slow_link' &&
        subject.service === service &&
        subject.region === region &&
        moment.atMs >= fromMs + pendingMs,
    )
    .map(({ severity }) => severity);
  if (severities.includes('critical')) return 'down';
  return severities.length > 0 ? 'degraded' : 'ok';
}

function verdictOf(service: string, values: CellValues): Verdict {
  const limits = limitsOf(service);
  const verdicts = [
    judge(values.errorRatio, signalDefinition('error_ratio').direction, {
      degraded: limits.errorRatio,
      down: 0.1,
    }),
    judge(values.p95Seconds, signalDefinition('latency_p95').direction, {
      degraded: limits.p95Seconds,
      down: 5,
    }),
  ];
  if (verdicts.includes('down')) return 'down';
  return verdicts.includes('degraded') ? 'degraded' : 'ok';
}

function spansBetween(
  gaps: ReturnType<typeof historyGaps>,
  fromMs: number,
  toMs: number,
): readonly RecordingSpan[] {
  const spans: RecordingSpan[] = [];
  let startMs = fromMs;
  for (const gap of gaps) {
    if (gap.toMs <= startMs || gap.fromMs >= toMs) continue;
    if (gap.fromMs > startMs) spans.push({ fromMs: startMs, toMs: gap.fromMs, ended: gap.reason });
    startMs = gap.toMs;
  }
  if (startMs < toMs) spans.push({ fromMs: startMs, toMs });
  return spans;
}
