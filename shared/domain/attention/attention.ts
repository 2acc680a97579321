import {
  type Alert,
  compareAlerts,
  isLoud,
  type Severity,
  severities,
  severityRank,
  worstSeverity,
} from '../alert.ts';
import type { HeldSilence } from '../silence.ts';
import type { Storm } from '../storm.ts';
import { catchUp, type Waiting, withhold } from './catch-up.ts';
import { lapsingSilences } from './lapse.ts';
import { isQuietAt, type QuietHours } from './quiet-hours.ts';
import type { Telling } from './telling.ts';

/** More alerts than these that begin in one step are told as one. */
export const MAX_SINGLE_TELLINGS = 3;
/** Alerts a telling about several carries; its count says how many there are. */
export const MAX_LISTED = 20;
/** Alerts that are over and remembered, so that the same episode is not told twice. */
export const MAX_ENDED = 5_000;
/** Sources that are still connecting hold the first summary up no longer than this. */
export const OPENING_LIMIT_MS = 15_000;

/** A seat that sees nothing for this long says so. */
export const BLIND_AFTER_MS = 60_000;

/** How a seat wants to be told of one severity. */
export interface SeverityRules {
  /** After how long the sound comes again while nobody took the alert in hand; 0 for never. */
  readonly repeatMs: number;
  readonly quiet: QuietHours | null;
}

export interface AttentionRules {
  /** The zone quiet hours are meant in. */
  readonly timeZone: string;
  readonly severities: Readonly<Record<Severity, SeverityRules>>;
}

/** What is so now. */
export interface AttentionInput {
  readonly nowMs: number;
  /** False while what is known is old: then nothing is concluded from it. */
  readonly isLive: boolean;
  /** Whether every source has answered, or failed to, since the start. */
  readonly isSettled: boolean;
  readonly alerts: readonly Alert[];
  readonly storm: Storm | null;
  readonly silences: readonly HeldSilence[];
  readonly rules: AttentionRules;
}

/** What is remembered of one alert. */
interface Known {
  /** The latest start that was seen: peers of a pair differ by seconds. */
  readonly startsAtMs: number;
  /** Rank of the severity it was told with or withheld with; 0 before either. */
  readonly rank: number;
  /** Rank of the notice that it flaps, until it holds still. */
  readonly flapRank: number;
}

/** Everything attention remembers. Made by `initialAttention`, changed by `attend` alone. */
export interface AttentionState extends Waiting {
  readonly isOpen: boolean;
  /**
   * Since when nothing is seen, and whether somebody was told; null while pictures are live. What fires afterwards may be
   * another episode than what fired before.
   */
  readonly blind: { readonly sinceMs: number; readonly isTold: boolean } | null;
  readonly firstPictureMs: number | null;
  readonly alerts: readonly Alert[];
  /** Alerts that fire, by id. */
  readonly known: ReadonlyMap<string, Known>;
  /** Alerts that fired before, longest ago first; at most MAX_ENDED. */
  readonly ended: ReadonlyMap<string, Known>;
  /** Rank of the severity the storm was told with; 0 while there is none. */
  readonly stormRank: number;
  readonly soundedAtMs: Readonly<Record<Severity, number>>;
  /** Ends of silences that were announced, by id. */
  readonly lapses: ReadonlyMap<string, number>;
}

const none: Readonly<Record<Severity, number>> = { critical: 0, warning: 0, info: 0 };
/** Ends of silences are no alerts: they keep the quiet hours of this severity. */
const LAPSE_SEVERITY: Severity = 'info';
/** As a source that cannot be seen: Vigil warns of it. */
const BLIND_SEVERITY: Severity = 'warning';

export const initialAttention: AttentionState = {
  isOpen: false,
  blind: null,
  firstPictureMs: null,
  alerts: [],
  known: new Map(),
  ended: new Map(),
  withheld: new Map(),
  uncounted: none,
  stormRank: 0,
  soundedAtMs: none,
  lapses: new Map(),
};

/** Somebody should look at it and nobody has said that they do. */
export function needsAttention(alert: Alert): boolean {
  return alert.state === 'firing' && isLoud(alert) && alert.acknowledgement === undefined;
}

/**
 * Decides what people are told of a new picture or a second later. Each alert that begins is told once: alone, with
 * those that begin with it, in the one word about a storm, or after the quiet hours in their summary. An alert that was
 * told is the same until it was seen to be over and starts later than before, so a lost source, a peer with another
 * start or a hub that starts anew tell nothing twice; a severity that rises does. Pure.
 */
