import { useState } from 'react';
import { countOf } from '../../../shared/format/words.ts';
import { useCommand } from '../../source-setup/use-command.ts';
import type { SourcesFile, SourcesFileState } from '../../source-setup/use-sources-file.ts';
import { useRequest } from '../../state/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import { GuessItem } from './GuessItem.tsx';
import { chosenGuesses, edited, firstChoice, type GuessChoice, toggled } from './guess-model.ts';
import styles from './Panel.module.css';

export interface GuessPanelProps {
  readonly id: string;
  readonly file: SourcesFile | null;
  readonly reload: SourcesFileState['reload'];
}

/** What discovery recognised behind a source: chosen and changed here, then written into the file. */
export function GuessPanel({ id, file, reload }: GuessPanelProps) {
  const [round, setRound] = useState(0);
  const { data, failure, loading } = useRequest('discoverSource', { id }, round);
  const accept = useCommand('acceptGuesses');
  const guesses = data?.guesses ?? null;
  const [decision, setDecision] = useState({ guesses, choice: firstChoice([]) });
  const [outcome, setOutcome] = useState<{ readonly good: boolean; readonly words: string } | null>(null);
  // Newly recognised: the choice begins anew.
  if (decision.guesses !== guesses) setDecision({ guesses, choice: firstChoice(guesses ?? []) });
  const { choice } = decision;
  const setChoice = (next: GuessChoice): void => setDecision({ guesses, choice: next });

  const chosen = guesses === null ? [] : chosenGuesses(guesses, choice);
  const write = async (): Promise<void> => {
    if (file === null) return;
    const answer = await accept.run({ id, guesses: chosen, revision: file.revision });
    if (answer === null) return;
    const [fault] = answer.ok ? answer.value.errors : [];
    setOutcome(
      !answer.ok
        ? { good: false, words: answer.error.message }
        : fault === undefined
          ? { good: true, words: `${countOf(chosen.length, 'query', 'queries')} written into the file.` }
          : { good: false, words: `Nothing was written. ${fault.path}: ${fault.message}.` },
    );
    await reload();
    if (answer.ok && fault === undefined) setRound(round + 1);
  };
  return (
    <section className={styles['panel']}>
      <div className={styles['head']}>
        <PanelTitle fact={guesses === null ? undefined : countOf(guesses.length, 'query', 'queries')}>
          What was recognised
        </PanelTitle>
        <Button idle={loading} onClick={() => setRound(round + 1)}>
          {loading ? 'Looking' : 'Look again'}
        </Button>
      </div>
      <p role="status" className={outcome?.good === true ? styles['outcome'] : styles['failure']}>
        {outcome?.words ?? failure?.message}
      </p>
      {guesses === null ? (
        loading && <p className={styles['quiet']}>Vigil is asking what is there.</p>
      ) : guesses.length === 0 ? (
        <p className={styles['quiet']}>
          Nothing that Vigil knows by itself. Queries of your own go under{' '}
          <span className="mono">signals</span> of vigil.yaml.
        </p>
      ) : (
        <>
          <ul>
            {guesses.map((guess) => (
              <GuessItem
                key={guess.id}
                guess={choice.edited.get(guess.id) ?? guess}
                chosen={choice.chosen.has(guess.id)}
                editable={file?.editable === true}
                onToggle={() => setChoice(toggled(choice, guess.id))}
                onEdit={(next) => setChoice(edited(choice, next))}
              />
            ))}
          </ul>
          {file?.editable === true && (
            <div className={styles['foot']}>
              <Button idle={chosen.length === 0 || accept.running} onClick={() => void write()}>
                Write {chosen.length === 0 ? 'queries' : countOf(chosen.length, 'query', 'queries')} into
                vigil.yaml
              </Button>
              <span className={styles['quiet']}>
                Written queries are used instead of guesses, and stay as they are.
              </span>
            </div>
          )}
        </>
      )}
    </section>
  );
}
