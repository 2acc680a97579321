import { type KeyboardEvent, useRef } from 'react';
import styles from './Segmented.module.css';

export interface SegmentedProps<Value extends string> {
  /** What is chosen here, for screen readers. */
  readonly label: string;
  readonly options: readonly {
    readonly value: Value;
    readonly text: string;
    /** Cannot be chosen now; `title` says why. */
    readonly disabled?: boolean;
    readonly title?: string;
  }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One choice of a few, side by side. A radio group: one tab stop, arrows move. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    let next = options.findIndex((option) => option.value === value);
    do next = (next + step + options.length) % options.length;
    while (options[next]?.disabled === true);
    const option = options[next];
    if (option === undefined || option.value === value) return;
    onChange(option.value);
    group.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={group} role="radiogroup" aria-label={label} className={styles['group']} onKeyDown={onKeyDown}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          className={styles['segment']}
          disabled={option.disabled === true}
          title={option.title}
          onClick={() => onChange(option.value)}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