export function attend(
  state: AttentionState,
  input: AttentionInput,
): { readonly state: AttentionState; readonly tellings: readonly Telling[] } {
  if (!input.isLive) return goBlind(state, input);
  const firstPictureMs = state.firstPictureMs ?? input.nowMs;
  if (!state.isOpen && !input.isSettled && input.nowMs - firstPictureMs < OPENING_LIMIT_MS)
    return { state: { ...state, firstPictureMs }, tellings: [] };
  const isQuiet = quietNow(input);
  const seen = state.isOpen && state.alerts === input.alerts ? null : seeAlerts(state, input.alerts);
  const heard = seen ?? { known: state.known, ended: state.ended, fresh: [] };
  const { known } = heard;
  const kept = withhold(state, heard.fresh, isQuiet, input.nowMs);
  const told = tellNew(state, kept.now, input.storm);
  const caughtUp = catchUp(kept, isQuiet, input.alerts);
  const lapse = announceLapses(state, input, isQuiet[LAPSE_SEVERITY]);
  const sounded = { ...state.soundedAtMs };
  for (const severity of [...kept.now.map(({ alert }) => alert.severity), ...caughtUp.severities])
    sounded[severity] = input.nowMs;
  const repeat = repeatDue(known, input, isQuiet, sounded);
  return {
    state: {
      isOpen: true,
      blind: null,
      firstPictureMs,
      alerts: input.alerts,
      known,
      ended: heard.ended,
      withheld: caughtUp.withheld,
      uncounted: caughtUp.uncounted,
      stormRank: input.storm === null ? 0 : told.stormRank,
      soundedAtMs: repeat.soundedAtMs,
      lapses: lapse.lapses,
    },
    tellings: [...told.tellings, ...caughtUp.tellings, ...lapse.tellings, ...repeat.tellings],
  };
}

/** Concludes nothing from an old picture, but says in the end that there is no other. */
function goBlind(state: AttentionState, input: AttentionInput): ReturnType<typeof attend> {
  const blind = state.blind ?? { sinceMs: input.nowMs, isTold: false };
  const isDue = state.isOpen && !blind.isTold && input.nowMs - blind.sinceMs >= BLIND_AFTER_MS;
  if (!isDue || quietNow(input)[BLIND_SEVERITY]) return { state: { ...state, blind }, tellings: [] };
  const telling: Telling = { kind: 'blind', severity: BLIND_SEVERITY, sinceMs: blind.sinceMs };
  return { state: { ...state, blind: { ...blind, isTold: true } }, tellings: [telling] };
}

interface Fresh {
  readonly alert: Alert;
  readonly flapping: boolean;
}

function quietNow({ rules, nowMs }: AttentionInput): Readonly<Record<Severity, boolean>> {
  const quiet = (severity: Severity): boolean =>
    isQuietAt(rules.severities[severity].quiet, nowMs, rules.timeZone);
  return { critical: quiet('critical'), warning: quiet('warning'), info: quiet('info') };
}

/** Follows the list of alerts; `fresh` are those that are to be told, each already noted as told. */
function seeAlerts(state: AttentionState, alerts: readonly Alert[]) {
  const known = new Map<string, Known>();
  const ended = new Map(state.ended);
  const fresh: Fresh[] = [];
  for (const alert of alerts) {
    if (alert.state !== 'firing' || alert.kind === 'heartbeat') continue;
    const before = recall(state, alert);
    if (ended.size > 0) ended.delete(alert.id);
    const flaps = alert.flapping !== undefined;
    const entry = flaps || before.flapRank === 0 ? before : { ...before, flapRank: 0 };
    const rank = severityRank[alert.severity];
    const isDue = needsAttention(alert) && (flaps ? entry.flapRank < rank : entry.rank < rank);
    known.set(
      alert.id,
      isDue ? { ...entry, rank: Math.max(entry.rank, rank), flapRank: flaps ? rank : 0 } : entry,
    );
    if (isDue) fresh.push({ alert, flapping: flaps });
  }
  for (const [id, entry] of state.known) if (!known.has(id)) ended.set(id, entry);
  for (const id of ended.keys()) {
    if (ended.size <= MAX_ENDED) break;
    ended.delete(id);
  }
  return { known, ended, fresh };
}

