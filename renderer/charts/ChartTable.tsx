import type { Unit } from '../../shared/domain/signal.ts';
import { formatClock } from '../../shared/format/clock.ts';
import { formatQuantity } from '../../shared/format/value.ts';
import styles from './ChartTable.module.css';
import type { ChartModel } from './chart-model.ts';

export interface ChartTableProps {
  readonly title: string;
  readonly model: ChartModel;
  /** Names of the series, parallel to the model. */
  readonly labels: readonly string[];
  readonly unit: Unit;
  readonly timeZone: string;
  /** As high as the chart it stands for: nothing else on the page moves. */
  readonly height: number;
}

/** A chart as a table, newest first: every row that the chart draws, and its holes. */
export function ChartTable({ title, model, labels, unit, timeZone, height }: ChartTableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must get there
    <section className={styles['scroll']} style={{ height }} tabIndex={0} aria-label={`${title}, as a table`}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {labels.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.rows.toReversed().map((row) => (
            <tr key={row.atMs}>
              <th scope="row">{formatClock(row.atMs, timeZone)}</th>
              {labels.map((label, index) => {
                const value = row.values[index];
                return (
                  <td key={label}>
                    {value === null || value === undefined ? (
                      <span className={styles['none']}>not recorded</span>
                    ) : (
                      formatQuantity(value, unit)
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {model.rows.length === 0 && <p className={styles['none']}>No values in this range.</p>}
    </section>
  );
}
