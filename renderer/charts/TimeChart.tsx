import { useId, useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Unit } from '../../shared/domain/signal.ts';
import { formatLimit } from '../../shared/format/value.ts';
import { ChartOverlay } from './ChartOverlay.tsx';
import { ChartTooltip } from './ChartTooltip.tsx';
import type { ChartGap, ChartModel, ChartRow } from './chart-model.ts';
import { filledRows } from './filled-rows.ts';
import { GapPattern } from './GapPattern.tsx';
import { linearTicks, logDomain, logTicks, timeTicks } from './scales.ts';
import styles from './TimeChart.module.css';
import { type TimeFrame, xOf } from './time-frame.ts';

/** Room above and below the plot, in CSS pixels. */
export const PLOT_TOP = 14;
export const PLOT_BOTTOM = 10;

/** How one series of the model is drawn; parallel to the model's series. */
export interface ChartLine {
  readonly label: string;
  /** A colour token, for example `var(--p95)`. */
  readonly color: string;
  readonly width: number;
}

export interface TimeChartProps {
  readonly frame: TimeFrame;
  readonly model: ChartModel;
  readonly lines: readonly ChartLine[];
  readonly unit: Unit;
  readonly scale: 'log' | 'linear';
  readonly height: number;
  /** Drawn dashed with its value; null for none. */
  readonly limit: number | null;
  /** Fills what lies beyond the limit. */
  readonly fillBeyondLimit?: boolean;
  /** Stretches the log says were not recorded, named on the chart. */
  readonly gaps: readonly ChartGap[];
  /** Start of the trouble: one thin line through every chart. */
  readonly troubleSinceMs: number | null;
  /** Everything the chart shows, in a sentence, for people who cannot see it. */
  readonly summary: string;
  /** Names the lines at their ends. */
  readonly nameLines?: boolean;
}

/** Lines over time. The one place that draws with recharts on a time axis; all numbers come from the model. */
export function TimeChart(props: TimeChartProps) {
  const { frame, model, lines, unit, scale, height, limit, gaps, troubleSinceMs, summary } = props;
  const hatch = `gap${useId().replace(/[^\w]/g, '')}`;
  const axis = useMemo(() => valueAxis(model, scale, limit), [model, scale, limit]);
  const rows = model.rows as ChartRow[];
  const beyond = useMemo(
    () => (props.fillBeyondLimit === true && limit !== null ? beyondLimit(model, limit) : null),
    [model, limit, props.fillBeyondLimit],
  );
  const filled = useMemo(() => lines.map((_, index) => filledRows(model, index)), [model, lines]);
  const yOf = (value: number): number => {
    const f = scale === 'log' ? Math.log : (v: number): number => v;
    const [low, high] = axis.domain;
    const share = (f(Math.max(value, scale === 'log' ? low : value)) - f(low)) / (f(high) - f(low));
    return PLOT_TOP + (1 - Math.min(1, Math.max(0, share))) * (height - PLOT_TOP - PLOT_BOTTOM);
  };
  if (frame.width === 0) return <div style={{ height }} />;
  const drawnGaps = gaps.filter((gap) => xOf(frame, gap.toMs) - xOf(frame, gap.fromMs) >= 2);
  return (
    <div className={styles['chart']} style={{ height }} role="img" aria-label={summary}>
      <ComposedChart
        width={frame.width}
        height={height}
        data={rows}
        margin={{ top: PLOT_TOP, right: frame.right, bottom: PLOT_BOTTOM, left: 0 }}
        accessibilityLayer={false}
        syncId="service"
        syncMethod="value"
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
          tickMargin={8}
          interval={0}
          tickFormatter={(value: number) => formatLimit(value, unit)}
        />
        {limit !== null && limit <= axis.domain[1] && limit >= axis.domain[0] && (
          <ReferenceLine
            segment={[
              { x: frame.fromMs, y: limit },
              { x: frame.untilMs, y: limit },
            ]}
            stroke="var(--limit)"
            strokeDasharray="4 3"
            strokeOpacity={0.75}
          />
        )}
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
            type="linear"
            dot={false}
            activeDot={{ r: 3, strokeWidth: 0, fill: line.color }}
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
                tooltipType="none"
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
            tooltipType="none"
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
            tooltipType="none"
          />
        )}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--faint)', strokeWidth: 1 }}
          content={<ChartTooltip lines={lines} filled={filled} unit={unit} timeZone={frame.timeZone} />}
        />
      </ComposedChart>
      <ChartOverlay
        frame={frame}
        height={height}
        lines={props.nameLines === true ? lines : []}
        last={model.last}
        gaps={drawnGaps}
        filledLater={model.filledLater.flat()}
        limit={limit !== null && limit <= axis.domain[1] && limit >= axis.domain[0] ? limit : null}
        unit={unit}
        yOf={yOf}
        empty={model.rows.length === 0}
      />
    </div>
  );
}

interface ValueAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** The axis of values: always holds every value; the limit too when it is near enough to matter. */
function valueAxis(model: ChartModel, scale: 'log' | 'linear', limit: number | null): ValueAxis {
  const extent = model.extent ?? [0, limit ?? 1];
  if (scale === 'log') {
    const near = limit !== null && limit <= extent[1] * 20 && limit >= extent[0] / 20;
    const domain = logDomain(near ? [Math.min(extent[0], limit), Math.max(extent[1], limit)] : extent);
    return { domain, ticks: logTicks(domain) };
  }
  const top = Math.max(extent[1], limit !== null && limit <= Math.max(extent[1], 1e-9) * 8 ? limit * 1.2 : 0);
  const ticks = linearTicks(top * 1.02);
  return { domain: [Math.min(0, extent[0]), ticks.at(-1) ?? 1], ticks };
}

/** Values beyond the limit by time, with the neighbours that lead there, so that the area meets its line. */
function beyondLimit(model: ChartModel, limit: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const value = (index: number): number | null => model.rows[index]?.values[0] ?? null;
  const isBeyond = (index: number): boolean => (value(index) ?? Number.NEGATIVE_INFINITY) > limit;
  model.rows.forEach((row, index) => {
    const here = value(index);
    if (here !== null && (isBeyond(index) || isBeyond(index - 1) || isBeyond(index + 1)))
      found.set(row.atMs, here);
  });
  return found;
}