/** What is known of an alert: nothing but its flapping where it is another episode of it. */
function recall(state: AttentionState, alert: Alert): Known {
  const { startsAtMs } = alert;
  const firing = state.known.get(alert.id);
  if (firing !== undefined && state.blind === null)
    return startsAtMs <= firing.startsAtMs ? firing : { ...firing, startsAtMs };
  const over = firing ?? state.ended.get(alert.id);
  if (over !== undefined && startsAtMs <= over.startsAtMs) return over;
  return { startsAtMs, rank: 0, flapRank: over?.flapRank ?? 0 };
}

function tellNew(state: AttentionState, fresh: readonly Fresh[], storm: Storm | null) {
  const alone = { tellings: [] as readonly Telling[], stormRank: state.stormRank };
  if (fresh.length === 0) return alone;
  if (!state.isOpen) return { ...alone, tellings: [tellingOfMany('opening', fresh)] };
  const inStorm = new Set(storm?.alertIds ?? []);
  const members = fresh.filter(({ alert }) => inStorm.has(alert.id));
  const others = fresh.filter(({ alert }) => !inStorm.has(alert.id));
  const tellings: Telling[] = [];
  let { stormRank } = state;
  if (storm !== null && members.length > 0) {
    const severity = worstSeverity(members.map(({ alert }) => alert.severity));
    // Once, and again only where something worse joins.
    if (severityRank[severity] > stormRank) {
      tellings.push({ kind: 'storm', severity, storm });
      stormRank = severityRank[severity];
    }
  }
  if (others.length > MAX_SINGLE_TELLINGS) tellings.push(tellingOfMany('many', others));
  else
    for (const { alert, flapping } of others)
      tellings.push({ kind: 'alert', severity: alert.severity, alert, flapping });
  return { tellings, stormRank };
}

function tellingOfMany(kind: 'many' | 'opening', fresh: readonly Fresh[]): Telling {
  const alerts = fresh.map(({ alert }) => alert).toSorted(compareAlerts);
  const severity = worstSeverity(alerts.map((alert) => alert.severity));
  return { kind, severity, count: alerts.length, alerts: alerts.slice(0, MAX_LISTED) };
}

/** Tells of silences that end soon, each end once. Quiet hours hold it back: it comes when they are over, if it is not too late. */
function announceLapses(state: AttentionState, input: AttentionInput, isQuiet: boolean) {
  const ending = lapsingSilences(input.silences, input.alerts, input.nowMs);
  const before = { lapses: state.lapses, tellings: [] as readonly Telling[] };
  if ((ending.length === 0 && state.lapses.size === 0) || isQuiet) return before;
  const fresh = ending.filter(({ id, endsAtMs }) => state.lapses.get(id) !== endsAtMs);
  const lapses = new Map(ending.map(({ id, endsAtMs }) => [id, endsAtMs]));
  // What lapses already when the seat opens is said on screen: nobody waited for a word about it.
  if (fresh.length === 0 || !state.isOpen) return { ...before, lapses };
  return { lapses, tellings: [{ kind: 'lapse', severity: LAPSE_SEVERITY, silences: fresh }] as const };
}

/** One sound where alerts that were told still wait for somebody, for the worst severity that is due. */
function repeatDue(
  known: ReadonlyMap<string, Known>,
  { alerts, rules, nowMs }: AttentionInput,
  isQuiet: Readonly<Record<Severity, boolean>>,
  soundedAtMs: Readonly<Record<Severity, number>>,
) {
  const due = severities.filter((severity) => {
    const { repeatMs } = rules.severities[severity];
    const sinceMs = nowMs - soundedAtMs[severity];
    // A clock that was set back would be silent until it has caught up.
    return repeatMs > 0 && !isQuiet[severity] && (sinceMs >= repeatMs || sinceMs < 0);
  });
  const nothing = { soundedAtMs, tellings: [] as readonly Telling[] };
  if (due.length === 0) return nothing;
  const waiting = { ...none };
  for (const alert of alerts) {
    const entry = known.get(alert.id);
    if (entry === undefined || entry.rank === 0 || alert.flapping !== undefined) continue;
    if (needsAttention(alert)) waiting[alert.severity] += 1;
  }
  const calling = due.filter((severity) => waiting[severity] > 0);
  if (calling.length === 0) return nothing;
  const severity = worstSeverity(calling);
  const count = calling.reduce((sum, each) => sum + waiting[each], 0);
  const next = { ...soundedAtMs };
  for (const each of calling) next[each] = nowMs;
  return { soundedAtMs: next, tellings: [{ kind: 'repeat', severity, count }] as const };
}
