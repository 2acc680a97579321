import { lazy, Suspense, useMemo, useState } from 'react';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { formatDate } from '../../../shared/format/clock.ts';
import { formatDuration, formatMinutes } from '../../../shared/format/duration.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { hashOf } from '../../app/routes.ts';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { DayBars } from './DayBars.tsx';
import styles from './ObjectiveDetail.module.css';
import { OutageTable } from './OutageTable.tsx';
import { availabilityBounds, availabilityNumber, dayBars, outagesOfDay } from './sla-model.ts';

const BudgetChart = lazy(async () => ({
  default: (await import('../../charts/BudgetChart.tsx')).BudgetChart,
}));

/** One promise in detail: its days, its outages, its budget and the ways to count it. */
export function ObjectiveDetail({ objective, timeZone }: { objective: ObjectiveStatus; timeZone: string }) {
  const [dayMs, setDayMs] = useState<number | null>(null);
  const bars = useMemo(() => dayBars(objective, objective.toMs), [objective]);
  const outages = outagesOfDay(objective.outages, dayMs);
  return (
    <div className={styles['detail']}>
      <div className={styles['main']}>
        <div className={styles['titleLine']}>
          <PanelTitle fact="minutes lost each day, longer is worse">
            <bdi>{objective.service}</bdi>, last {bars.length} days
          </PanelTitle>
          <Legend />
        </div>
        <DayBars bars={bars} timeZone={timeZone} chosenMs={dayMs} onChoose={setDayMs} />
        <div className={styles['titleLine']}>
          <PanelTitle fact={dayMs === null ? 'newest first, in the window' : formatDate(dayMs, timeZone)}>
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
      </div>
      <aside className={styles['side']} aria-label={`Budget of ${objective.service}`}>
        <PanelTitle>Budget of the window</PanelTitle>
        {objective.availability === null ? (
          <p className={styles['quiet']}>
            Nothing was observed in the window, so nothing can be said about it.
          </p>
        ) : (
          <Suspense fallback={<div className={styles['chartRoom']} />}>
            <BudgetChart objective={objective} timeZone={timeZone} />
          </Suspense>
        )}
        <Counts objective={objective} />
        <a className={styles['link']} href={hashOf({ name: 'service', id: objective.service })}>
          Open the service page
        </a>
      </aside>
    </div>
  );
}

function Legend() {
  return (
    <ul className={styles['legend']} aria-label="Meaning of the bars">
      <li>
        <i className={styles['noLoss']} /> no loss
      </li>
      <li>
        <i className={styles['small']} /> up to 5 min
      </li>
      <li>
        <i className={styles['large']} /> more
      </li>
      <li>
        <i className={styles['unseen']} /> not observed
      </li>
    </ul>
  );
}

/** The same window counted in every way that the log allows, each with its sentence. */
function Counts({ objective }: { objective: ObjectiveStatus }) {
  const bounds = availabilityBounds(objective);
  const number = availabilityNumber(objective);
  if (bounds === null || number === null) return null;
  const observedMs = objective.goodMs + objective.badMs;
  const digits = number.split('.')[1]?.length ?? 3;
  const [worst, best] = [formatPercentCut(bounds.worst, digits), formatPercentCut(bounds.best, digits)];
  return (
    <dl className={styles['counts']}>
      <div>
        <dt>Observed, this one counts</dt>
        <dd>{number} %</dd>
        <dd className={styles['note']}>
          {formatDuration(objective.badMs)} lost of {formatDuration(observedMs)} observed.
        </dd>
      </div>
      <div>
        <dt>Bounds</dt>
        <dd>{objective.unobservedMs <= 0 || worst === best ? 'same' : `${worst} to ${best} %`}</dd>
        <dd className={styles['note']}>
          {objective.unobservedMs <= 0
            ? 'The whole time was observed.'
            : `${formatMinutes(objective.unobservedMs)} nobody saw: all bad, or all good.`}
        </dd>
      </div>
    </dl>
  );
}
