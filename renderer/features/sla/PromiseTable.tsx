import { type KeyboardEvent, type Ref, useState } from 'react';
import type { ObjectiveStatus } from '../../../shared/domain/objective.ts';
import { MAX_OUTAGES } from '../../../shared/domain/objective-ledger.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { formatPercentCut } from '../../../shared/format/percent.ts';
import { markOfStanding, standingWord } from '../../../shared/format/words.ts';
import { ExportMenu } from '../../export/ExportMenu.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './PromiseTable.module.css';
import { boundsWords, outageSum } from './promise-model.ts';
import { promiseTable } from './sla-export.ts';
import { availabilityNumber, lostWords, spentShare, targetNumber } from './sla-model.ts';

export interface PromiseTableProps {
  readonly ref: Ref<HTMLElement>;
  /** Worst first. */
  readonly objectives: readonly ObjectiveStatus[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
}

/** Every promise in a row, worst first. One tab stop: arrows walk the rows, Enter chooses. */
export function PromiseTable({ ref, objectives, chosenId, onChoose }: PromiseTableProps) {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const stopId = objectives.some(({ id }) => id === focusedId) ? focusedId : chosenId;
  const capped = objectives.some((objective) => outageSum(objective).capped);

  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    const last = objectives.length - 1;
    const at = objectives.findIndex(({ id }) => id === stopId);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.querySelectorAll('button')[Math.min(last, Math.max(0, to))]?.focus();
  };

  return (
    <section ref={ref} tabIndex={-1} className={styles['section']} aria-label="All promises">
      <PanelTitle
        fact="worst first"
        action={
          <ExportMenu
            compact
            label="Export all promises"
            choices={[{ name: 'All promises', make: () => promiseTable(objectives) }]}
          />
        }
      >
        All promises
      </PanelTitle>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col" data-mid>
              Promised
            </th>
            <th scope="col">Availability</th>
            <th scope="col" data-wide>
              Bounds
            </th>
            <th scope="col" colSpan={2} data-lost>
              Lost, of budget
            </th>
            <th scope="col" data-mid>
              Outages
            </th>
            <th scope="col" data-wide>
              Longest
            </th>
            <th scope="col" data-last>
              Observed
            </th>
            <th scope="col">Promise</th>
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {objectives.map((objective) => (
            <Row
              key={objective.id}
              objective={objective}
              chosen={objective.id === chosenId}
              tabStop={objective.id === stopId}
              onFocus={setFocusedId}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      {capped && (
        <p className={styles['note']}>
          Only the latest {MAX_OUTAGES} outages of a window are listed: where there are that many, there may
          be more, and a longer one. What was lost counts all of them.
        </p>
      )}
    </section>
  );
}

interface RowProps {
  readonly objective: ObjectiveStatus;
  readonly chosen: boolean;
  readonly tabStop: boolean;
  readonly onFocus: (id: string) => void;
  readonly onChoose: (id: string) => void;
}

function Row({ objective, chosen, tabStop, onFocus, onChoose }: RowProps) {
  const { id, service, standing } = objective;
  const number = availabilityNumber(objective);
  const bounds = boundsWords(objective);
  const { count, capped, longestMs } = outageSum(objective);
  const unseen = <span className={styles['quiet']}>not observed</span>;
  return (
    <tr className={styles['row']} data-chosen={chosen} data-standing={standing}>
      <th scope="row">
        <button
          type="button"
          aria-pressed={chosen}
          tabIndex={tabStop ? 0 : -1}
          onFocus={() => onFocus(id)}
          onClick={() => onChoose(id)}
        >
          <Told text={service} />
        </button>
      </th>
      <td className={styles['quiet']} data-mid>
        {targetNumber(objective.target)} %
      </td>
      <td className={styles['number']}>{number === null ? unseen : `${number}\u00a0%`}</td>
      <td className={styles['quiet']} data-wide>
        {bounds === null ? '' : bounds === 'same' ? bounds : `${bounds}\u00a0%`}
      </td>
      <td data-lost>{number === null ? '' : lostWords(objective)}</td>
      <td className={styles['barCell']}>
        <span className={`${styles['bar']} keep-colors`} aria-hidden="true">
          <span style={{ width: `${spentShare(objective) * 100}%` }} />
        </span>
      </td>
      <td data-mid>{capped ? `${count} or more` : count === 0 ? 'none' : count}</td>
      <td data-wide>{longestMs === null ? '' : formatDuration(longestMs)}</td>
      <td className={styles['quiet']} data-last>
        {observedWords(objective)}
      </td>
      <td className={styles['standing']}>
        <span>
          <StateMark state={markOfStanding(standing)} size={11} tally />
          {standingWord(standing)}
        </span>
      </td>
    </tr>
  );
}

/** Cut; below one percent in words, so that a beginning is not shown as nothing. */
function observedWords({ coverage }: ObjectiveStatus): string {
  if (coverage <= 0) return 'nothing';
  if (coverage < 0.01) return 'below 1\u00a0%';
  return `${formatPercentCut(Math.min(1, coverage), coverage >= 0.99 ? 2 : 0)}\u00a0%`;
}
