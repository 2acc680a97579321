import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertFilter } from '../../../shared/domain/alert-filter.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { Told } from '../../ui/Told.tsx';
import styles from './FilterBar.module.css';
import { labelChoices } from './feed-model.ts';
import { type Suggestion, suggest, withSuggestion } from './filter-suggestions.ts';

const MAX_TYPED_CHARS = 4_000;

export interface FilterFieldProps {
  /** What suggestions are made from. */
  readonly alerts: readonly Alert[];
  readonly filter: AlertFilter;
  /** What stands in it at first: a condition that is edited. */
  readonly initial: string;
  readonly onChange: (filter: AlertFilter) => void;
  /** `done`: chosen or given up by key; `left`: the focus went elsewhere; `back`: Backspace in the empty field. */
  readonly onClose: (why: 'done' | 'left' | 'back') => void;
}

/** The field a filter is typed in: Alertmanager's matchers, or words; a list offers what the alerts have. */
export function FilterField({ alerts, filter, initial, onChange, onClose }: FilterFieldProps) {
  const id = useId();
  const [text, setText] = useState(initial);
  const [active, setActive] = useState(0);
  // Taken once: labels that come and go must not move the list under the hand.
  const [known] = useState(() => ({ alerts, labels: labelChoices(alerts) }));
  const { options, fault } = useMemo(() => suggest(text, known.alerts, known.labels), [text, known]);
  const at = Math.min(active, options.length - 1);
  const type = (next: string): void => {
    setText(next);
    setActive(0);
  };
  const choose = (option: Suggestion | undefined): void => {
    if (option === undefined) return;
    const next = withSuggestion(filter, option);
    if (next === null) {
      if (option.does.kind === 'type') type(option.does.text);
      return;
    }
    onChange(next);
    onClose('done');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      setActive((at + step + options.length) % options.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(options[at]);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose('done');
    } else if (event.key === 'Backspace' && text === '') {
      event.preventDefault();
      onClose('back');
    }
  };
  return (
    <span
      className={styles['field']}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose('left');
      }}
    >
      <input
        className={styles['input']}
        role="combobox"
        aria-label="Filter by a label or by words"
        aria-expanded={options.length > 0}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={options[at] === undefined ? undefined : `${id}-${at}`}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        placeholder={'region=~"eu-.*", or words'}
        value={text}
        maxLength={MAX_TYPED_CHARS}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it appears because somebody asked for it
        autoFocus
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles['drop']}>
        {fault !== null && (
          <p id={`${id}-fault`} className={styles['fault']} role="status">
            {fault.message}
            <code>
              {text.slice(0, fault.at)}
              <mark>{text.slice(fault.at, fault.at + 1) || '\u2003'}</mark>
              {text.slice(fault.at + 1)}
            </code>
          </p>
        )}
        <div role="listbox" id={`${id}-list`} aria-label="What can be filtered by">
          {options.map((option, index) => (
            <div
              key={option.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              className={styles['option']}
              // The field keeps the focus: it would close under the press.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              <Told text={option.name} className={styles['optionName']} />
              <Told text={option.value} className={styles['optionValue']} />
              {option.count !== null && (
                <span className={styles['count']}>{formatQuantity(option.count, 'count')}</span>
              )}
            </div>
          ))}
        </div>
      </div>
    </span>
  );
}
