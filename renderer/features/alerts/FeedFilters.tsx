import { type ReactNode, useMemo } from 'react';
import { type Alert, severities } from '../../../shared/domain/alert.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { markOfSeverity } from '../../../shared/format/words.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './FeedFilters.module.css';
import { countBySeverity, countBySource, type FeedFilter } from './feed-model.ts';

/** Sources with a chip of their own; the text filter finds the others by name. */
const MAX_SOURCE_CHIPS = 6;

export interface FeedFiltersProps {
  readonly alerts: readonly Alert[];
  readonly filter: FeedFilter;
  readonly onChange: (filter: FeedFilter) => void;
  /** Further chips, after the others. */
  readonly children?: ReactNode;
}

/** Chips for severity and source, and a field for words. What is chosen shows; nothing chosen shows all. */
export function FeedFilters({ alerts, filter, onChange, children }: FeedFiltersProps) {
  const bySeverity = useMemo(() => countBySeverity(alerts), [alerts]);
  const bySource = useMemo(() => countBySource(alerts), [alerts]);
  const chosenFirst = bySource.filter(([id], index) => index < MAX_SOURCE_CHIPS || filter.sourceIds.has(id));
  return (
    <div className={styles['filters']}>
      <SearchField
        label="Filter by words"
        placeholder="Filter by words"
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      <div role="group" aria-label="Severity" className={styles['group']}>
        {severities.map((severity) => (
          <button
            key={severity}
            type="button"
            aria-pressed={filter.severities.has(severity)}
            className={styles['chip']}
            onClick={() => onChange({ ...filter, severities: toggled(filter.severities, severity) })}
          >
            <StateMark state={markOfSeverity(severity)} size={10} />
            {severity}
            <span className={styles['count']}>{formatQuantity(bySeverity.get(severity) ?? 0, 'count')}</span>
          </button>
        ))}
      </div>
      {bySource.length > 1 && (
        <div role="group" aria-label="Source" className={styles['group']}>
          {chosenFirst.map(([id, count]) => (
            <button
              key={id}
              type="button"
              aria-pressed={filter.sourceIds.has(id)}
              className={styles['chip']}
              onClick={() => onChange({ ...filter, sourceIds: toggled(filter.sourceIds, id) })}
            >
              <Told text={id} />
              <span className={styles['count']}>{formatQuantity(count, 'count')}</span>
            </button>
          ))}
        </div>
      )}
      {children}
    </div>
  );
}

export interface QuietedChipProps {
  readonly count: number;
  readonly shown: boolean;
  readonly onToggle: () => void;
}

/** Counts what fires and notifies nobody, and shows it when asked to. */
export function QuietedChip({ count, shown, onToggle }: QuietedChipProps) {
  return (
    <button type="button" aria-pressed={shown} className={styles['chip']} onClick={onToggle}>
      {formatQuantity(count, 'count')} silenced or inhibited
      <span className={styles['count']}>{shown ? 'hide' : 'show'}</span>
    </button>
  );
}

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

export interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A field for words. Escape empties it, a second Escape leaves it. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  return (
    <input
      type="search"
      className={styles['search']}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (value === '') event.currentTarget.blur();
        else onChange('');
      }}
    />
  );
}
