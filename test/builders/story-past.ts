import type { CommandReply, CommandRequest } from '../../shared/contract/commands.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import { encodeFrame } from '../../shared/contract/frame-codec.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import { codeOfHealthState, type HealthState, isMeasured } from '../../shared/domain/health-state.ts';
import type { Knowledge } from '../../shared/domain/moment.ts';
import type { ObjectiveStatus } from '../../shared/domain/objective.ts';
import type { SourceStatus } from '../../shared/domain/source.ts';
import { SPARK_BIN_MS, SPARK_BINS, sparkBinOf } from '../../shared/domain/spark.ts';
import { storyFrame } from './story.ts';
import { storyAlerts, storyResolvedAlerts } from './story-alerts.ts';
import { lastSampleMs, MUMBAI_LOST_MS, storyEventOf } from './story-cells.ts';
import { storyAnnotations } from './story-changes.ts';
import { STORY_MS, storyTime } from './story-estate.ts';
import { storyObjectives } from './story-objectives.ts';
import { storySourceStatuses } from './story-sources.ts';
import { storyGapAt } from './story-timeline.ts';
import { storyValue } from './story-values.ts';

/** Pictures of the past have an epoch of their own. */
const PAST_EPOCH = 2;
const story = storyFrame();
const catalogue = story.sections.catalogue!;

/** The story at an earlier moment as a full frame: what had not happened yet is well. */
export function pastStoryFrame(atMs: number, knowledge: Knowledge): Frame {
  const gap = storyGapAt(atMs);
  const isBefore = gap?.reason === 'before';
  // In a gap nothing is known but what was last received before it.
  const knownMs = gap === null ? atMs : gap.fromMs;
  const states = catalogue.cells.map(([service, region]): { state: HealthState; sinceMs: number } => {
    if (isBefore) return { state: 'no_data', sinceMs: Number.NaN };
    if (gap !== null) return { state: 'stale', sinceMs: gap.fromMs };
    const event = storyEventOf(catalogue.services[service]!.id, catalogue.regions[region]!.id);
    return event === null || event.sinceMs > atMs
      ? { state: 'ok', sinceMs: STORY_MS - 9 * 3_600_000 }
      : { state: event.state, sinceMs: event.sinceMs };
  });
  const codes = Uint8Array.from(states, ({ state }) => codeOfHealthState(state));
  const measured = Uint8Array.from(states, ({ state }) =>
    codeOfHealthState(isMeasured(state) || state === 'no_data' ? state : 'ok'),
  );
  return {
    ...story,
    epoch: PAST_EPOCH,
    atMs,
    sections: {
      ...story.sections,
      moment: { mode: 'past', atMs, knowledge, gap },
      alerts: isBefore ? [] : alertsAt(atMs),
      annotations: storyAnnotations.filter((one) => one.atMs <= atMs),
      sources: storySourceStatuses.map((source) => sourceAt(source, atMs)),
      objectives: storyObjectives.map((objective) => objectiveAt(objective, atMs)),
    },
    series: isBefore ? noSeries(story.series) : seriesAt(knownMs),
    cells: {
      ...story.cells,
      state: codes,
      lastMeasuredState: measured,
      sinceMs: Float64Array.from(states, ({ sinceMs }) => sinceMs),
    },
    spark: isBefore ? null : sparkAt(atMs),
  };
}

/** Answers `moment` as a hub does: a delta to the last answer where the client has it, else everything. */
export function createStoryMoments(): (request: CommandRequest<'moment'>) => CommandReply<'moment'> {
  let seq = 0;
  return ({ atMs, knowledge, have }) => {
    const full = pastStoryFrame(Math.floor(atMs / 1_000) * 1_000, knowledge);
    const isKnown = have?.epoch === PAST_EPOCH && have.seq === seq;
    seq += 1;
    return { frame: encodeFrame({ ...full, seq, kind: isKnown ? 'delta' : 'full' }) };
  };
}

function placeOf(cell: number): { readonly service: string; readonly region: string } {
  const [service, region] = catalogue.cells[cell]!;
  return { service: catalogue.services[service]!.id, region: catalogue.regions[region]!.id };
}

