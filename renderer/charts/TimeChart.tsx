import { memo, useId, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  XAxis,
  YAxis,
} from 'recharts';
import type { Unit } from '../../shared/domain/signal.ts';
import { formatLimit } from '../../shared/format/value.ts';
import { ChartOverlay } from './ChartOverlay.tsx';
import { CrosshairDots } from './CrosshairDots.tsx';
import type { ChartLimit } from './chart-limits.ts';
import type { ChartGap, ChartModel, ChartRow } from './chart-model.ts';
import { limitWordYs } from './chart-words.ts';
import type { Crosshair } from './crosshair.ts';
import { filledRows } from './filled-rows.ts';
import { GapPattern } from './GapPattern.tsx';
import { GhostLine } from './GhostLine.tsx';
import { timeTicks } from './scales.ts';
import styles from './TimeChart.module.css';
import { type TimeFrame, xOf } from './time-frame.ts';
import { UsualBand, UsualWords } from './UsualBand.tsx';
import { noUsual, type UsualStep } from './usual-steps.ts';
import { beyondLimit, PLOT_BOTTOM, PLOT_TOP, valueAxis, yOfValue } from './value-axis.ts';

/** How one series of the model is drawn; parallel to the model's series. */
export interface ChartLine {
  readonly label: string;
  /** A colour token, for example `var(--p95)`. */
  readonly color: string;
  readonly width: number;
  /** Told apart by its dashes as well as by its colour. */
  readonly dash?: string;
}

/** Something people did or declared, as a line through the chart. */
export interface ChartMark {
  readonly id: string;
  readonly atMs: number;
}

export interface TimeChartProps {
  readonly frame: TimeFrame;
  readonly model: ChartModel;
  readonly lines: readonly ChartLine[];
  readonly unit: Unit;
  readonly scale: 'log' | 'linear';
  readonly height: number;
  /** Drawn dashed with their values, the first one reached first. */
  readonly limits: readonly ChartLimit[];
  /** Fills what lies beyond the limit. */
  readonly fillBeyondLimit?: boolean;
  /** Stretches the log says were not recorded, named on the chart. */
  readonly gaps: readonly ChartGap[];
  /** The same line at another time, moved here: drawn dashed behind the others. */
  readonly before?: ChartModel | null;
  /** What is usual for the line of `usualOf`, hour by hour; empty where nothing is known of it. */
  readonly usual?: readonly UsualStep[];
  /** Name of the line the band is about. */
  readonly usualOf?: string;
  /** Deploys, incidents and notes. */
  readonly marks?: readonly ChartMark[];
  /** What the pointer or the keyboard points at, shared by all charts of a page. */
  readonly crosshair: Crosshair;
  /** Start of the trouble: one thin line through every chart. */
  readonly troubleSinceMs: number | null;
  /** Everything the chart shows, in a sentence, for people who cannot see it. */
  readonly summary: string;
  /** Names the lines at their ends. */
  readonly nameLines?: boolean;
}

const noMarks: readonly ChartMark[] = [];

/**
 * Lines over time. The one place that draws with recharts on a time axis; all numbers come from the model. Drawn anew
 * only when one of its properties changes: recharts takes milliseconds for every chart.
 */
