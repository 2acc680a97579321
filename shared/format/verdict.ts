import type { Picture } from '../contract/picture.ts';
import { limitsOfSeries } from '../domain/catalogue.ts';
import type { HealthState } from '../domain/health-state.ts';
import { judge, signalDefinition } from '../domain/signal.ts';
import { formatClock } from './clock.ts';
import { formatDuration, formatDurationShort } from './duration.ts';
import type { EstateSummary } from './estate-summary.ts';
import { foldedWords } from './health-words.ts';
import { formatQuantity } from './value.ts';
import { listOf } from './words.ts';

/** How the world is, in words. The parts are apart because they are set in different type. */
export interface Verdict {
  /** "2 of 24 services are down, 2 are degraded" */
  readonly headline: string;
  /** The state whose shape may stand before it. */
  readonly state: HealthState;
  /** "Worst: checkout in eu-west-1." or null when nothing needs attention. */
  readonly worst: string | null;
  /** "38.2 % of requests fail since 14:02:10 (11 min)." or a sentence of calm. */
  readonly fact: string;
  /** "Folded under ledger: billing and payments." or null. */
  readonly folded: string | null;
  /** "ap-south-1 cannot be seen for 6 min 12 s." or null. */
  readonly blind: string | null;
}

/**
 * Puts a picture into words. What is not live is said in the past tense.
 * @param nowMs the hub's time; ages are counted to it, or to the moment of a cached picture
 */
export function verdictOf(
  picture: Picture,
  summary: EstateSummary,
  nowMs: number,
  timeZone: string,
): Verdict {
  const { moment } = picture.sections;
  const past = moment.mode !== 'live';
  const untilMs = moment.mode === 'cached' ? moment.asOfMs : nowMs;
  return {
    headline: headlineOf(summary, past),
    state: headlineState(summary),
    worst: worstWords(picture, summary),
    fact: factWords(picture, summary, untilMs, timeZone, past),
    folded: foldedWords(summary.folded, picture.sections.catalogue.services),
    blind:
      moment.mode === 'cached'
        ? `Nothing has been seen since ${formatClock(moment.asOfMs, timeZone)}.`
        : blindWords(picture, summary, nowMs, past),
  };
}

/** The headline alone. */
export function headlineOf(summary: EstateSummary, past = false): string {
  const total = summary.services.length;
  const { tally } = summary;
  if (total === 0) return 'Nothing measured yet';
  const be = (count: number): string => (past ? (count === 1 ? 'was' : 'were') : count === 1 ? 'is' : 'are');
  const parts: (readonly [count: number, words: string])[] = [
    [tally.down, `${be(tally.down)} down`],
    [tally.degraded, `${be(tally.degraded)} degraded`],
  ];
  if (tally.down === 0 && tally.degraded === 0)
    parts.push([tally.conflict, `${be(tally.conflict)} in conflict`]);
  const bad = parts.filter(([count]) => count > 0);
  const unseen = tally.unreachable + tally.stale + tally.no_data;
  const seen = total - unseen;
  if (bad.length === 0) {
    const [can, cannot] = past ? ['could', 'could not'] : ['can', 'cannot'];
    if (unseen === total)
      return total === 1 ? `The service ${cannot} be seen` : `None of ${total} services ${can} be seen`;
    if (tally.maintenance > 0) return plannedHeadline(tally, total, { be, cannot });
    if (unseen > 0)
      return `The ${seen === 1 ? 'one service' : `${seen} services`} that ${can} be seen ${be(seen)} ok, ${unseen} ${cannot} be seen`;
    return total === 1 ? `The service ${be(1)} ok` : `All ${total} services ${be(total)} ok`;
  }
  const [[first, words] = [0, '']] = bad;
  const noun = total === 1 ? 'service' : 'services';
  const rest = bad.slice(1).map(([count, more]) => `, ${count} ${more}`);
  return `${first} of ${total} ${noun} ${words}${rest.join('')}`;
}

/** Planned work is no alarm, and no proof of health. */
function plannedHeadline(
  tally: EstateSummary['tally'],
  total: number,
  { be, cannot }: { readonly be: (count: number) => string; readonly cannot: string },
): string {
  const { ok, maintenance } = tally;
  const unseen = tally.unreachable + tally.stale + tally.no_data;
  const planned = `${be(maintenance)} in maintenance`;
  if (total === 1) return `The service ${planned}`;
  const first =
    ok > 0
      ? `${ok} of ${total} services ${be(ok)} ok, ${maintenance} ${planned}`
      : `${maintenance} of ${total} services ${planned}`;
  return unseen > 0 ? `${first}, ${unseen} ${cannot} be seen` : first;
}