function seriesAt(atMs: number): Frame['series'] {
  const { series } = story;
  const value = series.value.slice();
  const sampledAtMs = series.sampledAtMs.slice();
  catalogue.series.forEach((one, row) => {
    sampledAtMs[row] = atMs - 800;
    if (one.kind === 'link') {
      sampledAtMs[row] = Math.min(atMs - 800, series.sampledAtMs[row] ?? Number.NaN);
      const at = linkValueAt(row, sparkBinOf(atMs));
      if (!Number.isNaN(at)) value[row] = at;
      return;
    }
    const { service, region } = placeOf(one.cell);
    const event = storyEventOf(service, region);
    const isOver = event === null || event.sinceMs > atMs;
    sampledAtMs[row] = isOver ? atMs - 800 : Math.min(atMs - 800, lastSampleMs(event, STORY_MS));
    // A second opinion has one value: that of the conflict.
    const isSecond = catalogue.sources[one.source] === 'probes';
    const at = storyValue(service, region, one.signal, sampledAtMs[row] ?? atMs);
    value[row] = isSecond ? (isOver ? Number.NaN : 1) : (at ?? Number.NaN);
  });
  return { ...series, value, sampledAtMs, receivedAtMs: sampledAtMs.map((one) => one + 340) };
}

/** A round trip as it was; before what the story remembers it was as at the beginning of that. */
function linkValueAt(row: number, bin: number): number {
  const { spark } = story;
  if (spark === null) return Number.NaN;
  const known = Math.min(spark.endBin, Math.max(spark.endBin - SPARK_BINS + 1, bin));
  return spark.values[row * SPARK_BINS + (known % SPARK_BINS)] ?? Number.NaN;
}

function noSeries(series: Frame['series']): Frame['series'] {
  const none = series.value.map(() => Number.NaN);
  return { ...series, value: none, sampledAtMs: none, receivedAtMs: none };
}

function sparkAt(atMs: number): Frame['spark'] {
  const endBin = sparkBinOf(atMs);
  const values = new Float32Array(catalogue.series.length * SPARK_BINS).fill(Number.NaN);
  catalogue.series.forEach((one, row) => {
    if (one.kind === 'link') {
      for (let bin = endBin - SPARK_BINS + 1; bin <= endBin; bin++)
        values[row * SPARK_BINS + (bin % SPARK_BINS)] = linkValueAt(row, bin);
      return;
    }
    if (catalogue.sources[one.source] === 'probes') return;
    const { service, region } = placeOf(one.cell);
    const event = storyEventOf(service, region);
    for (let bin = endBin - SPARK_BINS + 1; bin <= endBin; bin++) {
      const binMs = Math.min(atMs, (bin + 1) * SPARK_BIN_MS - 1);
      if (storyGapAt(binMs) !== null || binMs > lastSampleMs(event, Number.POSITIVE_INFINITY)) continue;
      values[row * SPARK_BINS + (bin % SPARK_BINS)] =
        storyValue(service, region, one.signal, binMs) ?? Number.NaN;
    }
  });
  return { endBin, values };
}

function alertsAt(atMs: number): Alert[] {
  return [...storyAlerts, ...storyResolvedAlerts]
    .filter(({ startsAtMs, resolvedAtMs }) => startsAtMs <= atMs && (resolvedAtMs ?? atMs + 1) > atMs)
    .map((alert) => ({ ...alert, state: 'firing', resolvedAtMs: null, lastSeenAtMs: atMs - 1_200 }));
}

function sourceAt(source: SourceStatus, atMs: number): SourceStatus {
  const isLost = source.state === 'unreachable' && atMs > MUMBAI_LOST_MS + 10_000;
  if (isLost) return { ...source, lastErrorAtMs: atMs - 1_000, nextAttemptAtMs: atMs + 8_000 };
  return {
    ...source,
    state: 'live',
    sinceMs: STORY_MS - 9 * 3_600_000,
    lastSuccessAtMs: atMs - 700,
    lastAttemptAtMs: atMs - 700,
    lastError: null,
    lastErrorAtMs: null,
    nextAttemptAtMs: null,
  };
}

/** What is lost since the outage began was not lost yet. */
function objectiveAt(objective: ObjectiveStatus, atMs: number): ObjectiveStatus {
  const outages = objective.outages.filter(({ fromMs }) => fromMs <= atMs);
  const lostSinceMs = objective.outages.length === 0 ? 0 : STORY_MS - Math.max(atMs, storyTime('14:02:10'));
  const badMs = objective.badMs - lostSinceMs;
  const observedMs = objective.goodMs + objective.badMs - (STORY_MS - atMs);
  return {
    ...objective,
    toMs: atMs,
    badMs,
    goodMs: observedMs - badMs,
    availability: 1 - badMs / observedMs,
    budgetLeftMs: objective.budgetMs - badMs,
    outages,
  };
}
