import { type ReactNode, useEffect, useRef, useState } from 'react';
import { MAX_RULE_YAML_CHARS, type RulePreview } from '../../../shared/contract/rule-commands.ts';
import { hashOf, navigate } from '../../app/routes.ts';
import { BegunBefore } from '../../source-setup/BegunBefore.tsx';
import { createDraftMemory } from '../../source-setup/draft-memory.ts';
import { CopyButton } from '../../source-setup/Payloads.tsx';
import { useCommand } from '../../source-setup/use-command.ts';
import { useKeptDraft } from '../../source-setup/use-kept-draft.ts';
import type { ConfigMark } from '../../source-setup/use-source-check.ts';
import type { RulesFileState } from '../../source-setup/use-sources-file.ts';
import { useLink, useSection } from '../../state/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { Told } from '../../ui/Told.tsx';
import { PreviewReport } from './PreviewReport.tsx';
import styles from './RuleDraft.module.css';
import { RuleStandingLine } from './RuleStandingLine.tsx';

export interface RuleDraftProps {
  /** The rule whose place it takes; null for a new one. */
  readonly replaces: string | null;
  readonly initialText: string;
  readonly file: NonNullable<RulesFileState['file']>;
  readonly reload: RulesFileState['reload'];
}

interface Refused {
  readonly yaml: string;
  readonly problems: readonly ConfigMark[];
}

/** Lives as long as the page: see `DraftMemory`. */
const memory = createDraftMemory();

/** A rule being written. It can be tried anywhere; it is written where this seat may, else copied. */
export function RuleDraft({ replaces, initialText, file, reload }: RuleDraftProps) {
  const link = useLink();
  const { timeZones } = useSection('catalogue');
  const draft = useKeptDraft(memory, replaces ?? '', initialText);
  const { text, setText, base, setBase } = draft;
  const [tried, setTried] = useState<{ readonly yaml: string; readonly preview: RulePreview } | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [words, setWords] = useState<string | null>(null);
  const [asksToRemove, setAsksToRemove] = useState(false);
  const preview = useCommand('previewRule');
  const save = useCommand('saveRule');
  const remove = useCommand('removeRule');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const problems = refused?.yaml === text ? refused.problems : [];
  const isBusy = preview.running || save.running || remove.running;
  const isOff = link !== 'open' || isBusy;
  const now = file.rules.find(({ id }) => id === replaces)?.yaml ?? null;

  const leave = (): void => {
    draft.forget();
    navigate(hashOf({ name: 'rules' }));
  };
  const onPreview = async (): Promise<void> => {
    if (isOff) return;
    setWords('Vigil reads a week of its log.');
    const answer = await preview.run({ yaml: text });
    if (answer === null) return;
    setWords(answer.ok ? null : answer.error.message);
    if (!answer.ok) return;
    setRefused({ yaml: text, problems: answer.value.problems });
    if (answer.value.preview !== null) setTried({ yaml: text, preview: answer.value.preview });
  };
  const afterRefusal = async (message: string): Promise<void> => {
    const again = await reload();
    setWords(
      again.ok && again.value.revision !== file.revision
        ? 'The file was changed by somebody else meanwhile and was read again. Nothing was written; do it once more to write this into it.'
        : message,
    );
  };
  const onSave = async (): Promise<void> => {
    if (isOff) return;
    setWords(null);
    const answer = await save.run({ yaml: text, replaces, revision: file.revision });
    if (answer === null) return;
    if (!answer.ok) return afterRefusal(answer.error.message);
    if (answer.value.errors.length === 0) return leave();
    setRefused({ yaml: text, problems: answer.value.errors });
  };
  const onRemove = async (): Promise<void> => {
    if (isOff || replaces === null) return;
    const answer = await remove.run({ id: replaces, revision: file.revision });
    if (answer === null) return;
    if (answer.ok) return leave();
    await afterRefusal(answer.error.message);
  };

  return (
    <div className={styles['draft']}>
      <p className={styles['crumb']}>
        <a href={hashOf({ name: 'alerts' })}>Alerts</a> / <a href={hashOf({ name: 'rules' })}>Rules</a>
      </p>
      <h1 ref={heading} tabIndex={-1} className={styles['heading']}>
        {replaces === null ? 'A new rule' : <Told text={replaces} />}
      </h1>
      {replaces !== null && <RuleStandingLine id={replaces} />}
      {!file.editable && (
        <p className={styles['cannot']}>
          {file.whyNot ?? 'Nothing can be changed from here.'} A rule can be tried here all the same, and
          copied into the file.
        </p>
      )}
      <BegunBefore draft={draft} />
      {replaces !== null && now !== null && now !== base && (
        <Meanwhile
          onTake={() => {
            setText(now);
            setBase(now);
          }}
          onKeep={() => setBase(now)}
        >
          {now}
        </Meanwhile>
      )}
      <div className={styles['halves']}>
        <div className={styles['half']}>
          <CodeField
            label="The rule, as it stands in the file under rules"
            value={text}
            marks={problems}
            maxLength={MAX_RULE_YAML_CHARS}
            onChange={setText}
          />
        </div>
        <section className={styles['half']} aria-label="What it would have done">
          <PreviewReport
            preview={tried?.preview ?? null}
            isOld={tried !== null && tried.yaml !== text}
            running={preview.running}
            timeZone={timeZones[0] ?? 'UTC'}
          />
        </section>
      </div>
      <div className={styles['foot']}>
        {asksToRemove ? (
          <>
            <span>Remove this rule? What it raised ends, and stays in the history of the alerts.</span>
            <Button tone="grave" idle={isOff} onClick={() => void onRemove()}>
              Remove it
            </Button>
            <Button onClick={() => setAsksToRemove(false)}>Keep it</Button>
          </>
        ) : (
          <>
            {file.editable && (
              <Button tone="final" idle={isOff} describedBy="rule-words" onClick={() => void onSave()}>
                {replaces === null ? 'Save and start' : 'Save'}
              </Button>
            )}
            <Button
              tone={file.editable ? 'plain' : 'final'}
              idle={isOff}
              describedBy="rule-words"
              onClick={() => void onPreview()}
            >
              {preview.running ? 'Trying' : 'Try over the last week'}
            </Button>
            <CopyButton key={text} text={text} />
            {file.editable && replaces !== null && (
              <Button onClick={() => setAsksToRemove(true)}>Remove</Button>
            )}
            <Button onClick={leave}>Cancel</Button>
          </>
        )}
        <p id="rule-words" className={styles['state']} role="status">
          {words ?? (link === 'open' ? '' : 'Vigil does not answer at the moment.')}
        </p>
      </div>
    </div>
  );
}

interface MeanwhileProps {
  readonly onTake: () => void;
  readonly onKeep: () => void;
  /** What stands in the file now. */
  readonly children: ReactNode;
}

/** Somebody else changed the same rule while it was being written here. */
function Meanwhile({ onTake, onKeep, children }: MeanwhileProps) {
  return (
    <div role="status" className={styles['meanwhile']}>
      <p>This rule was changed in the file while you were writing. Your text is still here.</p>
      <pre className="mono">{children}</pre>
      <Button onClick={onTake}>Take what stands there</Button> <Button onClick={onKeep}>Keep mine</Button>
    </div>
  );
}