export const TimeChart = memo(function TimeChart(props: TimeChartProps) {
  const { frame, model, lines, unit, scale, height, limits, gaps, troubleSinceMs, summary } = props;
  const limit = limits[0]?.value ?? null;
  const { usual = noUsual, marks = noMarks, before = null, crosshair } = props;
  const hatch = `gap${useId().replace(/[^\w]/g, '')}`;
  const axis = useMemo(
    () => valueAxis(model, scale, limit, usual, before, unit === 'ratio' ? 1 : undefined),
    [model, scale, limit, usual, before, unit],
  );
  const rows = model.rows as ChartRow[];
  const beyond = useMemo(
    () => (props.fillBeyondLimit === true && limit !== null ? beyondLimit(model, limit) : null),
    [model, limit, props.fillBeyondLimit],
  );
  const filled = useMemo(() => lines.map((_, index) => filledRows(model, index)), [model, lines]);
  const yOf = (value: number): number => yOfValue(value, axis, scale, height);
  // The first one widens the axis where it is near; a further one is drawn where there is room for it anyway.
  const drawnLimits = limits.filter(({ value }) => value >= axis.domain[0] && value <= axis.domain[1]);
  if (frame.width === 0) return <div style={{ height }} />;
  const drawnGaps = gaps.filter((gap) => xOf(frame, gap.toMs) - xOf(frame, gap.fromMs) >= 2);
  return (
    <div className={styles['chart']} style={{ height }} role="img" aria-label={summary}>
      <UsualBand frame={frame} height={height} steps={usual} yOf={yOf} />
      {before !== null && <GhostLine frame={frame} height={height} model={before} yOf={yOf} />}
      <ComposedChart
        width={frame.width}
        height={height}
        data={rows}
        margin={{ top: PLOT_TOP, right: frame.right, bottom: PLOT_BOTTOM, left: 0 }}
        accessibilityLayer={false}
      >
        <defs>
          <GapPattern id={hatch} />
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line-soft)" syncWithTicks />
        {drawnGaps.map((gap) => (
          <ReferenceArea
            key={gap.fromMs}
            x1={Math.max(gap.fromMs, frame.fromMs)}
            x2={Math.min(gap.toMs, frame.toMs)}
            fill={`url(#${hatch})`}
            fillOpacity={1}
            stroke="var(--ghost)"
            strokeWidth={0.8}
          />
        ))}
        <XAxis
          dataKey="atMs"
          type="number"
          domain={[frame.fromMs, frame.toMs]}
          ticks={timeTicks(frame.fromMs, frame.toMs, 8) as number[]}
          hide
        />
        <YAxis
          width={frame.gutter}
          scale={scale}
          domain={axis.domain as [number, number]}
          ticks={axis.ticks as number[]}
          allowDataOverflow
          axisLine={false}
          tickLine={false}
          tickSize={0}
          tickMargin={8}
          interval={0}
          tickFormatter={(value: number) => formatLimit(value, unit)}
        />
        {drawnLimits.map(({ value, name, isDown }) => (
          <ReferenceLine
            key={name}
            segment={[
              { x: frame.fromMs, y: value },
              { x: frame.untilMs, y: value },
            ]}
            stroke={isDown ? 'var(--down)' : 'var(--limit)'}
            strokeDasharray="4 3"
            strokeOpacity={0.75}
          />
        ))}
        {troubleSinceMs !== null && troubleSinceMs > frame.fromMs && (
          <ReferenceLine x={troubleSinceMs} stroke="var(--down)" strokeOpacity={0.6} />
        )}
        {lines.map((line, index) => (
          <Line
            key={line.label}
            dataKey={(row: ChartRow) =>
              filled[index]?.inside.has(row.atMs) === true ? null : (row.values[index] ?? null)
            }
            name={line.label}
            stroke={line.color}
            strokeWidth={line.width}
            {...(line.dash === undefined ? {} : { strokeDasharray: line.dash })}
            type="linear"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            connectNulls={false}
          />
        ))}
        {lines.map(
          (line, index) =>
            (filled[index]?.inside.size ?? 0) > 0 && (
              <Line
                key={`${line.label} later`}
                dataKey={(row: ChartRow) =>
                  filled[index]?.drawn.has(row.atMs) === true ? (row.values[index] ?? null) : null
                }
                stroke={line.color}
                strokeWidth={line.width}
                strokeDasharray="2 3"
                strokeOpacity={0.8}
                type="linear"
                dot={false}
                activeDot={false}
                isAnimationActive={false}
                connectNulls={false}
              />
            ),
        )}
        {beyond !== null && (
          <Area
            dataKey={(row: ChartRow) => beyond.get(row.atMs) ?? null}
            stroke="none"
            fill="var(--down)"
            fillOpacity={0.28}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            connectNulls={false}
          />
        )}
        {beyond !== null && (
          <Line
            dataKey={(row: ChartRow) => beyond.get(row.atMs) ?? null}
            stroke="var(--down)"
            strokeWidth={2}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
            connectNulls={false}
          />
        )}
      </ComposedChart>
      <ChartOverlay
        frame={frame}
        height={height}
        lines={props.nameLines === true ? lines : []}
        last={model.last}
        gaps={drawnGaps}
        filledLater={model.filledLater.flat()}
        limits={drawnLimits}
        unit={unit}
        yOf={yOf}
        empty={model.rows.length === 0}
        marks={marks}
      >
        <UsualWords
          frame={frame}
          height={height}
          steps={usual}
          yOf={yOf}
          of={props.usualOf ?? ''}
          taken={limitWordYs(drawnLimits, yOf, height)}
        />
      </ChartOverlay>
      <CrosshairDots
        crosshair={crosshair}
        frame={frame}
        height={height}
        model={model}
        lines={lines}
        yOf={yOf}
      />
    </div>
  );
});
