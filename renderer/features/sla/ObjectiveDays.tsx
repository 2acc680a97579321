import { useMemo, useState } from 'react';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { formatDate } from '../../../shared/format/clock.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { Told } from '../../ui/Told.tsx';
import { DayBars } from './DayBars.tsx';
import styles from './ObjectiveDetail.module.css';
import { OutageTable } from './OutageTable.tsx';
import { dayTable, outageTable } from './sla-export.ts';
import { dayBars, outagesOfDay } from './sla-model.ts';

/** The days of one promise and the outages in them. */
export function ObjectiveDays({ objective, timeZone }: { objective: ObjectiveStatus; timeZone: string }) {
  const [dayMs, setDayMs] = useState<number | null>(null);
  const bars = useMemo(() => dayBars(objective, objective.toMs), [objective]);
  const outages = outagesOfDay(objective.outages, dayMs);
  return (
    <>
      <div className={styles['titleLine']}>
        <PanelTitle
          fact="minutes lost each day, longer is worse"
          action={
            <ExportMenu
              compact
              label="Export the days"
              choices={[{ name: 'Days', make: () => dayTable(objective) }]}
            />
          }
        >
          <Told text={objective.service} />, last {bars.length} days
        </PanelTitle>
        <Legend />
      </div>
      <DayBars bars={bars} timeZone={timeZone} chosenMs={dayMs} onChoose={setDayMs} />
      <div className={styles['titleLine']}>
        <PanelTitle
          fact={dayMs === null ? 'newest first, in the window' : formatDate(dayMs, timeZone)}
          action={
            outages.length > 0 && (
              <ExportMenu
                compact
                label="Export the outages"
                choices={[{ name: 'Outages', make: () => outageTable(objective, outages) }]}
              />
            )
          }
        >
          Outages
        </PanelTitle>
        {dayMs !== null && (
          <button type="button" className={styles['all']} onClick={() => setDayMs(null)}>
            Show all days
          </button>
        )}
      </div>
      <OutageTable
        outages={outages}
        lostOnDayMs={dayMs === null ? null : (bars.find((bar) => bar.dayStartMs === dayMs)?.badMs ?? 0)}
        nowMs={objective.toMs}
        timeZone={timeZone}
      />
    </>
  );
}

function Legend() {
  return (
    <ul className={styles['legend']} aria-label="Meaning of the bars">
      <li>
        <i className={`${styles['noLoss']} keep-colors`} /> no loss
      </li>
      <li>
        <i className={`${styles['small']} keep-colors`} /> up to 5 min
      </li>
      <li>
        <i className={`${styles['large']} keep-colors`} /> more
      </li>
      <li>
        <i className={`${styles['unseen']} keep-colors`} /> not observed
      </li>
    </ul>
  );
}
