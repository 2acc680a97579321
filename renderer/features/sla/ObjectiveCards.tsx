import { useState } from 'react';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { listOf, standingWord } from '../../../shared/format/words.ts';
import { ArrowIcon } from '../../ui/icons.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './ObjectiveCards.module.css';
import {
  availabilityNumber,
  budgetWords,
  coverageWords,
  markOfStanding,
  spentShare,
  targetNumber,
} from './sla-model.ts';

/** Cards that stand before the rest is folded into one. */
const FIRST_CARDS = 4;
/** Services named on the card of the others. */
const NAMED_OTHERS = 7;

export interface ObjectiveCardsProps {
  /** Worst first. */
  readonly objectives: readonly ObjectiveStatus[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
}

/** One card a promise, worst first; a long list is folded behind its worst four. */
export function ObjectiveCards({ objectives, chosenId, onChoose }: ObjectiveCardsProps) {
  const [all, setAll] = useState(false);
  const folds = objectives.length > FIRST_CARDS + 1;
  const shown = all || !folds ? objectives : objectives.slice(0, FIRST_CARDS);
  const others = objectives.slice(FIRST_CARDS);
  return (
    <>
      <ul className={styles['cards']} aria-label="Promises, worst first">
        {shown.map((objective) => (
          <li key={objective.id}>
            <Card objective={objective} chosen={objective.id === chosenId} onChoose={onChoose} />
          </li>
        ))}
        {folds && !all && (
          <li>
            <button
              type="button"
              className={`${styles['card']} ${styles['more']}`}
              aria-expanded="false"
              onClick={() => setAll(true)}
            >
              <span className={styles['head']}>
                <OthersStanding objectives={others} />
                <span className={styles['service']}>{others.length} more</span>
              </span>
              <span className={styles['names']}>{namesOf(others)}</span>
              <span className={styles['show']}>
                Show all <ArrowIcon size={14} />
              </span>
            </button>
          </li>
        )}
      </ul>
      {folds && all && (
        <button type="button" className={styles['fewer']} aria-expanded="true" onClick={() => setAll(false)}>
          Show the worst only
        </button>
      )}
    </>
  );
}

function Card({
  objective,
  chosen,
  onChoose,
}: {
  objective: ObjectiveStatus;
  chosen: boolean;
  onChoose: (id: string) => void;
}) {
  const { standing } = objective;
  const number = availabilityNumber(objective);
  return (
    <button
      type="button"
      className={styles['card']}
      aria-pressed={chosen}
      data-standing={standing}
      onClick={() => onChoose(objective.id)}
    >
      <span className={styles['head']}>
        <span className={styles['standing']}>
          <StateMark state={markOfStanding(standing)} size={12} tally />
          {standingWord(standing)}
        </span>
        <bdi className={styles['service']}>{objective.service}</bdi>
      </span>
      <span className={styles['number']}>
        <span className={styles['value']}>
          {number ?? '–'}
          {number !== null && <small>%</small>}
        </span>
        <span className={styles['target']}>of {targetNumber(objective.target)} %</span>
      </span>
      <span className={styles['bar']} aria-hidden="true">
        <span className={styles['spent']} style={{ width: `${spentShare(objective) * 100}%` }} />
      </span>
      <span className={styles['words']}>{budgetWords(objective)}</span>
      <span className={styles['coverage']}>{coverageWords(objective)}</span>
    </button>
  );
}

function OthersStanding({ objectives }: { objectives: readonly ObjectiveStatus[] }) {
  const first = objectives[0];
  if (first === undefined) return null;
  const same = objectives.every((objective) => objective.standing === first.standing);
  return (
    <span className={styles['standing']} data-standing={first.standing}>
      <StateMark state={markOfStanding(first.standing)} size={12} tally />
      {same ? standingWord(first.standing) : `${standingWord(first.standing)} or better`}
    </span>
  );
}

function namesOf(objectives: readonly ObjectiveStatus[]): string {
  const names = objectives.slice(0, NAMED_OTHERS).map((objective) => objective.service);
  const rest = objectives.length - names.length;
  return rest > 0 ? `${names.join(', ')} and ${rest} others` : listOf(names);
}
