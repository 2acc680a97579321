import { type SourceForm as Form, withLogin, withText } from '../../source-setup/form-model.ts';
import { LoginFields } from '../../source-setup/LoginFields.tsx';
import { type FormKey, guideOf } from '../../source-setup/source-types.ts';
import type { ConfigMark } from '../../source-setup/use-source-check.ts';
import { TextField } from '../../ui/Field.tsx';
import { Fold } from '../../ui/Fold.tsx';
import { faultAt } from './draft-model.ts';
import styles from './SourceForm.module.css';

export interface SourceFormProps {
  readonly form: Form;
  /** The text can be read: the fields say what it says and may change it. */
  readonly readable: boolean;
  readonly isNew: boolean;
  readonly text: string;
  readonly errors: readonly ConfigMark[];
  readonly onText: (text: string) => void;
  readonly onSubmit: () => void;
}

interface FieldWords {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  /** Where its faults are reported. */
  readonly paths: readonly string[];
}

/** Fields of the usual case. The others wait under "More". */
const usual: readonly FormKey[] = ['every', 'expectEvery', 'region', 'service', 'group', 'namespace'];
const further: readonly FormKey[] = ['timeout', 'staleAfter', 'path', 'tenant', 'ca', 'cert', 'key', 'proxy'];

const words: Readonly<Record<Exclude<FormKey, 'id' | 'url'>, FieldWords>> = {
  every: { label: 'Asked every', hint: '5s, 1m', paths: ['every'] },
  timeout: { label: 'Waits for an answer', hint: '3s', placeholder: '3s', paths: ['timeout'] },
  staleAfter: { label: 'Values are stale after', hint: '15s, 2m', paths: ['staleAfter'] },
  region: { label: 'Region', hint: 'of series that name none', paths: ['region'] },
  service: { label: 'Service', hint: 'of series that name none', paths: ['service'] },
  group: { label: 'Group', hint: 'same for all that answer alike', paths: ['group'] },
  tenant: { label: 'Tenant', hint: 'X-Scope-OrgID', paths: ['headers.X-Scope-OrgID'] },
  namespace: { label: 'Namespace', placeholder: '/', paths: ['namespace'] },
  path: { label: 'Path', placeholder: '/socket.io', paths: ['path'] },
  expectEvery: {
    label: 'Expect something every',
    hint: 'unreachable after',
    placeholder: '1h',
    paths: ['expectEvery'],
  },
  ca: { label: 'Authority (CA) to trust', hint: 'PEM file', placeholder: 'ca.pem', paths: ['tls.ca'] },
  cert: {
    label: 'Client certificate',
    hint: 'PEM file, for mTLS',
    placeholder: 'client.pem',
    paths: ['tls.cert'],
  },
  key: { label: 'Its private key', hint: 'PEM file', placeholder: 'client-key.pem', paths: ['tls.key'] },
  proxy: { label: 'HTTP proxy', placeholder: 'http://proxy.example:3128', paths: ['proxy'] },
};

/** The common keys of a source as fields. Each changes its key in the text and nothing else. */
export function SourceForm({ form, readable, isNew, text, errors, onText, onSubmit }: SourceFormProps) {
  const guide = guideOf(form.type);
  const asked = (keys: readonly FormKey[]) => keys.filter((key) => guide.asks.includes(key));
  const moreKeys = asked(further);
  const set = (key: FormKey, value: string): void => onText(withText(text, key, value));
  const field = (key: FormKey) => {
    if (key === 'id' || key === 'url') return null;
    const { label, hint, placeholder, paths } = words[key];
    const example = key === 'every' ? (guide.everyDefault ?? undefined) : placeholder;
    return (
      <TextField
        key={key}
        label={label}
        hint={hint}
        {...(example === undefined ? {} : { placeholder: example })}
        value={form.texts[key]}
        fault={faultAt(errors, ...paths)}
        disabled={!readable}
        onChange={(value) => set(key, value)}
      />
    );
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {guide.addressExample !== null && (
        <TextField
          label="Address"
          hint={guide.addressHint}
          placeholder={guide.addressExample}
          mono
          required
          autoFocus={isNew}
          value={form.texts.url}
          fault={faultAt(errors, 'url')}
          disabled={!readable}
          onChange={(value) => set('url', value)}
        />
      )}
      <fieldset className={styles['pairs']} disabled={!readable}>
        <TextField
          label="Name"
          hint="short; alerts and notices use it"
          required
          value={form.texts.id}
          fault={faultAt(errors, 'id')}
          onChange={(value) => set('id', value)}
        />
        {asked(usual).map(field)}
      </fieldset>
      {guide.logins.length > 0 && guide.logins[0] !== guide.logins.at(-1) && (
        <fieldset disabled={!readable}>
          <LoginFields
            login={form.login}
            kinds={guide.logins}
            fault={faultAt(errors, 'auth', 'token')}
            onChange={(login) => onText(withLogin(text, form.type, login))}
          />
        </fieldset>
      )}
      {form.type === 'webhook' && (
        <fieldset disabled={!readable}>
          <LoginFields
            login={form.login}
            kinds={guide.logins}
            fault={faultAt(errors, 'token')}
            onChange={(login) => onText(withLogin(text, form.type, login))}
          />
          <p className={styles['note']}>
            Others post to <span className="mono">/hooks/{form.texts.id || '…'}</span> of the Vigil that
            serves, with this token as bearer.
          </p>
        </fieldset>
      )}
      {guide.startText !== '' && (
        <p className={styles['note']}>
          What its events mean is written in the text, under <span className="mono">events</span>: a start
          stands there.
        </p>
      )}
      {moreKeys.length > 0 && (
        <Fold title="More" fact={moreWords(moreKeys)} open={moreKeys.some((key) => form.texts[key] !== '')}>
          <fieldset className={styles['pairs']} disabled={!readable}>
            {moreKeys.map(field)}
          </fieldset>
        </Fold>
      )}
    </form>
  );
}

function moreWords(keys: readonly FormKey[]): string {
  const parts = [
    ...(keys.includes('timeout') ? ['timeout'] : []),
    ...(keys.includes('tenant') ? ['tenant'] : []),
    ...(keys.includes('ca') ? ['certificates'] : []),
    ...(keys.includes('proxy') ? ['proxy'] : []),
  ];
  return parts.join(', ');
}
