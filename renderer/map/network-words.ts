import type { Region } from '../../shared/domain/catalogue.ts';
import { needsAttention, severityOf } from '../../shared/domain/health-state.ts';
import { SPARK_BIN_MS, SPARK_BINS } from '../../shared/domain/spark.ts';
import { baselineWords } from '../../shared/format/baseline-words.ts';
import { formatClock, formatClockMinutes } from '../../shared/format/clock.ts';
import { formatAge, formatDuration } from '../../shared/format/duration.ts';
import { formatQuantity, NBSP } from '../../shared/format/value.ts';
import { countOf, listOf, stateWord } from '../../shared/format/words.ts';
import { type Metric, metricText, regionValue } from './metric.ts';
import type { Measured, NetworkModel, RegionView, RouteView } from './network-model.ts';
import type { Deviation } from './usual.ts';

/** What began before was not seen beginning: routes are remembered that long, less the bin that goes on. */
const REMEMBERED_MS = (SPARK_BINS - 1) * SPARK_BIN_MS;

/** How the words are said: at which moment, in which zone, and whether the picture is only remembered. */
export interface Saying {
  /** The moment the picture shows. */
  readonly atMs: number;
  /** The moment it is looked at; later than `atMs` for a cached picture. */
  readonly nowMs: number;
  readonly timeZone: string;
  readonly isCached: boolean;
  /** What is on screen is so now; otherwise it is said in the past tense. */
  readonly isLive: boolean;
}

/** The lines under a region's code on the map. */
export function regionLines(view: RegionView, saying: Saying, metric: Metric = 'latency'): readonly string[] {
  if (!view.isSeen) return unseenLines(view, saying);
  const word = stateSuffix(view);
  const known = regionValue(view, metric);
  const value = known === null ? '' : metricText(known, metric);
  if (value === '') return [word === '' ? notMeasured[metric] : word];
  return [`${saying.isCached ? 'was ' : ''}${value}${word === '' ? '' : `, ${word}`}`];
}

const notMeasured: Readonly<Record<Metric, string>> = {
  latency: 'latency not measured',
  loss: 'loss not measured',
  deviation: 'no usual value yet',
};

/** `3 regions`, or the two names where there are only two. */
export function clusterName(members: readonly RegionView[], regions: readonly Region[]): string {
  const names = members.map(({ index }) => regions[index]?.shortCode ?? '');
  return names.length === 2 ? names.join(', ') : countOf(names.length, 'region');
}

/** The lines under a cluster: from the least to the most of its values, and what is wrong with whom. */
export function clusterLines(
  members: readonly RegionView[],
  regions: readonly Region[],
  saying: Saying,
  metric: Metric,
): readonly string[] {
  const values = members.flatMap((member) => regionValue(member, metric) ?? []).toSorted((a, b) => a - b);
  const [least, most] = [values[0], values.at(-1)];
  const was = saying.isCached ? 'was ' : '';
  const lines: string[] = [];
  if (least !== undefined && most !== undefined) {
    const [from, to] = [metricText(least, metric), metricText(most, metric)];
    lines.push(`${was}${from === to ? from : `${from} to ${to}`}`);
  }
  const troubled = members.filter(({ state }) => needsAttention(state));
  const [worst] = troubled.toSorted((a, b) => severityOf(b.state) - severityOf(a.state));
  if (worst !== undefined) {
    const name = regions[worst.index]?.shortCode ?? '';
    const more = troubled.length > 1 ? `, ${troubled.length - 1} more` : '';
    lines.push(`${name} ${was}${stateWord(worst.state)}${more}`);
  }
  const unseen = members.filter(({ isSeen }) => !isSeen).length;
  const partly = members.filter((member) => member.isSeen && stateSuffix(member) === PARTLY).length;
  if (unseen > 0) lines.push(unseen === members.length ? 'not seen' : `${unseen} not seen`);
  else if (partly > 0) lines.push(`${partly} ${PARTLY}`);
  return lines.length === 0 ? [notMeasured[metric]] : lines;
}

function unseenLines(view: RegionView, saying: Saying): readonly string[] {
  if (view.lastSeenAtMs === null) return [view.hasServices ? 'latency not measured' : 'no measurement'];
  const lines = [`not seen for ${formatDuration(saying.nowMs - view.lastSeenAtMs)}`];
  if (view.lastLatencySeconds !== null)
    lines.push(
      `last ${formatQuantity(view.lastLatencySeconds, 'seconds')} at ${formatClock(view.lastSeenAtMs, saying.timeZone)}`,
    );
  return lines;
}

/** Some of its services are measured, and one that is not is what stands worst. */
const PARTLY = 'partly not seen';

/** The state in a word, empty when nothing needs saying. */
export function stateSuffix(view: RegionView): string {
  if (view.state === 'ok' || !view.hasServices) return '';
  if (view.isSeen && !needsAttention(view.state) && view.state !== 'maintenance') return PARTLY;
  return stateWord(view.state);
}

/** `318 ms, +81 %`, or `2.10 % lost`. */
export function plateText(route: RouteView, metric: Metric = 'latency'): string {
  if (metric === 'loss') return route.loss === null ? '' : metricText(route.loss.value, 'loss');
  const value = route.measured === null ? '' : formatQuantity(route.measured.value, 'seconds');
  const share = route.deviation?.share ?? 0;
  return `${value}, +${Math.round(share * 100)}${NBSP}%`;
}

