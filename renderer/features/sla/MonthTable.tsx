import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { formatDayMonth, formatMonth } from '../../../shared/format/clock.ts';
import { formatMinutes } from '../../../shared/format/duration.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import styles from './MonthTable.module.css';
import { type MonthSum, monthSums } from './promise-model.ts';
import { monthTable } from './sla-export.ts';

const DIGITS = 3;

/** The known days of one service by calendar month: what was seen and lost, without judging it by the window's promise. */
export function MonthTable({ objective }: { objective: ObjectiveStatus }) {
  const months = monthSums(objective).filter(({ availability }) => availability !== null);
  if (months.length === 0) return null;
  return (
    <div className={styles['months']}>
      <PanelTitle
        fact="days of UTC, observed time only"
        action={
          <ExportMenu
            compact
            label="Export the months"
            choices={[{ name: 'Calendar months', make: () => monthTable(objective) }]}
          />
        }
      >
        By calendar month
      </PanelTitle>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col" className={styles['right']}>
              Availability
            </th>
            <th scope="col" className={styles['right']}>
              Lost
            </th>
            <th scope="col" className={styles['right']}>
              Days with loss
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr key={month.fromMs}>
              <th scope="row">
                {formatMonth(month.fromMs, 'UTC')}
                <small>{partWords(month)}</small>
              </th>
              <td className={styles['right']}>
                {month.availability === null ? '–' : `${formatPercentCut(month.availability, DIGITS)}\u00a0%`}
              </td>
              <td className={styles['right']}>{month.badMs > 0 ? formatMinutes(month.badMs) : 'nothing'}</td>
              <td className={styles['right']}>{month.daysWithLoss}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Says which part of the month is known where that is not all of it. */
function partWords({ cutBefore, running, fromMs }: MonthSum): string | null {
  if (cutBefore) return `from ${formatDayMonth(fromMs, 'UTC').split(' ')[0]}${running ? ', so far' : ''}`;
  return running ? 'so far' : null;
}
