import { useMemo } from 'react';
import { limitsAt } from '../../../shared/domain/catalogue.ts';
import type { Reading } from '../../../shared/domain/reading.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import { countOf } from '../../../shared/format/words.ts';
import { chartLimits, sharedLimits } from '../../charts/chart-limits.ts';
import { chartModel, type Interval } from '../../charts/chart-model.ts';
import type { Crosshair } from '../../charts/crosshair.ts';
import type { ChartMark } from '../../charts/TimeChart.tsx';
import type { TimeFrame } from '../../charts/time-frame.ts';
import { noUsual } from '../../charts/usual-steps.ts';
import { useRequest, useSection } from '../../state/hooks.ts';
import { ChartSection } from './ChartSection.tsx';
import { valueWordsAt } from './chart-read-out.ts';
import { regionLines } from './regions-model.ts';
import { hatchedGaps } from './service-chart-models.ts';
import { chartSummary } from './service-history.ts';

const SIGNAL = 'latency_p95';
const ASKED_POINTS = 240;

export interface RegionsChartProps {
  readonly service: string;
  readonly region: string;
  readonly frame: TimeFrame;
  readonly shown: Interval;
  readonly knownByMs: number | null;
  readonly gaps: readonly RecordingGap[];
  readonly marks: readonly ChartMark[];
  readonly readingOf: (signal: string, region: string) => Reading | null;
  readonly crosshair: Crosshair;
  readonly asTable: boolean;
  readonly onTable: (asTable: boolean) => void;
}

/** One signal of several regions: whether it is the region, or the service. */
export function RegionsChart(props: RegionsChartProps) {
  const { service, region, frame, shown, knownByMs, gaps } = props;
  const catalogue = useSection('catalogue');
  const { regions: known } = catalogue;
  // All regions are asked for as seldom as the axis moves.
  const { data } = useRequest('history', {
    fromMs: frame.fromMs,
    toMs: frame.toMs,
    knownByMs,
    service,
    region: null,
    signals: [SIGNAL],
    maxPoints: ASKED_POINTS,
  });
  const { regions, lines, model, hatched, hiddenCount } = useMemo(() => {
    const nameOf = (id: string): string => known.find((one) => one.id === id)?.shortCode ?? id;
    const found = regionLines(data?.series ?? [], SIGNAL, region, nameOf);
    const made = chartModel(found.series, shown);
    return { ...found, model: made, hatched: hatchedGaps(made, gaps, shown) };
  }, [data, region, shown, gaps, known]);
  const limits = useMemo(
    () =>
      sharedLimits(
        regions.map((id) => chartLimits(limitsAt(catalogue, service, id, SIGNAL))),
        regions.indexOf(region),
        region,
      ),
    [catalogue, service, region, regions],
  );
  if (lines.length < 2) return null;
  const more = hiddenCount === 0 ? '' : `, ${countOf(hiddenCount, 'faster one')} not drawn`;
  return (
    <ChartSection
      title="p95 by region"
      caption={`the slowest${more}`}
      unit="seconds"
      scale="log"
      height={208}
      nameLines={false}
      isDense
      lines={lines}
      fill={false}
      model={model}
      before={null}
      usual={noUsual}
      usualOf=""
      limits={limits}
      gaps={hatched}
      marks={props.marks}
      troubleSinceMs={null}
      frame={frame}
      crosshair={props.crosshair}
      asTable={props.asTable}
      onTable={props.onTable}
      rows={lines.map((line, index) => ({
        label: line.label,
        color: line.color,
        dash: line.dash,
        now: props.readingOf(SIGNAL, regions[index] ?? ''),
        at: (atMs) => valueWordsAt(model, index, 'seconds', atMs),
        origin: null,
      }))}
      summary={chartSummary(
        `p95 of ${service} by region`,
        model,
        lines.map(({ label }) => label),
        'seconds',
        frame.timeZone,
        hatched,
      )}
    />
  );
}
