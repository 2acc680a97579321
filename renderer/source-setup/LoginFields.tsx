import { useCapability } from '../state/hooks.ts';
import { SelectField, TextField } from '../ui/Field.tsx';
import type { Login, SecretPlace } from './form-model.ts';
import { KeychainEntry } from './KeychainEntry.tsx';
import styles from './LoginFields.module.css';
import type { LoginKind } from './source-types.ts';

export interface LoginFieldsProps {
  readonly login: Login;
  readonly kinds: readonly LoginKind[];
  readonly onChange: (login: Login) => void;
  /** What is wrong with where the secret is kept. */
  readonly fault?: string | undefined;
}

const kindText: Readonly<Record<LoginKind, string>> = {
  none: 'none',
  bearer: 'bearer token',
  basic: 'user name and password',
  token: 'token',
};

/** How Vigil proves who it is. What is written down is where the secret is kept, never the secret. */
export function LoginFields({ login, kinds, onChange, fault }: LoginFieldsProps) {
  const hasKeychain = useCapability('keychain');
  // An entry that names the keychain already is shown wherever it is read.
  const withKeychain = hasKeychain || login.place === 'keychain';
  const places = [
    { value: 'env', text: 'environment variable' },
    { value: 'file', text: 'file' },
    ...(withKeychain ? ([{ value: 'keychain', text: 'keychain entry' }] as const) : []),
  ] as const satisfies readonly { value: SecretPlace; text: string }[];
  const secret = login.kind === 'basic' ? 'password' : 'token';
  return (
    <div className={styles['login']}>
      {kinds.length > 1 && (
        <SelectField
          label="Login"
          value={login.kind}
          options={kinds.map((kind) => ({ value: kind, text: kindText[kind] }))}
          onChange={(kind) => onChange({ ...login, kind })}
        />
      )}
      {login.kind === 'basic' && (
        <TextField
          label="User name"
          value={login.username}
          onChange={(username) => onChange({ ...login, username })}
        />
      )}
      {login.kind !== 'none' && (
        <>
          <SelectField
            label={`Where the ${secret} is kept`}
            value={login.place}
            options={places}
            onChange={(place) => onChange({ ...login, place })}
          />
          <TextField
            label={nameLabel(login.place)}
            value={login.name}
            mono
            placeholder={namePlaceholder(login.place)}
            fault={fault}
            onChange={(name) => onChange({ ...login, name })}
          />
          {login.place === 'keychain' && hasKeychain ? (
            <KeychainEntry noun={secret} name={login.name} />
          ) : (
            <p className={styles['note']}>
              The {secret} itself is not typed here: Vigil reads it from there when it connects.
            </p>
          )}
        </>
      )}
    </div>
  );
}

function nameLabel(place: SecretPlace): string {
  switch (place) {
    case 'env':
      return 'Name of the variable';
    case 'file':
      return 'Path of the file';
    case 'keychain':
      return 'Name of the entry';
  }
}

function namePlaceholder(place: SecretPlace): string {
  switch (place) {
    case 'env':
      return 'PROMETHEUS_TOKEN';
    case 'file':
      return '/run/secrets/prometheus';
    case 'keychain':
      return 'prometheus';
  }
}
