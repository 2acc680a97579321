import { useEffect, useRef, useState } from 'react';
import type { SourceTrial } from '../../../shared/contract/source-commands.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { countOf } from '../../../shared/format/words.ts';
import { hashOf, navigate } from '../../app/routes.ts';
import { TrialReport } from '../../source-setup/TrialReport.tsx';
import { useCommand } from '../../source-setup/use-command.ts';
import type { SourcesFile, SourcesFileState } from '../../source-setup/use-sources-file.ts';
import { useLink } from '../../state/hooks.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './SourceActions.module.css';

export interface SourceActionsProps {
  readonly id: string;
  readonly status: SourceStatus | null;
  /** As it stands in the file; null when it does not. */
  readonly written: SourcesFile['sources'][number] | null;
  readonly file: SourcesFile;
  readonly reload: SourcesFileState['reload'];
  readonly timeZone: string;
}

/** What can be done with a source. Removing is asked about in place, naming what goes. */
export function SourceActions({ id, status, written, file, reload, timeZone }: SourceActionsProps) {
  const link = useLink();
  const test = useCommand('testSource');
  const pause = useCommand('pauseSource');
  const remove = useCommand('removeSource');
  const [asking, setAsking] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  const [trial, setTrial] = useState<SourceTrial | null>(null);
  const removeButton = useRef<HTMLButtonElement>(null);
  if (!file.editable || written === null) return null;
  const away = link !== 'open';
  const paused = written.paused;

  const onTest = async (): Promise<void> => {
    setWords('Vigil is asking it.');
    setTrial(null);
    const answer = await test.run({ yaml: written.yaml });
    if (answer === null) return;
    setWords(answer.ok ? (answer.value.errors[0]?.message ?? null) : answer.error.message);
    if (answer.ok) setTrial(answer.value.trial);
  };
  const onPause = async (): Promise<void> => {
    const answer = await pause.run({ id, paused: !paused });
    if (answer === null) return;
    setWords(
      answer.ok
        ? paused
          ? 'It is asked again.'
          : 'It is not asked any more, also after a restart.'
        : answer.error.message,
    );
    await reload();
  };
  const onRemove = async (): Promise<void> => {
    const answer = await remove.run({ id, revision: file.revision });
    if (answer === null) return;
    if (answer.ok) {
      navigate('/sources');
      return;
    }
    const again = await reload();
    const changed = again.ok && again.value.revision !== file.revision;
    setWords(
      changed
        ? 'The file was changed by somebody else meanwhile and was read again. Nothing was removed; ask once more if it still should go.'
        : answer.error.message,
    );
    setAsking(false);
  };
  return (
    <div className={styles['actions']}>
      <div className={styles['buttons']}>
        <Button idle={away || test.running} onClick={() => void onTest()}>
          {test.running ? 'Testing' : 'Test'}
        </Button>
        <ButtonLink href={hashOf({ name: 'edit-source', id })}>Edit</ButtonLink>
        <Button idle={away || pause.running} onClick={() => void onPause()}>
          {paused ? 'Resume' : 'Pause'}
        </Button>
        <Button ref={removeButton} idle={away || asking} onClick={() => setAsking(true)}>
          Remove
        </Button>
      </div>
      {away && <p className={styles['words']}>Vigil does not answer: nothing can be changed now.</p>}
      <p role="status" className={styles['words']}>
        {words}
        {trial !== null && words === null && <span className="visually-hidden">{trial.sentence}</span>}
      </p>
      {asking && (
        <RemoveQuestion
          id={id}
          status={status}
          path={file.path}
          running={remove.running}
          onRemove={() => void onRemove()}
          onKeep={() => {
            setAsking(false);
            removeButton.current?.focus();
          }}
        />
      )}
      {trial !== null && (
        <div className={styles['trial']}>
          <TrialReport trial={trial} timeZone={timeZone} />
        </div>
      )}
    </div>
  );
}

interface RemoveQuestionProps {
  readonly id: string;
  readonly status: SourceStatus | null;
  readonly path: string | null;
  readonly running: boolean;
  readonly onRemove: () => void;
  readonly onKeep: () => void;
}

/** Says what goes and what stays before it goes. Escape keeps it. */
function RemoveQuestion({ id, status, path, running, onRemove, onKeep }: RemoveQuestionProps) {
  const series = status?.seriesCount ?? 0;
  const keep = useRef<HTMLButtonElement>(null);
  // The harmless answer is the one under the finger.
  useEffect(() => keep.current?.focus(), []);
  return (
    <div
      role="group"
      aria-label={`Remove ${id}`}
      className={styles['question']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onKeep();
      }}
    >
      <p>
        <strong>
          Remove <Told text={id} />?
        </strong>{' '}
        {series > 0
          ? `${countOf(series, 'series', 'series')} and its alerts leave the screen`
          : 'Its alerts leave the screen'}
        , and its lines leave {path === null ? 'the file' : <Told text={path} />}. What was recorded of it
        stays in the history.
      </p>
      <div className={styles['buttons']}>
        <Button tone="grave" idle={running} onClick={onRemove}>
          Remove {id}
        </Button>
        <Button ref={keep} onClick={onKeep}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
