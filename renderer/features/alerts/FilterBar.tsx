import { type ReactNode, useRef, useState } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import type { AlertFilter } from '../../../shared/domain/alert-filter.ts';
import { formatMatcher } from '../../../shared/domain/matcher-text.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { useShortcuts } from '../../shortcuts/use-shortcuts.ts';
import { CloserIcon, CrossIcon } from '../../ui/icons.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './FilterBar.module.css';
import { FilterField } from './FilterField.tsx';

export interface FilterBarProps {
  /** What suggestions are made from. */
  readonly alerts: readonly Alert[];
  readonly filter: AlertFilter;
  readonly onChange: (filter: AlertFilter) => void;
  /** Further chips, after the others. */
  readonly children?: ReactNode;
  /** What stands at the end of the line. */
  readonly end?: ReactNode;
}

/** One thing a filter asks for. */
interface FilterPart {
  readonly key: string;
  readonly name: string;
  readonly operator: string;
  readonly value: string;
  readonly without: AlertFilter;
  /** How it is typed, where it can be edited as text. */
  readonly typed: string | null;
}

/** The filter as chips: each can be edited and taken away, one more can be added; all of it by keyboard. */
export function FilterBar({ alerts, filter, onChange, children, end }: FilterBarProps) {
  const [typing, setTyping] = useState<{ readonly text: string; readonly base: AlertFilter } | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const begin = (text: string, base: AlertFilter): void => setTyping({ text, base });
  useShortcuts('alertFilter', { filter: () => begin('', filter) });
  const parts = partsOf(filter);
  const close = (why: 'done' | 'left' | 'back'): void => {
    setTyping(null);
    const last = parts.at(-1);
    if (why === 'back' && last !== undefined) onChange(last.without);
    if (why !== 'left') requestAnimationFrame(() => add.current?.focus());
  };
  return (
    <div className={styles['bar']} role="group" aria-label="Filter">
      {parts.map((part) => (
        <span key={part.key} className={styles['chip']}>
          {part.typed === null ? (
            <PartWords part={part} />
          ) : (
            <button
              type="button"
              className={styles['edit']}
              title="Change it"
              onClick={() => begin(part.typed ?? '', part.without)}
            >
              <PartWords part={part} />
            </button>
          )}
          <button
            type="button"
            className={styles['remove']}
            aria-label={['Take away', part.name, part.operator, part.value].filter(Boolean).join(' ')}
            onClick={() => {
              onChange(part.without);
              add.current?.focus();
            }}
          >
            <CrossIcon size={10} />
          </button>
        </span>
      ))}
      {typing === null ? (
        <button
          ref={add}
          type="button"
          className={styles['add']}
          aria-keyshortcuts="/"
          onClick={() => begin('', filter)}
        >
          <CloserIcon size={12} />
          Add filter
        </button>
      ) : (
        <FilterField
          key={typing.text}
          alerts={alerts}
          filter={typing.base}
          initial={typing.text}
          onChange={onChange}
          onClose={close}
        />
      )}
      {children}
      {end !== undefined && <span className={styles['end']}>{end}</span>}
    </div>
  );
}

function PartWords({ part }: { part: FilterPart }) {
  return (
    <>
      <Told text={part.name} className={styles['name']} />
      {part.operator !== '' && <span className={styles['operator']}>{part.operator}</span>}
      <Told text={part.value === '' ? 'nothing' : part.value} className={styles['value']} />
    </>
  );
}

function partsOf(filter: AlertFilter): readonly FilterPart[] {
  const { severities, sourceIds, text, matchers } = filter;
  const parts: FilterPart[] = [];
  const plain = { operator: '', typed: null };
  if (severities.length > 0) {
    const without = { ...filter, severities: [] };
    parts.push({ ...plain, key: 'severity', name: 'severity', value: severities.join(', '), without });
  }
  if (sourceIds.length > 0) {
    const without = { ...filter, sourceIds: [] };
    parts.push({ ...plain, key: 'source', name: 'source', value: sourceIds.join(', '), without });
  }
  for (const matcher of matchers) {
    const typed = formatMatcher(matcher);
    const without = { ...filter, matchers: matchers.filter((one) => one !== matcher) };
    const operator = matcher.operator === '=' ? '' : matcher.operator;
    parts.push({ key: typed, name: matcher.name, operator, value: matcher.value, without, typed });
  }
  if (text.trim() !== '')
    parts.push({
      key: 'words',
      name: 'words',
      operator: '',
      value: text,
      without: { ...filter, text: '' },
      typed: text,
    });
  return parts;
}

export interface QuietedChipProps {
  readonly count: number;
  readonly shown: boolean;
  readonly onToggle: () => void;
}

/** Counts what fires and notifies nobody, and shows it when asked to. */
export function QuietedChip({ count, shown, onToggle }: QuietedChipProps) {
  return (
    <button type="button" aria-pressed={shown} className={styles['toggle']} onClick={onToggle}>
      {formatQuantity(count, 'count')} silenced or inhibited
      <span className={styles['count']}>{shown ? 'hide' : 'show'}</span>
    </button>
  );
}
