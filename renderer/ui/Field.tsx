import { type ReactNode, useId } from 'react';
import styles from './Field.module.css';

export interface FieldFrameProps {
  readonly label: string;
  /** What it is for, in a few words beside the label. */
  readonly hint?: string | undefined;
  /** What is wrong with what stands there. */
  readonly fault?: string | undefined;
}

interface FrameProps extends FieldFrameProps {
  readonly children: (ids: { readonly id: string; readonly describedBy: string | undefined }) => ReactNode;
}

/** Label above, control, and under it what is wrong. Ids tie the three together for screen readers. */
function FieldFrame({ label, hint, fault, children }: FrameProps) {
  const id = useId();
  const describedBy = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <div className={styles['field']}>
      <div className={styles['head']}>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && <span id={`${id}-hint`}>{hint}</span>}
      </div>
      {children({ id, describedBy: describedBy === '' ? undefined : describedBy })}
      {fault !== undefined && (
        <p id={`${id}-fault`} className={styles['fault']}>
          {fault}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps extends FieldFrameProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** Identifiers, addresses and expressions. */
  readonly mono?: boolean;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  /** Nobody looks over the shoulder, and no browser offers to remember it. */
  readonly secret?: boolean;
}

/** Longest text one field takes. */
const MAX_FIELD_CHARS = 4_096;

/** One line of text. */
export function TextField({
  value,
  onChange,
  placeholder,
  mono,
  required,
  disabled,
  autoFocus,
  secret = false,
  ...frame
}: TextFieldProps) {
  return (
    <FieldFrame {...frame}>
      {({ id, describedBy }) => (
        <input
          id={id}
          type={secret ? 'password' : 'text'}
          className={mono === true ? `${styles['input']} mono` : styles['input']}
          value={value}
          placeholder={placeholder}
          aria-describedby={describedBy}
          aria-invalid={frame.fault === undefined ? undefined : true}
          aria-required={required === true ? true : undefined}
          disabled={disabled}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- pages whose one purpose is this field
          autoFocus={autoFocus}
          autoComplete={secret ? 'new-password' : 'off'}
          autoCapitalize="off"
          spellCheck={false}
          maxLength={MAX_FIELD_CHARS}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldFrame>
  );
}

export interface SelectFieldProps<Value extends string> extends FieldFrameProps {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** One of several, in a list that opens. */
export function SelectField<Value extends string>({
  value,
  options,
  onChange,
  disabled,
  ...frame
}: SelectFieldProps<Value>) {
  return (
    <FieldFrame {...frame}>
      {({ id, describedBy }) => (
        <select
          id={id}
          className={styles['input']}
          value={value}
          aria-describedby={describedBy}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
