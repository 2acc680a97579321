import { useState } from 'react';
import { useRequest } from '../state/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import styles from './LoginFields.module.css';
import { useCommand } from './use-command.ts';

export interface KeychainEntryProps {
  /** What it is: "token", "password". */
  readonly noun: string;
  /** Name of the entry. */
  readonly name: string;
}

/**
 * The one place where a secret is typed: it goes straight into this computer's keychain, and nothing can read it back
 * into a page. The field is emptied as soon as it is kept.
 */
export function KeychainEntry({ noun, name }: KeychainEntryProps) {
  const { run, running } = useCommand('storeSecret');
  const [secret, setSecret] = useState('');
  const [outcome, setOutcome] = useState('');
  const [changes, setChanges] = useState(0);
  const names = useRequest('secretNames', {}, changes).data?.names ?? [];
  const ready = name.trim() !== '' && secret !== '' && !running;

  async function keep(): Promise<void> {
    const answer = await run({ name: name.trim(), secret });
    if (answer === null) return;
    if (answer.ok) {
      setSecret('');
      setChanges((count) => count + 1);
    }
    setOutcome(
      answer.ok ? `Kept in the keychain as ${name.trim()}. It cannot be shown again.` : answer.error.message,
    );
  }

  return (
    <div className={styles['keychain']}>
      <TextField
        label={`The ${noun}, if the entry is new`}
        value={secret}
        secret
        onChange={(value) => {
          setSecret(value);
          setOutcome('');
        }}
      />
      <Button idle={!ready} onClick={() => void keep()}>
        Keep it
      </Button>
      <p role="status" className={styles['note']}>
        {outcome === '' && names.length > 0 ? `In the keychain: ${names.join(', ')}` : outcome}
      </p>
    </div>
  );
}
