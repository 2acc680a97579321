import type { CSSProperties } from 'react';
import { StateMark } from '../../ui/StateMark.tsx';
import type { Measure } from './text-measure.ts';
import styles from './WallAlertList.module.css';
import type { WallAlerts } from './wall-alerts.ts';
import { rowsOf, type SceneRoom, tallRows } from './wall-scene-room.ts';

export interface WallAlertListProps {
  readonly alerts: WallAlerts;
  readonly scale: number;
  readonly isCached: boolean;
  readonly room: SceneRoom;
  readonly measure: Measure;
  /** Said when nothing fires: a quiet feed tells whether it is truly quiet. */
  readonly quiet: string;
}

/** Alerts at distance size: title, then place, age and who has it. */
export function WallAlertList({ alerts, scale, isCached, room, measure, quiet }: WallAlertListProps) {
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
  const tall = tallRows(alerts, room, measure);
  const rows = rowsOf(alerts.shown.length, room);
  return (
    <div className={styles['list']} data-cached={isCached}>
      {isCached && <p className={styles['last']}>Last known, nothing below is live</p>}
      <div className={styles['rows']} style={gridOf(alerts.shown.length, room)}>
        {alerts.shown.map(({ id, mark, title, place, detail, who }, position) => (
          <div key={id} className={styles['row']} data-tall={tall.has(position % rows)}>
            <span className={styles['mark']}>
              <StateMark state={mark} size={38 * scale} tally labelled />
            </span>
            <p className={styles['title']}>{title}</p>
            <p className={styles['detail']}>
              {place !== null && (
                <>
                  <span className={styles['place']}>{place}</span>
                  <span>,&nbsp;</span>
                </>
              )}
              <span>{detail}</span>
              {who !== null && (
                <>
                  <span>,&nbsp;</span>
                  <bdi className={styles['who']}>{who}</bdi>
                </>
              )}
            </p>
          </div>
        ))}
      </div>
      {alerts.rest !== null && <p className={styles['rest']}>{alerts.rest}</p>}
    </div>
  );
}

/** Down the first column, then the next: worst first in reading order of a list. */
function gridOf(count: number, room: SceneRoom): CSSProperties {
  const rows = rowsOf(count, room);
  return {
    gridTemplateColumns: `repeat(${Math.ceil(count / rows)}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${rows}, auto)`,
  };
}
