import type { CSSProperties } from 'react';
import { markOfSeverity } from '../../../shared/format/words.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './WallAlertList.module.css';
import type { WallAlerts } from './wall-alerts.ts';

export interface WallAlertListProps {
  readonly alerts: WallAlerts;
  readonly scale: number;
  readonly isCached: boolean;
  readonly columns: number;
  /** Said when nothing fires: a quiet feed tells whether it is truly quiet. */
  readonly quiet: string;
}

/** Alerts at distance size: title, then place and age. */
export function WallAlertList({ alerts, scale, isCached, columns, quiet }: WallAlertListProps) {
  if (alerts.shown.length === 0)
    return (
      <div className={styles['list']} data-cached={isCached}>
        <div className={styles['rows']}>
          <div className={styles['row']}>
            <span />
            <p className={styles['title']}>{isCached ? 'No alerts when last seen' : 'No alerts'}</p>
            <p className={styles['detail']}>{quiet}</p>
          </div>
        </div>
      </div>
    );
  return (
    <div className={styles['list']} data-cached={isCached}>
      {isCached && <p className={styles['last']}>Last known, nothing below is live</p>}
      <div className={styles['rows']} style={gridOf(alerts.shown.length, columns)}>
        {alerts.shown.map(({ id, severity, title, detail }) => (
          <div key={id} className={styles['row']}>
            <span className={styles['mark']}>
              <StateMark state={markOfSeverity(severity)} size={38 * scale} tally labelled />
            </span>
            <p className={styles['title']}>{title}</p>
            <p className={styles['detail']}>{detail}</p>
          </div>
        ))}
      </div>
      {alerts.rest !== null && <p className={styles['rest']}>{alerts.rest}</p>}
    </div>
  );
}

/** Down the first column, then the next: worst first in reading order of a list. */
function gridOf(count: number, columns: number): CSSProperties {
  const used = Math.min(columns, Math.max(1, count));
  return {
    gridTemplateColumns: `repeat(${used}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${Math.ceil(count / used)}, auto)`,
  };
}
