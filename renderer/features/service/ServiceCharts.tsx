import { useMemo } from 'react';
import type { Reading } from '../../../shared/domain/reading.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import type { Unit } from '../../../shared/domain/signal.ts';
import { gapReasonWords } from '../../../shared/format/gap-words.ts';
import { type ChartGap, type ChartModel, chartModel, type Interval } from '../../charts/chart-model.ts';
import { type ChartLine, TimeChart } from '../../charts/TimeChart.tsx';
import type { TimeFrame } from '../../charts/time-frame.ts';
import { useRequest, useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ChartGutter } from './ChartGutter.tsx';
import { HistoryTable } from './HistoryTable.tsx';
import styles from './ServiceCharts.module.css';
import type { PageForm } from './ServicePage.tsx';
import { chartSignals, chartSummary, mergeGaps, seriesOf, toChartSeries } from './service-history.ts';

/** Points asked for per series: twice what is drawn, so that decimation here can still choose the extremes. */
const ASKED_POINTS = 720;

interface ChartDefinition {
  readonly title: string;
  readonly caption: (region: string) => string;
  readonly signals: readonly (typeof chartSignals)[number][];
  readonly lines: readonly ChartLine[];
  readonly unit: Unit;
  readonly scale: 'log' | 'linear';
  readonly height: number;
  /** The signal whose warning limit is drawn. */
  readonly limitOf: string | null;
  readonly fill: boolean;
}

const definitions: readonly ChartDefinition[] = [
  {
    title: 'Latency',
    caption: (region) => `${region}, log`,
    signals: ['latency_p50', 'latency_p95', 'latency_p99'],
    lines: [
      { label: 'p50', color: 'var(--p50)', width: 1.5 },
      { label: 'p95', color: 'var(--p95)', width: 2 },
      { label: 'p99', color: 'var(--p99)', width: 1.25 },
    ],
    unit: 'seconds',
    scale: 'log',
    height: 244,
    limitOf: 'latency_p95',
    fill: false,
  },
  {
    title: 'Failing requests',
    caption: (region) => `share, ${region}`,
    signals: ['error_ratio'],
    lines: [{ label: 'failing', color: 'var(--third)', width: 1.5 }],
    unit: 'ratio',
    scale: 'linear',
    height: 182,
    limitOf: 'error_ratio',
    fill: true,
  },
  {
    title: 'Traffic',
    caption: (region) => region,
    signals: ['request_rate'],
    lines: [{ label: 'rate', color: 'var(--quiet)', width: 1.5 }],
    unit: 'per_second',
    scale: 'linear',
    height: 156,
    limitOf: null,
    fill: false,
  },
];

export interface ServiceChartsProps {
  readonly service: string;
  readonly region: string;
  readonly frame: TimeFrame;
  /** How far on the axis anything had happened. */
  readonly shown: Interval;
  readonly asked: Interval;
  readonly knownByMs: number | null;
  /** What the log says was not recorded. */
  readonly gaps: readonly RecordingGap[];
  readonly troubleSinceMs: number | null;
  /** The value of now, from the picture: the log is read in steps and lags behind it. */
  readonly readingOf: (signal: string) => Reading | null;
  readonly form: PageForm;
}

/** Latency, failing share and traffic of one region on one time axis, or the same numbers as a table. */
export function ServiceCharts(props: ServiceChartsProps) {
  const { service, region, frame, shown, asked, knownByMs, gaps, troubleSinceMs, readingOf, form } = props;
  const { limits } = useSection('catalogue');
  const { data, failure } = useRequest('history', {
    ...asked,
    knownByMs,
    service,
    region,
    signals: [...chartSignals],
    maxPoints: ASKED_POINTS,
  });
  const charts = useMemo(
    () =>
      definitions.map((definition) => {
        const series = definition.signals.map((signal) => seriesOf(data?.series ?? [], signal, region));
        const model = chartModel(
          series.map((one, index) => toChartSeries(definition.signals[index] ?? '', one)),
          shown,
        );
        return { definition, model, hatched: gapsOf(model, gaps, shown) };
      }),
    [data, region, shown, gaps],
  );
  if (failure !== null && data === null)
    return <EmptyState title="The log could not be read">{failure.message}</EmptyState>;
  if (data === null) return <div className={styles['room']} />;
  if (form === 'table')
    return <HistoryTable series={data.series} region={region} range={shown} timeZone={frame.timeZone} />;
  return (
    <>
      {charts.map(({ definition, model, hatched }) => (
        <section key={definition.title} className={styles['chart']} aria-label={definition.title}>
          <ChartGutter
            title={definition.title}
            caption={definition.caption(region)}
            rows={definition.lines.map((line, index) => ({
              line,
              reading: readingOf(definition.signals[index] ?? ''),
            }))}
            timeZone={frame.timeZone}
          />
          <TimeChart
            frame={frame}
            model={model}
            lines={definition.lines}
            unit={definition.unit}
            scale={definition.scale}
            height={definition.height}
            limit={definition.limitOf === null ? null : (limits[definition.limitOf]?.degraded ?? null)}
            fillBeyondLimit={definition.fill}
            gaps={hatched}
            troubleSinceMs={troubleSinceMs}
            nameLines={definition.lines.length > 1}
            summary={chartSummary(
              `${definition.title} of ${service} in ${region}`,
              model,
              definition.lines.map((line) => line.label),
              definition.unit,
              frame.timeZone,
              hatched,
            )}
          />
        </section>
      ))}
    </>
  );
}

/** Without any value the chart says so itself; otherwise its own holes and those of the log. */
function gapsOf(model: ChartModel, logged: readonly RecordingGap[], shown: Interval): readonly ChartGap[] {
  if (model.rows.length === 0) return [];
  const named = logged.map(({ reason, ...gap }) => ({ ...gap, reason: gapReasonWords(reason) }));
  return mergeGaps([...model.gaps, ...named], shown);
}
