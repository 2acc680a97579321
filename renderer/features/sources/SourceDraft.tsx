import { useMemo, useRef, useState } from 'react';
import { MAX_SOURCE_YAML_CHARS } from '../../../shared/contract/source-commands.ts';
import type { SourceType } from '../../../shared/domain/source.ts';
import { hashOf, navigate } from '../../app/routes.ts';
import { BegunBefore } from '../../source-setup/BegunBefore.tsx';
import { createDraftMemory } from '../../source-setup/draft-memory.ts';
import { readForm, startTextWith } from '../../source-setup/form-model.ts';
import { TrialReport } from '../../source-setup/TrialReport.tsx';
import { useCommand } from '../../source-setup/use-command.ts';
import { useKeptDraft } from '../../source-setup/use-kept-draft.ts';
import { type ConfigMark, useSourceCheck } from '../../source-setup/use-source-check.ts';
import type { SourcesFile, SourcesFileState } from '../../source-setup/use-sources-file.ts';
import { useLink, useSection } from '../../state/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx';
import { DraftHeading } from './DraftHeading.tsx';
import { fileFaultWords, missingWords, obstacleWords, type TriedText, triedWords } from './draft-model.ts';
import styles from './SourceDraft.module.css';
import { SourceForm } from './SourceForm.tsx';
import { TypeChoice } from './TypeChoice.tsx';

export interface SourceDraftProps {
  /** The source whose place it takes; null for a new one. */
  readonly replaces: string | null;
  readonly initialText: string;
  readonly takenIds: readonly string[];
  readonly file: SourcesFile;
  readonly reload: SourcesFileState['reload'];
}

/** Lives as long as the page: see `DraftMemory`. */
const memory = createDraftMemory();

/** A source being written. The text is the truth; the form changes single keys of it and shows what it can. */
export function SourceDraft({ replaces, initialText, takenIds, file, reload }: SourceDraftProps) {
  const isNew = replaces === null;
  const link = useLink();
  const { timeZones } = useSection('catalogue');
  const draft = useKeptDraft(memory, replaces ?? '', initialText);
  const { text, setText, base, setBase } = draft;
  /** What was written for the types that were left again. */
  const drafts = useRef(new Map<SourceType, string>());
  const [tried, setTried] = useState<TriedText | null>(null);
  /** What a test or a save found wrong with a text. */
  const [refused, setRefused] = useState<{
    readonly yaml: string;
    readonly errors: readonly ConfigMark[];
  } | null>(null);
  const [words, setWords] = useState<string | null>(null);
  const test = useCommand('testSource');
  const save = useCommand('saveSource');
  const form = useMemo(() => readForm(text), [text]);
  const [lastForm, setLastForm] = useState(form);
  if (form !== null && form !== lastForm) setLastForm(form);
  const missing = missingWords(form);
  const check = useSourceCheck(missing === null ? text : null, replaces);
  const errors = check.errors.length > 0 || refused?.yaml !== text ? check.errors : refused.errors;
  const obstacle = obstacleWords({ errors, missing, connected: link === 'open' });
  const written = file.sources.find((source) => source.id === replaces);

  const onType = (type: SourceType): void => {
    if (form !== null) drafts.current.set(form.type, text);
    setText(drafts.current.get(type) ?? startTextWith(form?.texts.url ?? '', type, takenIds));
  };
  const onTest = async (): Promise<void> => {
    if (obstacle !== null || test.running) return;
    setWords('Vigil is asking it. That takes a few seconds.');
    const answer = await test.run({ yaml: text });
    if (answer === null) return;
    setWords(answer.ok ? null : answer.error.message);
    if (!answer.ok) return;
    setRefused({ yaml: text, errors: answer.value.errors });
    if (answer.value.trial !== null) setTried({ yaml: text, trial: answer.value.trial });
  };
  const onSave = async (): Promise<void> => {
    if (obstacle !== null) return;
    setWords(null);
    const gone = !isNew && written === undefined;
    const answer = await save.run({ yaml: text, replaces: gone ? null : replaces, revision: file.revision });
    if (answer === null) return;
    if (answer.ok && answer.value.errors.length === 0) {
      draft.forget();
      navigate(hashOf({ name: 'source', id: readForm(text)?.texts.id ?? '' }));
      return;
    }
    if (answer.ok) {
      const aboutTheFile = fileFaultWords(answer.value.errors);
      setWords(aboutTheFile);
      if (aboutTheFile === null) setRefused({ yaml: text, errors: answer.value.errors });
      return;
    }
    const again = await reload();
    setWords(
      again.ok && again.value.revision !== file.revision
        ? 'The file was changed by somebody else meanwhile and was read again. Nothing was written; save once more to write this into it.'
        : answer.error.message,
    );
  };

  const shown = form ?? lastForm;
  return (
    <div className={styles['draft']}>
      <DraftHeading replaces={replaces} path={file.path} />
      <BegunBefore draft={draft} />
      {!isNew && (
        <ChangedMeanwhile
          base={base}
          now={written?.yaml ?? null}
          onTake={(yaml) => {
            setText(yaml);
            setBase(yaml);
          }}
          onKeep={(yaml) => setBase(yaml)}
        />
      )}
      {isNew && <TypeChoice value={shown?.type ?? 'prometheus'} onChange={onType} />}
      <div className={styles['halves']}>
        <div className={styles['half']}>
          {shown !== null && (
            <SourceForm
              form={shown}
              readable={form !== null}
              isNew={isNew}
              text={text}
              errors={errors}
              onText={setText}
              onSubmit={() => void onTest()}
            />
          )}
          {form === null && (
            <p className={styles['waits']}>
              The form waits: the text beside it cannot be read at the moment, or names no type that Vigil
              knows.
            </p>
          )}
        </div>
        <div className={styles['half']}>
          <CodeField
            label="The same as text. What is written here counts."
            value={text}
            marks={errors}
            maxLength={MAX_SOURCE_YAML_CHARS}
            onChange={setText}
          />
        </div>
      </div>
      {tried !== null && (
        <section
          className={styles['trial']}
          aria-label="What the test found"
          data-old={tried.yaml !== text || undefined}
        >
          <TrialReport trial={tried.trial} timeZone={timeZones[0] ?? 'UTC'} />
        </section>
      )}
      <div className={styles['foot']}>
        <Button
          tone="final"
          idle={obstacle !== null || save.running}
          describedBy="draft-state"
          onClick={() => void onSave()}
        >
          {isNew ? 'Save and start' : 'Save'}
        </Button>
        <Button
          idle={obstacle !== null || test.running}
          describedBy="draft-state"
          onClick={() => void onTest()}
        >
          {test.running ? 'Testing' : 'Test connection'}
        </Button>
        <Button
          onClick={() => {
            draft.forget();
            navigate(hashOf(replaces === null ? { name: 'sources' } : { name: 'source', id: replaces }));
          }}
        >
          Cancel
        </Button>
        <p id="draft-state" className={styles['state']} role="status">
          {words ?? obstacle ?? triedWords(tried, text, form?.type ?? null)}
        </p>
      </div>
    </div>
  );
}