function headlineState(summary: EstateSummary): HealthState {
  if (summary.worst !== null) return summary.worst.state;
  const { tally } = summary;
  if (tally.ok + tally.maintenance > 0) return 'ok';
  return tally.unreachable > 0 ? 'unreachable' : tally.stale > 0 ? 'stale' : 'no_data';
}

function worstWords(picture: Picture, { worst }: EstateSummary): string | null {
  const place = worst === null ? undefined : picture.sections.catalogue.cells[worst.worstCell];
  if (place === undefined) return null;
  const { services, regions } = picture.sections.catalogue;
  return `Worst: ${services[place[0]]?.name ?? 'a service'} in ${regions[place[1]]?.id ?? 'a region'}.`;
}

function factWords(
  picture: Picture,
  { worst, services, tally }: EstateSummary,
  nowMs: number,
  timeZone: string,
  past: boolean,
): string {
  if (worst === null) {
    if (services.length === 0) return '';
    if (picture.sections.moment.mode === 'cached') return 'Nothing needed attention.';
    // Calm is only claimed for what is seen.
    const unseen = tally.unreachable + tally.stale + tally.no_data;
    return unseen === 0
      ? `Nothing ${past ? 'needed' : 'needs'} attention.`
      : unseen === services.length
        ? ''
        : past
          ? 'Nothing that could be seen needed attention.'
          : 'Nothing that can be seen needs attention.';
  }
  const since = Number.isFinite(worst.sinceMs)
    ? ` since ${formatClock(worst.sinceMs, timeZone)} (${formatDurationShort(nowMs - worst.sinceMs)})`
    : '';
  if (worst.state === 'conflict') return `Two sources disagree about it${since}.`;
  const row = picture.cells.keySeries[worst.worstCell] ?? -1;
  const series = picture.sections.catalogue.series[row];
  const value = picture.series.value[row];
  if (series === undefined || value === undefined || !Number.isFinite(value))
    return `It ${past ? 'was' : 'is'} ${worst.state}${since}.`;
  // A value within its limit does not say what is wrong: an alert does, or it has not held for long enough.
  const { direction } = signalDefinition(series.signal, series.unit);
  if (judge(value, direction, limitsOfSeries(picture.sections.catalogue, row)) === 'ok')
    return `It ${past ? 'was' : 'is'} ${worst.state}${since}.`;
  return `${signalSentence(series.signal, value, series.unit, past)}${since}.`;
}

/** What a value means, as a clause: "38.2 % of requests fail", "p95 latency is 1.84 s". */
export function signalSentence(
  signal: string,
  value: number,
  unit: Parameters<typeof formatQuantity>[1],
  past = false,
): string {
  const quantity = formatQuantity(value, unit);
  if (signal === 'error_ratio') return `${quantity} of requests ${past ? 'failed' : 'fail'}`;
  if (signal === 'packet_loss') return `${quantity} of packets ${past ? 'were' : 'are'} lost`;
  const { label } = signalDefinition(signal, unit);
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} ${past ? 'was' : 'is'} ${quantity}`.replace(
    /^P(\d)/,
    'p$1',
  );
}

/** Most regions named one by one. */
const MAX_NAMED_REGIONS = 3;

function blindWords(
  picture: Picture,
  { blindRegions }: EstateSummary,
  nowMs: number,
  past: boolean,
): string | null {
  if (blindRegions.length === 0) return null;
  const { regions } = picture.sections.catalogue;
  const sinceMs = Math.min(...blindRegions.map((blind) => blind.sinceMs));
  const names =
    blindRegions.length > MAX_NAMED_REGIONS
      ? `${blindRegions.length} of ${regions.length} regions`
      : listOf(blindRegions.map(({ region }) => regions[region]?.id ?? 'a region'));
  const length = Number.isFinite(sinceMs) ? ` for ${formatDuration(nowMs - sinceMs)}` : '';
  return `${names} ${past ? 'could not' : 'cannot'} be seen${length}.`;
}
