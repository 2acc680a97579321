import { Suspense } from 'react';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { formatDuration, formatMinutes } from '../../../shared/format/duration.ts';
import { useMarks } from '../../annotate/use-marks.ts';
import { hashOf } from '../../app/routes.ts';
import { piece } from '../../pieces/piece.ts';
import { useMoment } from '../../state/hooks.ts';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { MonthTable } from './MonthTable.tsx';
import styles from './ObjectiveDetail.module.css';
import { boundsWords } from './promise-model.ts';
import { availabilityNumber } from './sla-model.ts';

const BudgetChart = piece(async () => ({
  default: (await import('../../charts/BudgetChart.tsx')).BudgetChart,
}));

/** The account is made up once a minute; what was marked since belongs to it. */
const AHEAD_MS = 600_000;

/** Beside the days: how the budget was spent, and the same window counted in other ways. */
export function ObjectiveSide({ objective, timeZone }: { objective: ObjectiveStatus; timeZone: string }) {
  const moment = useMoment();
  const { fromMs, toMs } = objective;
  const marks = useMarks(objective.service, { fromMs, toMs: toMs + AHEAD_MS });
  return (
    <aside aria-label={`Budget of ${objective.service}`}>
      <PanelTitle>Budget of the window</PanelTitle>
      {objective.availability === null ? (
        <p className={styles['quiet']}>
          Nothing was observed in the window, so nothing can be said about it.
        </p>
      ) : (
        <Suspense fallback={<div className={styles['chartRoom']} />}>
          <BudgetChart
            objective={objective}
            timeZone={timeZone}
            past={moment.mode === 'past'}
            marks={marks}
          />
        </Suspense>
      )}
      <Counts objective={objective} />
      <MonthTable objective={objective} />
      <a className={styles['link']} href={hashOf({ name: 'service', id: objective.service })}>
        Open the service page
      </a>
    </aside>
  );
}

/** The same window counted in every way that the log allows, each with its sentence. */
function Counts({ objective }: { objective: ObjectiveStatus }) {
  const bounds = boundsWords(objective);
  const number = availabilityNumber(objective);
  if (bounds === null || number === null) return null;
  const observedMs = objective.goodMs + objective.badMs;
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
        <dd>{bounds === 'same' ? bounds : `${bounds} %`}</dd>
        <dd className={styles['note']}>
          {objective.unobservedMs <= 0
            ? 'The whole time was observed.'
            : `${formatMinutes(objective.unobservedMs)} nobody saw: all bad, or all good.`}
        </dd>
      </div>
    </dl>
  );
}
