import { useMemo, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { chartLimits } from '../../charts/chart-limits.ts';
import { chartModel } from '../../charts/chart-model.ts';
import { createCrosshair } from '../../charts/crosshair.ts';
import { type ChartLine, type ChartMark, TimeChart } from '../../charts/TimeChart.tsx';
import type { TimeFrame } from '../../charts/time-frame.ts';
import { useWidth } from '../../charts/use-width.ts';
import { useRequest, useSection } from '../../state/hooks.ts';
import { useAskedKnownByMs } from '../../state/use-time.ts';
import { Told } from '../../ui/Told.tsx';
import styles from './AlertChart.module.css';
import type { AlertSignal } from './alert-signal.ts';
import { signalWords } from './feed-words.ts';

const MAX_POINTS = 300;
const HEIGHT = 128;
const GUTTER = 56;
const RIGHT = 10;
const colours = ['var(--p95)', 'var(--p99)', 'var(--p50)', 'var(--p90)'];
const noGaps = [] as const;

export interface AlertChartProps {
  readonly alert: Alert;
  readonly signal: AlertSignal;
  readonly fromMs: number;
  readonly toMs: number;
  readonly marks: readonly ChartMark[];
  readonly clockMs: number;
  readonly timeZone: string;
}

/** The value an alert is about, from before it began: one line for each source that measures it. */
export function AlertChart({ alert, signal, fromMs, toMs, marks, clockMs, timeZone }: AlertChartProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [crosshair] = useState(createCrosshair);
  const catalogue = useSection('catalogue');
  const knownByMs = useAskedKnownByMs();
  const { data, failure } = useRequest('history', {
    fromMs,
    toMs,
    knownByMs,
    service: signal.service,
    region: signal.region,
    signals: [signal.signal],
    maxPoints: MAX_POINTS,
  });
  const series = data?.series;
  const model = useMemo(
    () =>
      chartModel(
        (series ?? []).map(({ sourceId, atMs, value, filledLater }) => ({
          id: sourceId,
          atMs,
          value,
          filledLater,
        })),
        { fromMs, toMs },
      ),
    [series, fromMs, toMs],
  );
  const lines = useMemo(
    () =>
      (series ?? []).map(
        ({ sourceId }, index): ChartLine => ({
          label: sourceId,
          color: colours[index % colours.length]!,
          width: index === 0 ? 2 : 1.25,
        }),
      ),
    [series],
  );
  const frame = useMemo(
    (): TimeFrame => ({ fromMs, toMs, untilMs: toMs, width, gutter: GUTTER, right: RIGHT, timeZone }),
    [fromMs, toMs, width, timeZone],
  );
  const limits = useMemo(() => chartLimits(catalogue.limits[signal.signal]), [catalogue, signal.signal]);
  const words = signalWords(signal.signal);
  return (
    <div ref={ref} className={styles['chart']}>
      {failure !== null ? (
        <p className={styles['words']}>The history could not be read. {failure.message}</p>
      ) : series === undefined ? (
        <div style={{ height: HEIGHT }} />
      ) : (
        <TimeChart
          frame={frame}
          model={model}
          lines={lines}
          unit={series[0]?.unit ?? 'none'}
          scale="linear"
          height={HEIGHT}
          limits={limits}
          gaps={noGaps}
          marks={marks}
          crosshair={crosshair}
          troubleSinceMs={alert.startsAtMs}
          summary={`${words} of ${signal.service} in ${signal.region} around the beginning of the alert`}
        />
      )}
      <p className={styles['axis']} aria-hidden="true">
        <span>{formatSince(fromMs, clockMs, timeZone)}</span>
        <span>{formatSince(toMs, clockMs, timeZone)}</span>
      </p>
      <p className={styles['words']}>
        {words} of <Told text={signal.service} /> in <Told text={signal.region} />
        {signal.isGuess && ', chosen by the words of the alert'}. The line stands where it began.
      </p>
    </div>
  );
}