/** `81 % above usual 176 ms, since 14:06` */
export function deviationWords(route: RouteView, saying: Saying): string {
  const { deviation, usual, baseline } = route;
  if (deviation === null || usual === null)
    return baseline?.kind === 'learning' ? baselineWords(baseline, saying.atMs) : 'usual value not known';
  const percent = Math.round(Math.abs(deviation.share) * 100);
  const usualText = formatQuantity(usual.value, 'seconds');
  if (percent === 0) return `as usual, ${usualText}`;
  const words = `${percent}${NBSP}% ${deviation.share < 0 ? 'below' : 'above'} usual ${usualText}`;
  const since = sinceWords(deviation, saying);
  return since === null ? words : `${words}, ${since}`;
}

/** `since 14:06`; null for what is not far from normal. */
function sinceWords({ isFar, sinceMs }: Deviation, { timeZone }: Saying): string | null {
  if (!isFar) return null;
  return sinceMs === null
    ? `for more than ${formatDuration(REMEMBERED_MS)}`
    : `since ${formatClockMinutes(sinceMs, timeZone)}`;
}

/** Source, clock and age of a number: the title of every number on the map. */
export function provenance(measured: Measured, saying: Saying): string {
  const ageMs = saying.nowMs - Math.min(measured.sampledAtMs, measured.receivedAtMs);
  const at = formatClock(measured.sampledAtMs, saying.timeZone);
  return `${measured.sourceId}, measured ${at}, ${formatAge(Math.max(0, ageMs))}`;
}

/** The view's first line and what follows from it. */
export function networkVerdict(
  model: NetworkModel,
  regions: readonly Region[],
  saying: Saying,
): { readonly headline: string; readonly worst: string | null; readonly facts: readonly string[] } {
  const total = model.routes.length;
  const seen = total - model.unseenRoutes;
  const judged = model.routes.filter(({ isSeen, deviation }) => isSeen && deviation !== null).length;
  const facts: string[] = [];
  const worst = model.far[0];
  if (worst?.measured && worst.usual && worst.deviation)
    facts.push(
      `${formatQuantity(worst.measured.value, 'seconds')} where ${formatQuantity(worst.usual.value, 'seconds')} is usual, ${sinceWords(worst.deviation, saying)}.`,
    );
  const unseen = unseenWords(model, regions, saying);
  if (unseen !== null) facts.push(unseen);
  if (seen > judged) facts.push(`${countOf(seen - judged, 'route')} without enough history to compare.`);
  return {
    headline: headlineOf(model, { total, seen, judged }, saying),
    worst: worst === undefined ? null : `Worst: ${routeName(worst, regions)},`,
    facts,
  };
}

function headlineOf(
  model: NetworkModel,
  { total, seen, judged }: { readonly total: number; readonly seen: number; readonly judged: number },
  { isLive }: Saying,
): string {
  const [is, are] = isLive ? ['is', 'are'] : ['was', 'were'];
  if (total === 0) return 'No routes are measured';
  if (seen === 0) return `None of ${countOf(total, 'route')} ${isLive ? 'can' : 'could'} be measured`;
  // Near normal is only said of routes whose normal is known.
  if (judged === 0) return `${countOf(seen, 'route')} ${seen === 1 ? is : are} measured, none compared yet`;
  if (model.far.length === 0)
    return judged === total
      ? total === 1
        ? `The one route ${is} near normal`
        : `All ${countOf(total, 'route')} ${are} near normal`
      : `${judged} of ${countOf(total, 'route')} ${judged === 1 ? is : are} near normal`;
  return `${model.far.length} of ${countOf(total, 'route')} ${model.far.length === 1 ? is : are} far from normal`;
}

/** `26 routes to and from ap-south-1 cannot be measured.` */
function unseenWords(model: NetworkModel, regions: readonly Region[], { isLive }: Saying): string | null {
  const cannot = isLive ? 'cannot' : 'could not';
  if (model.unseenRoutes === 0 || model.unseenRoutes === model.routes.length) return null;
  const silent = model.regions.filter(
    ({ index }) =>
      model.routes.some(({ from, to }) => from === index || to === index) &&
      model.routes.every(({ from, to, isSeen }) => (from !== index && to !== index) || !isSeen),
  );
  const ends = new Set(silent.map(({ index }) => index));
  const explained = model.routes.filter(
    ({ from, to, isSeen }) => !isSeen && (ends.has(from) || ends.has(to)),
  );
  const names = silent.map(({ index }) => regions[index]?.id ?? '');
  if (names.length === 0 || names.length > 3 || explained.length < model.unseenRoutes)
    return `${countOf(model.unseenRoutes, 'route')} ${cannot} be measured.`;
  return `${countOf(explained.length, 'route')} to and from ${listOf(names)} ${cannot} be measured.`;
}

export function routeName(
  route: { readonly from: number; readonly to: number },
  regions: readonly Region[],
): string {
  return `${regions[route.from]?.id ?? ''} to ${regions[route.to]?.id ?? ''}`;
}
