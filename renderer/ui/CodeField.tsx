import { type Ref, useId, useImperativeHandle, useRef } from 'react';
import styles from './CodeField.module.css';
import { Told } from './Told.tsx';

/** Rows the field always offers, so that an empty one looks like a place to write. */
const MIN_ROWS = 12;

/** One thing wrong in a text. Lines and columns start at 1. */
export interface CodeMark {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface CodeFieldHandle {
  /** Puts the cursor there and brings it into view. */
  goTo(line: number, column: number): void;
}

export interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange?: (value: string) => void;
  readonly marks: readonly CodeMark[];
  readonly maxLength: number;
  readonly ref?: Ref<CodeFieldHandle>;
}

/** Text with numbered lines. Lines with something wrong are marked, and named below in words. */
export function CodeField({ label, value, onChange, marks, maxLength, ref }: CodeFieldProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = value.split('\n');
  const rows = Math.max(MIN_ROWS, lines.length + 1);
  const wrong = new Set(marks.map(({ line }) => line));
  const goTo = (line: number, column: number): void => {
    const field = area.current;
    if (field === null) return;
    const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const at = before + Math.min(column - 1, lines[line - 1]?.length ?? 0);
    field.focus();
    field.setSelectionRange(at, at);
  };
  useImperativeHandle(ref, () => ({ goTo }));
  return (
    <div className={styles['code']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <div className={styles['box']}>
        <ol className={styles['gutter']} aria-hidden="true">
          {Array.from({ length: rows }, (_, index) => (
            <li key={index} data-wrong={wrong.has(index + 1) || undefined} />
          ))}
        </ol>
        <textarea
          ref={area}
          id={id}
          className={`${styles['area']} mono`}
          value={value}
          rows={rows}
          wrap="off"
          readOnly={onChange === undefined}
          maxLength={maxLength}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={marks.length > 0 ? true : undefined}
          aria-describedby={marks.length > 0 ? `${id}-marks` : undefined}
          onChange={(event) => onChange?.(event.target.value)}
        />
      </div>
      <ul id={`${id}-marks`} className={styles['marks']}>
        {marks.map((mark) => (
          <li key={`${mark.line}:${mark.column}:${mark.message}`}>
            <button type="button" onClick={() => goTo(mark.line, mark.column)}>
              line {mark.line}, column {mark.column}
            </button>
            <span>
              <Told text={mark.message} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
