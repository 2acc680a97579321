import { useState } from 'react';
import type { SourceTrial } from '../../../shared/contract/source-commands.ts';
import { hashOf } from '../../app/routes.ts';
import type { Login } from '../../source-setup/form-model.ts';
import { LoginFields } from '../../source-setup/LoginFields.tsx';
import { TrialReport } from '../../source-setup/TrialReport.tsx';
import { useCommand } from '../../source-setup/use-command.ts';
import { useSourcesFile } from '../../source-setup/use-sources-file.ts';
import { useSection } from '../../state/hooks.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Fold } from '../../ui/Fold.tsx';
import { ViewHeading } from '../../ui/PanelTitle.tsx';
import styles from './FirstRunView.module.css';
import { firstSourceText } from './first-run-model.ts';
import { Starting } from './Starting.tsx';

const noLogin: Login = { kind: 'none', username: '', place: 'env', name: '' };
/** In demo mode the invented sources are not in the file: no name is taken by them. */
const NO_IDS: readonly string[] = [];

/** From nothing, or from the demo, to one's own estate: an address, what is behind it, one button. */
export function FirstRunView() {
  const { timeZones, demo } = useSection('catalogue');
  const { file, failure, reload } = useSourcesFile();
  const [address, setAddress] = useState('');
  const [login, setLogin] = useState(noLogin);
  const [found, setFound] = useState<{ readonly yaml: string; readonly trial: SourceTrial } | null>(null);
  const [words, setWords] = useState<string | null>(null);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const [saved, setSaved] = useState(false);
  const test = useCommand('testSource');
  const save = useCommand('saveSource');
  const takenIds = demo ? NO_IDS : (file?.sources.map(({ id }) => id) ?? NO_IDS);
  const yaml = firstSourceText(address, login, takenIds);

  if (saved) return <Starting />;
  if (file !== null && !file.editable)
    return (
      <EmptyState title="Sources cannot be connected from here">
        <p>{file.whyNot ?? 'This seat may only look.'}</p>
      </EmptyState>
    );

  const onLook = async (): Promise<void> => {
    if (test.running) return;
    if (address.trim() === '') {
      setFault('An address is needed: where Prometheus answers, such as http://prometheus.example:9090.');
      return;
    }
    setWords('Vigil is asking it what is there. That takes a few seconds.');
    setFound(null);
    const answer = await test.run({ yaml });
    if (answer === null) return;
    setWords(answer.ok ? null : answer.error.message);
    if (!answer.ok) return;
    const [wrong] = answer.value.errors;
    if (wrong !== undefined) setFault(wrong.message);
    if (answer.value.trial !== null) setFound({ yaml, trial: answer.value.trial });
  };
  const onUse = async (): Promise<void> => {
    if (found === null || file === null) return;
    setWords(null);
    const answer = await save.run({ yaml: found.yaml, replaces: null, revision: file.revision });
    if (answer === null) return;
    if (answer.ok && answer.value.errors.length === 0) {
      setSaved(true);
      return;
    }
    const again = answer.ok ? null : await reload();
    setWords(
      answer.ok
        ? `It could not be written: ${answer.value.errors[0]?.message ?? 'the file would not be valid'}.`
        : again?.ok === true && again.value.revision !== file.revision
          ? 'The file was changed meanwhile and was read again. Nothing was written: use it once more.'
          : answer.error.message,
    );
  };
  const changedSince = found !== null && found.yaml !== yaml;
  return (
    <div className={styles['first']}>
      <ViewHeading
        sub={
          demo
            ? 'What is on screen now is invented. An address is enough to see your own services instead.'
            : 'An address is enough: Vigil looks what is there and shows it.'
        }
      >
        Connect your Prometheus
      </ViewHeading>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void onLook();
        }}
      >
        <div className={styles['ask']}>
          <TextField
            label="Its address"
            hint="Thanos, Mimir and VictoriaMetrics as well"
            placeholder="http://prometheus.example:9090"
            mono
            required
            autoFocus
            value={address}
            fault={fault}
            onChange={(text) => {
              setAddress(text);
              setFault(undefined);
            }}
          />
          <Button
            submit
            tone={found?.trial.ok === true && !changedSince ? 'plain' : 'final'}
            idle={test.running}
          >
            {test.running ? 'Looking' : 'Look what is there'}
          </Button>
        </div>
        <Fold title="It asks for a login" open={login.kind !== 'none'}>
          <LoginFields login={login} kinds={['none', 'bearer', 'basic']} onChange={setLogin} />
        </Fold>
      </form>
      <p role="status" className={styles['words']}>
        {words ?? (file === null ? failure?.message : null)}
        {found !== null && words === null && <span className="visually-hidden">{found.trial.sentence}</span>}
      </p>
      {found !== null && (
        <section className={styles['found']} aria-label="What was found">
          <TrialReport trial={found.trial} timeZone={timeZones[0] ?? 'UTC'} />
          <div className={styles['use']}>
            {found.trial.ok && !changedSince && (
              <Button tone="final" idle={save.running || file === null} onClick={() => void onUse()}>
                Use this
              </Button>
            )}
            <p>{wordsOfUse(found.trial.ok, changedSince, demo, file?.path ?? null)}</p>
          </div>
        </section>
      )}
      <p className={styles['other']}>
        Alerts only, a stream of your own, a status page?{' '}
        <ButtonLink href={hashOf({ name: 'new-source' })}>Add another kind of source</ButtonLink>
      </p>
    </div>
  );
}

function wordsOfUse(ok: boolean, changedSince: boolean, demo: boolean, path: string | null): string {
  if (changedSince) return 'The address was changed since: look again before it is used.';
  if (!ok) return 'Nothing was changed. See whether the address is right and look again.';
  const where = path === null ? 'the configuration file' : path;
  return `It is written into ${where}${demo ? ', and the demo goes' : ''}. More sources can be added at any time.`;
}
