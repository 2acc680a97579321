import { useMemo } from 'react';
import { Area, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts';
import type { Annotation } from '../../shared/domain/annotation.ts';
import type { ObjectiveStatus } from '../../shared/domain/objective.ts';
import { formatDayMonth, formatSince } from '../../shared/format/clock.ts';
import { formatMinutes } from '../../shared/format/duration.ts';
import { Told } from '../ui/Told.tsx';
import styles from './BudgetChart.module.css';
import { budgetLine } from './budget-model.ts';
import { timeTicks } from './scales.ts';
import { useWidth } from './use-width.ts';

const HEIGHT = 150;
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
const AXIS_HEIGHT = 24;
/** Lines through the chart at most, the newest; more would hide the steps. */
const MAX_MARKS = 40;
const MAX_NAMED_MARKS = 3;
const MARK_AHEAD_MS = 600_000;

export interface BudgetChartProps {
  readonly objective: ObjectiveStatus;
  readonly timeZone: string;
  /** It ends at a past moment. */
  readonly past: boolean;
  /** Deploys, incidents and notes about its service, oldest first. */
  readonly marks: readonly Annotation[];
}

/** How the budget was spent over the window: steps against the even pace. */
export function BudgetChart({ objective, timeZone, past, marks }: BudgetChartProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const rows = useMemo(() => [...budgetLine(objective)], [objective]);
  const { fromMs, toMs, windowMs, budgetMs, budgetLeftMs } = objective;
  const endMs = Math.max(toMs, fromMs + windowMs);
  // The account is made up once a minute: what was marked since stands at its end.
  const shown = marks.filter(({ atMs }) => atMs >= fromMs && atMs <= endMs + MARK_AHEAD_MS).slice(-MAX_MARKS);
  const lowMs = Math.min(0, budgetLeftMs) * 1.1;
  const overspent = budgetLeftMs < 0;
  const leftWords = overspent
    ? `${formatMinutes(-budgetLeftMs)} over`
    : `${formatMinutes(budgetLeftMs)} left`;
  const when = past ? 'then' : 'now';
  return (
    <div ref={ref} className={styles['budget']}>
      <div className={styles['head']}>
        <span>{formatMinutes(budgetMs)} may be lost in the window</span>
        <span className={overspent ? styles['over'] : styles['left']}>
          {leftWords} {when}
        </span>
      </div>
      <div
        role="img"
        aria-label={`Budget over the window: began with ${formatMinutes(budgetMs)} on ${formatDayMonth(fromMs, timeZone)}, ${leftWords} ${when}.`}
      >
        {width > 0 && rows.length > 0 && (
          <ComposedChart width={width} height={HEIGHT} data={rows} margin={MARGIN} accessibilityLayer={false}>
            <XAxis
              dataKey="atMs"
              type="number"
              domain={[fromMs, endMs]}
              ticks={timeTicks(fromMs, endMs, 5) as number[]}
              height={AXIS_HEIGHT}
              axisLine={{ stroke: 'var(--line)' }}
              tickLine={false}
              tickFormatter={(atMs: number) => formatDayMonth(atMs, timeZone)}
            />
            <YAxis hide domain={[lowMs, budgetMs]} allowDataOverflow />
            {overspent && <ReferenceLine y={0} stroke="var(--down)" strokeDasharray="4 3" />}
            {shown.map(({ id, atMs }) => (
              <ReferenceLine key={id} x={Math.min(atMs, endMs)} stroke="var(--third)" strokeDasharray="2 3" />
            ))}
            <ReferenceLine
              segment={[
                { x: fromMs, y: budgetMs },
                { x: endMs, y: 0 },
              ]}
              stroke="var(--faint)"
              strokeDasharray="2 3"
            />
            <Area
              dataKey="leftMs"
              type="stepAfter"
              stroke="none"
              fill="var(--usual)"
              fillOpacity={1}
              isAnimationActive={false}
              dot={false}
              activeDot={false}
              baseValue={lowMs}
            />
            <Line
              dataKey="leftMs"
              type="stepAfter"
              stroke={overspent ? 'var(--down)' : 'var(--text)'}
              strokeWidth={1.8}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          </ComposedChart>
        )}
      </div>
      <p className={styles['legend']}>
        <span className={styles['pace']} /> even pace
      </p>
      {shown.length > 0 && (
        <ul className={styles['marks']} aria-label="Changes in the window">
          {shown
            .slice(-MAX_NAMED_MARKS)
            .toReversed()
            .map(({ id, atMs, title }) => (
              <li key={id}>
                <span className="tabular">{formatSince(atMs, toMs, timeZone)}</span> <Told text={title} />
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}
