import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { countOf, listOf, markOfStanding, standingWord } from '../../../shared/format/words.ts';
import { ArrowIcon } from '../../ui/icons.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './ObjectiveCards.module.css';
import { availabilityNumber, budgetWords, coverageWords, spentShare, targetNumber } from './sla-model.ts';

/** Cards that stand before the rest is folded into one. */
const FIRST_CARDS = 4;
/** Services named on the card of the others. */
const NAMED_OTHERS = 7;

export interface ObjectiveCardsProps {
  /** Worst first. */
  readonly objectives: readonly ObjectiveStatus[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
  /** Leads to the table of all promises. */
  readonly onShowAll: () => void;
}

/** One card a promise, worst first; of a long list the worst four, the others are one card that leads to the table. */
export function ObjectiveCards({ objectives, chosenId, onChoose, onShowAll }: ObjectiveCardsProps) {
  const folds = objectives.length > FIRST_CARDS + 1;
  const shown = folds ? objectives.slice(0, FIRST_CARDS) : objectives;
  const others = objectives.slice(FIRST_CARDS);
  return (
    <ul className={styles['cards']} aria-label="Promises, worst first">
      {shown.map((objective) => (
        <li key={objective.id}>
          <Card objective={objective} chosen={objective.id === chosenId} onChoose={onChoose} />
        </li>
      ))}
      {folds && (
        <li>
          <button type="button" className={`${styles['card']} ${styles['more']}`} onClick={onShowAll}>
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
        <Told text={objective.service} className={styles['service']} />
      </span>
      <span className={styles['number']}>
        <span className={styles['value']}>
          {number ?? '–'}
          {number !== null && <small>%</small>}
        </span>
        <span className={styles['target']}>of {targetNumber(objective.target)} %</span>
      </span>
      <span className={`${styles['bar']} keep-colors`} aria-hidden="true">
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
  return rest > 0 ? `${names.join(', ')} and ${countOf(rest, 'other')}` : listOf(names);
}
