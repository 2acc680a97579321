import { useEffect, useMemo, useState } from 'react';
import { limitsAt } from '../../../shared/domain/catalogue.ts';
import type { Reading } from '../../../shared/domain/reading.ts';
import type { RecordingGap } from '../../../shared/domain/recording-gap.ts';
import { listOf } from '../../../shared/format/words.ts';
import { type ChartLimit, chartLimits } from '../../charts/chart-limits.ts';
import type { Interval } from '../../charts/chart-model.ts';
import { type Crosshair } from '../../charts/crosshair.ts';
import { crosshairTimes } from '../../charts/crosshair-model.ts';
import type { ChartMark } from '../../charts/TimeChart.tsx';
import type { TimeFrame } from '../../charts/time-frame.ts';
import { useRequest, useSection } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ChartSection } from './ChartSection.tsx';
import { chartSignals, mainSignals } from './chart-definitions.ts';
import { readOutWords } from './chart-read-out.ts';
import { gutterRows } from './gutter-rows.ts';
import { HistoryTable } from './HistoryTable.tsx';
import { RegionsChart } from './RegionsChart.tsx';
import styles from './ServiceCharts.module.css';
import type { PageForm } from './ServicePage.tsx';
import { regionCharts } from './service-chart-models.ts';
import { chartSummary } from './service-history.ts';
import { useUsualSteps } from './use-usual-steps.ts';
import { WEEK_WORDS, weekBefore, weekBeforeModel } from './week-before.ts';

/** Points asked for per series: twice what is drawn, so that decimation here can still choose the extremes. */
const ASKED_POINTS = 720;

const noLimits: readonly ChartLimit[] = [];

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
  readonly marks: readonly ChartMark[];
  /** The value of now, from the picture: the log is read in steps and lags behind it. */
  readonly readingOf: (signal: string, region: string) => Reading | null;
  readonly form: PageForm;
  readonly crosshair: Crosshair;
  /** Draws the week before as well. */
  readonly comparesWeek: boolean;
  /** What else is true at a moment, for reading out: the state of the region, changes beside it. */
  readonly factsAt: (atMs: number) => readonly string[];
}

/** The charts of one region on one time axis and one that compares regions, or the same numbers as a table. */
export function ServiceCharts(props: ServiceChartsProps) {
  const { service, region, frame, shown, asked, knownByMs, gaps, form, crosshair } = props;
  const catalogue = useSection('catalogue');
  const [tables, setTables] = useState<ReadonlySet<string>>(new Set());
  const { data, failure } = useRequest('history', {
    ...asked,
    knownByMs,
    service,
    region,
    signals: [...chartSignals],
    maxPoints: ASKED_POINTS,
  });
  const week = useRequest(
    'history',
    props.comparesWeek
      ? {
          ...weekBefore(frame),
          knownByMs,
          service,
          region,
          signals: [...mainSignals],
          maxPoints: ASKED_POINTS,
        }
      : null,
  );
  const usual = useUsualSteps(service, region, frame, shown);
  const charts = useMemo(
    () => regionCharts(data?.series ?? [], region, shown, gaps),
    [data, region, shown, gaps],
  );
  const limits = useMemo(
    () => new Map(mainSignals.map((main) => [main, chartLimits(limitsAt(catalogue, service, region, main))])),
    [catalogue, service, region],
  );
  const before = useMemo(
    () =>
      new Map(
        props.comparesWeek
          ? mainSignals.map((main) => [main, weekBeforeModel(week.data?.series ?? [], main, region, shown)])
          : [],
      ),
    [props.comparesWeek, week.data, region, shown],
  );
  useEffect(() => crosshair.setTimes(crosshairTimes(charts.map(({ model }) => model))), [crosshair, charts]);
  const drawn = charts.filter(({ definition, model }) => !definition.isOptional || model.rows.length > 0);
  const missing = charts.filter((chart) => !drawn.includes(chart));
  const wordsAt = (atMs: number): string =>
    readOutWords(
      drawn.map(({ definition, model, mainSource }) => ({
        title: definition.title,
        labels: definition.lines.map(({ label }) => label),
        unit: definition.unit,
        model,
        usual: usual.of(definition.main, mainSource),
        before: before.get(definition.main) ?? null,
      })),
      atMs,
      frame.timeZone,
      props.factsAt(atMs),
    );
  useEffect(() => crosshair.setWords(wordsAt));
  if (failure !== null && data === null)
    return <EmptyState title="The log could not be read">{failure.message}</EmptyState>;
  if (data === null) return <div className={styles['room']} />;
  if (form === 'table')
    return <HistoryTable series={data.series} region={region} range={shown} timeZone={frame.timeZone} />;
  const hasWeek = [...before.values()].some((model) => model !== null);
  return (
    <>
      {props.comparesWeek && (week.data !== null || week.failure !== null) && !hasWeek && (
        <p className={styles['note']}>
          {week.failure?.message ?? `The log holds nothing of ${WEEK_WORDS}, so there is nothing to compare.`}
        </p>
      )}
      {drawn.map(({ definition, model, hatched, origins, mainSource }) => {
        const { id, title, lines, unit, main } = definition;
        const steps = usual.of(main, mainSource);
        const beforeModel = before.get(main) ?? null;
        const compared = !props.comparesWeek
          ? []
          : [
              beforeModel === null
                ? `${WEEK_WORDS} nothing was recorded`
                : chartSummary(WEEK_WORDS, beforeModel, ['it'], unit, frame.timeZone, []),
            ];
        return (
          <ChartSection
            key={id}
            title={title}
            caption={definition.caption(region)}
            unit={unit}
            scale={definition.scale}
            height={definition.height}
            lines={lines}
            fill={definition.fill}
            model={model}
            before={beforeModel}
            usual={steps}
            usualOf={lines.length > 1 ? 'p95' : ''}
            limits={limits.get(main) ?? noLimits}
            gaps={hatched}
            marks={props.marks}
            troubleSinceMs={props.troubleSinceMs}
            rows={gutterRows({
              definition,
              model,
              origins,
              steps,
              usualWords: usual.wordsOf(main, mainSource),
              before: props.comparesWeek ? beforeModel : undefined,
              readingOf: (signal) => props.readingOf(signal, region),
              nowMs: shown.toMs,
            })}
            frame={frame}
            crosshair={crosshair}
            asTable={tables.has(id)}
            onTable={(asTable) => setTables(toggled(tables, id, asTable))}
            summary={[
              chartSummary(
                `${title} of ${service} in ${region}`,
                model,
                lines.map((line) => line.label),
                unit,
                frame.timeZone,
                hatched,
              ),
              ...compared,
            ].join(' ')}
          />
        );
      })}
      <RegionsChart
        service={service}
        region={region}
        frame={frame}
        shown={shown}
        knownByMs={knownByMs}
        gaps={gaps}
        marks={props.marks}
        readingOf={props.readingOf}
        crosshair={crosshair}
        asTable={tables.has('regions')}
        onTable={(asTable) => setTables(toggled(tables, 'regions', asTable))}
      />
      {missing.length > 0 && (
        <p className={styles['missing']}>
          No source told of {listOf(missing.map(({ definition }) => definition.title.toLowerCase()))} here in
          this range.
        </p>
      )}
    </>
  );
}

function toggled(tables: ReadonlySet<string>, id: string, asTable: boolean): ReadonlySet<string> {
  const next = new Set(tables);
  if (asTable) next.add(id);
  else next.delete(id);
  return next;
}
