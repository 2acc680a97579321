import { useMemo } from 'react';
import type { CommandReply } from '../../../shared/contract/commands.ts';
import { formatClock } from '../../../shared/format/clock.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { chartModel, type Interval } from '../../charts/chart-model.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Told } from '../../ui/Told.tsx';
import { chartSignals } from './chart-definitions.ts';
import styles from './HistoryTable.module.css';
import { seriesOf, signalLabel, toChartSeries } from './service-history.ts';

/** Lines of the table: an hour by the minute. */
const MAX_TABLE_ROWS = 60;

/** The charts as a table, newest first: the same decimation, the same holes. */
export function HistoryTable({
  series,
  region,
  range,
  timeZone,
}: {
  series: CommandReply<'history'>['series'];
  region: string;
  range: Interval;
  timeZone: string;
}) {
  const signals = useMemo(
    () => chartSignals.filter((signal) => seriesOf(series, signal, region) !== null),
    [series, region],
  );
  const columns = useMemo(
    () => signals.map((signal) => seriesOf(series, signal, region)),
    [signals, series, region],
  );
  const rows = useMemo(() => {
    const model = chartModel(
      columns.map((one, index) => toChartSeries(signals[index] ?? '', one)),
      range,
      MAX_TABLE_ROWS,
    );
    return model.rows.toReversed();
  }, [columns, signals, range]);
  if (rows.length === 0)
    return <EmptyState title="No values in this range">Nothing was recorded for this region.</EmptyState>;
  return (
    <table className={styles['table']}>
      <caption className="visually-hidden">
        Values of <Told text={region} />, newest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          {signals.map((signal) => (
            <th key={signal} scope="col">
              {signalLabel(signal)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.atMs}>
            <th scope="row">{formatClock(row.atMs, timeZone)}</th>
            {row.values.map((value, index) => (
              <td key={signals[index]}>
                {value === null ? (
                  <span className={styles['none']}>not recorded</span>
                ) : (
                  formatQuantity(value, columns[index]?.unit ?? 'none')
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
