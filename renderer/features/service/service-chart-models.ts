import type { CommandReply } from '../../../shared/contract/commands.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import { gapReasonWords } from '../../../shared/format/gap-words.ts';
import { type ChartGap, type ChartModel, chartModel, type Interval } from '../../charts/chart-model.ts';
import { type ChartDefinition, chartDefinitions } from './chart-definitions.ts';
import { mergeGaps, seriesOf, toChartSeries } from './service-history.ts';

type HistorySeries = CommandReply<'history'>['series'];

/** A chart of the page with its numbers. */
export interface RegionChart {
  readonly definition: ChartDefinition;
  readonly model: ChartModel;
  /** What is hatched: holes of its own, and what the log says was not recorded. */
  readonly hatched: readonly ChartGap[];
  /** Which source told each line, parallel to the lines; null for a line without values. */
  readonly origins: readonly (string | null)[];
  /** Which source told the main line; null without it. */
  readonly mainSource: string | null;
}

/** The charts of one region over the stretch that is shown. Pure. */
export function regionCharts(
  series: HistorySeries,
  region: string,
  shown: Interval,
  logged: readonly RecordingGap[],
): readonly RegionChart[] {
  return chartDefinitions.map((general) => {
    const definition = withoutRare(general, series, region);
    const found = definition.signals.map((signal) => seriesOf(series, signal, region));
    const model = chartModel(
      found.map((one, index) => toChartSeries(definition.signals[index] ?? '', one)),
      shown,
    );
    return {
      definition,
      model,
      hatched: hatchedGaps(model, logged, shown),
      origins: found.map((one) => one?.sourceId ?? null),
      mainSource: seriesOf(series, definition.main, region)?.sourceId ?? null,
    };
  });
}

/** A chart without the lines that few sources report, where nobody reports them. */
function withoutRare(definition: ChartDefinition, series: HistorySeries, region: string): ChartDefinition {
  const { signals, lines, rareSignals = [] } = definition;
  const isDrawn = (signal: string): boolean =>
    !rareSignals.includes(signal) || seriesOf(series, signal, region) !== null;
  if (signals.every(isDrawn)) return definition;
  return {
    ...definition,
    signals: signals.filter(isDrawn),
    lines: lines.filter((_, index) => isDrawn(signals[index] ?? '')),
  };
}

/** Without any value the chart says so itself; otherwise its own holes and those of the log. */
export function hatchedGaps(
  model: ChartModel,
  logged: readonly RecordingGap[],
  shown: Interval,
): readonly ChartGap[] {
  if (model.rows.length === 0) return [];
  const named = logged.map(({ reason, ...gap }) => ({ ...gap, reason: gapReasonWords(reason) }));
  return mergeGaps([...model.gaps, ...named], shown);
}
