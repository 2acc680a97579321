import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { formatMinutes } from '../../../shared/format/duration.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { markOfStanding, standingWord } from '../../../shared/format/words.ts';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './PromisePanel.module.css';

const DAY_MS = 86_400_000;

/** The promise of a service in a few words; the SLA view has the whole account. */
export function PromisePanel({ objective }: { objective: ObjectiveStatus }) {
  const { standing, availability, target, budgetMs, budgetLeftMs, coverage, windowMs } = objective;
  const spent = budgetMs > 0 ? Math.min(1, Math.max(0, 1 - budgetLeftMs / budgetMs)) : 1;
  return (
    <div className={styles['promise']} data-standing={standing}>
      <PanelTitle fact={`${Math.round(windowMs / DAY_MS)} days`}>Promise</PanelTitle>
      <p className={styles['number']}>
        <strong>{availability === null ? '–' : formatPercentCut(availability, 3)}</strong>
        <span>%</span>
        <small>target {formatPercentCut(target, 2)} %</small>
      </p>
      <div className={`${styles['bar']} keep-colors`} aria-hidden="true">
        <span style={{ width: `${spent * 100}%` }} />
      </div>
      <p className={styles['words']}>
        <StateMark state={markOfStanding(standing)} size={11} tally />
        <span>
          {availability === null ? (
            'nothing observed yet'
          ) : budgetLeftMs < 0 ? (
            <strong>{formatMinutes(-budgetLeftMs)} over budget</strong>
          ) : (
            <>
              <strong>{formatMinutes(budgetLeftMs)}</strong> of {formatMinutes(budgetMs)} left
            </>
          )}
        </span>
        <span className={styles['standing']}>{standingWord(standing)}</span>
      </p>
      <p className={styles['coverage']}>
        Observed {coverage >= 1 ? '100' : formatPercentCut(coverage, coverage >= 0.99 ? 2 : 0)} % of the
        window. <a href="#/sla">See the account</a>
      </p>
    </div>
  );
}
