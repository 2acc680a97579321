import { useState } from 'react';
import { formatClock, formatDayMonth } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { countOf } from '../../../shared/format/words.ts';
import { Told } from '../../ui/Told.tsx';
import styles from './OutageTable.module.css';
import type { Outage } from './sla-model.ts';

/** Regions named in a row before they become a count. */
const MAX_REGIONS = 4;
/** Rows before the others wait behind a button: the promises of the other services stand below. */
const FIRST_ROWS = 6;

export interface OutageTableProps {
  readonly outages: readonly Outage[];
  /** What the chosen day lost; null while no day is chosen. */
  readonly lostOnDayMs: number | null;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** From when to when, where, and how much of it counted. */
export function OutageTable({ outages, lostOnDayMs, nowMs, timeZone }: OutageTableProps) {
  const [all, setAll] = useState(false);
  const shown = all ? outages : outages.slice(0, FIRST_ROWS);
  if (outages.length === 0)
    return (
      <p className={styles['none']}>
        {lostOnDayMs !== null && lostOnDayMs > 0
          ? `${formatDuration(lostOnDayMs)} were lost on this day. Its outages are older than the list, which holds the latest of the window.`
          : lostOnDayMs === null
            ? 'No outage was recorded in the window.'
            : 'No outage was recorded on this day.'}
      </p>
    );
  return (
    <>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">From, to</th>
            <th scope="col">Where</th>
            <th scope="col" className={styles['right']}>
              Lasted
            </th>
            <th scope="col" className={styles['right']}>
              Counted
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((outage) => (
            <tr key={outage.fromMs} className={outage.toMs === null ? styles['open'] : undefined}>
              <td>{formatDayMonth(outage.fromMs, timeZone)}</td>
              <td className="tabular">
                {formatClock(outage.fromMs, timeZone)}{' '}
                {outage.toMs === null ? 'and still lasting' : `to ${formatClock(outage.toMs, timeZone)}`}
              </td>
              <td className={styles['where']}>
                <Told text={regionWords(outage.regions)} />
              </td>
              <td className={`${styles['right']} tabular`}>
                {formatDuration((outage.toMs ?? nowMs) - outage.fromMs)}
              </td>
              <td className={`${styles['right']} ${styles['counted']} tabular`}>
                {formatDuration(outage.badMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {outages.length > FIRST_ROWS && (
        <button type="button" className={styles['more']} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show the latest only' : `Show all ${outages.length} listed`}
        </button>
      )}
    </>
  );
}

function regionWords(regions: readonly string[]): string {
  return regions.length <= MAX_REGIONS ? regions.join(', ') : countOf(regions.length, 'region');
}
