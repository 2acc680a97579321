import type { Unit } from '../../shared/domain/signal.ts';
import { formatClock } from '../../shared/format/clock.ts';
import { formatQuantity } from '../../shared/format/value.ts';
import type { ChartRow } from './chart-model.ts';
import type { FilledRows } from './filled-rows.ts';
import styles from './TimeChart.module.css';
import type { ChartLine } from './TimeChart.tsx';

export interface ChartTooltipProps {
  readonly lines: readonly ChartLine[];
  /** Rows of each line that were brought in afterwards. */
  readonly filled: readonly FilledRows[];
  readonly unit: Unit;
  readonly timeZone: string;
  /** Given by the chart while the pointer is over it. */
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: unknown }[];
}

/** The numbers under the pointer, with their moment. */
export function ChartTooltip({
  lines,
  filled,
  unit,
  timeZone,
  active = false,
  payload = [],
}: ChartTooltipProps) {
  const row = payload[0]?.payload as ChartRow | undefined;
  if (!active || row === undefined) return null;
  return (
    <div className={styles['tooltip']}>
      <div className={styles['tooltipTime']}>
        {formatClock(row.atMs, timeZone)} {timeZone}
      </div>
      {lines.map((line, index) => {
        const value = row.values[index];
        return (
          <div key={line.label} className={styles['tooltipRow']}>
            <span className={styles['swatch']} style={{ background: line.color }} />
            <span>{line.label}</span>
            <span className={styles['tooltipValue']}>
              {value === null || value === undefined ? 'not recorded' : formatQuantity(value, unit)}
            </span>
          </div>
        );
      })}
      {filled.some(({ inside }) => inside.has(row.atMs)) && (
        <div className={styles['tooltipNote']}>filled in later</div>
      )}
    </div>
  );
}
