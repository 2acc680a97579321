import type { SourceTrial } from '../../shared/contract/source-commands.ts';
import { countOf } from '../../shared/format/words.ts';
import { Fold } from '../ui/Fold.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { Told } from '../ui/Told.tsx';
import { NameList } from './NameList.tsx';
import { Payloads } from './Payloads.tsx';
import styles from './TrialReport.module.css';
import { answeredWords, trialCounts } from './trial-words.ts';

/**
 * What a trial came to: the sentence, what was found by name, what was guessed and why, and the very answers.
 * The place that waits for it says the sentence to screen readers, in a region that was there before.
 */
export function TrialReport({ trial, timeZone }: { trial: SourceTrial; timeZone: string }) {
  const after = answeredWords(trial.answeredAfterMs);
  const counts = trialCounts(trial);
  return (
    <div className={styles['report']}>
      <div className={styles['head']} data-ok={trial.ok}>
        <span className={styles['mark']}>
          <StateMark state={trial.ok ? 'ok' : 'unreachable'} size={14} tally />
        </span>
        <div>
          <p className={styles['sentence']}>
            <Told text={trial.sentence} />
          </p>
          {(after !== null || counts.length > 0) && (
            <p className={styles['counts']}>
              {after !== null && `First answer after ${after}`}
              {after !== null && counts.length > 0 && ' · '}
              {counts.join(', ')}
            </p>
          )}
        </div>
      </div>
      <dl className={styles['found']}>
        <NameList label="Services" names={trial.services} />
        <NameList label="Regions" names={trial.regions} />
        <NameList label="Signals" names={trial.signals} />
        <NameList label="Without a place" names={trial.placelessRegions} />
      </dl>
      {trial.placelessRegions.length > 0 && (
        <p className={styles['remark']}>
          {countOf(trial.placelessRegions.length, 'region')} cannot be drawn on the map until{' '}
          <span className="mono">regions</span> of vigil.yaml says where{' '}
          {trial.placelessRegions.length === 1 ? 'it is' : 'they are'}. All other views show{' '}
          {trial.placelessRegions.length === 1 ? 'it' : 'them'}.
        </p>
      )}
      {trial.warnings.length > 0 && (
        <ul className={styles['warnings']} aria-label="Warnings">
          {trial.warnings.map((warning) => (
            <li key={warning}>
              <StateMark state="degraded" size={11} />
              <Told text={warning} />
            </li>
          ))}
        </ul>
      )}
      {trial.guesses.length > 0 && (
        <Fold title="What was recognised, and why" fact={countOf(trial.guesses.length, 'query', 'queries')}>
          <ul className={styles['guesses']}>
            {trial.guesses.map((guess) => (
              <li key={guess.id}>
                <p>
                  <strong>
                    <Told text={guess.signal} />
                  </strong>{' '}
                  from <Told text={guess.family} />
                </p>
                <p className={styles['why']}>
                  <Told text={guess.why} />
                </p>
                <code className="mono">
                  <Told text={guess.query} />
                </code>
              </li>
            ))}
          </ul>
        </Fold>
      )}
      {trial.payloads.length > 0 && (
        <Fold title="What it answered" fact={countOf(trial.payloads.length, 'answer')}>
          <Payloads payloads={trial.payloads} timeZone={timeZone} />
        </Fold>
      )}
    </div>
  );
}
