import { useId, useRef, useState } from 'react';
import { type AlertFilter, isFiltering } from '../../../shared/domain/alert-filter.ts';
import { CrossIcon, FilterIcon } from '../../ui/icons.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './SavedFilters.module.css';
import {
  MAX_FILTER_NAME_CHARS,
  removeFilter,
  renameFilter,
  type SavedFilter,
  saveFilter,
  useSavedFilters,
} from './saved-filters.ts';

export interface SavedFiltersProps {
  readonly filter: AlertFilter;
  /** What the feed is grouped by, as the address says it. */
  readonly group: string;
  readonly onApply: (saved: SavedFilter) => void;
}

/** Filters that were given a name on this seat: chosen, renamed, removed, and the one on screen saved. */
export function SavedFilters({ filter, group, onApply }: SavedFiltersProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const saved = useSavedFilters();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const [renaming, setRenaming] = useState<string | null>(null);
  return (
    <span className={styles['saved']}>
      <button
        type="button"
        className={styles['button']}
        popoverTarget={id}
        aria-expanded={isOpen}
        aria-haspopup="dialog"
      >
        <FilterIcon size={14} />
        Saved filters
        {saved.length > 0 && <span className={styles['count']}>{saved.length}</span>}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Saved filters"
        className={styles['panel']}
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
      >
        {saved.length === 0 && <p className={styles['none']}>No filter is saved on this seat yet.</p>}
        <ul>
          {saved.map((one) => (
            <li key={one.name} className={styles['item']}>
              {renaming === one.name ? (
                <NameField
                  label={`New name of ${one.name}`}
                  initial={one.name}
                  onDone={(next) => {
                    if (next !== null) renameFilter(one.name, next);
                    setRenaming(null);
                  }}
                />
              ) : (
                <>
                  <button
                    type="button"
                    className={styles['apply']}
                    onClick={() => {
                      panel.current?.hidePopover();
                      onApply(one);
                    }}
                  >
                    <Told text={one.name} />
                  </button>
                  <button type="button" className={styles['small']} onClick={() => setRenaming(one.name)}>
                    Rename
                  </button>
                  <button
                    type="button"
                    className={styles['small']}
                    aria-label={`Remove ${one.name}`}
                    onClick={() => removeFilter(one.name)}
                  >
                    <CrossIcon size={11} />
                  </button>
                </>
              )}
            </li>
          ))}
        </ul>
        {isFiltering(filter) ? (
          <form
            className={styles['form']}
            onSubmit={(event) => {
              event.preventDefault();
              saveFilter(name, filter, group);
              setName('');
            }}
          >
            <input
              className={styles['input']}
              aria-label="Name for the filter on screen"
              placeholder="Name for the filter on screen"
              value={name}
              maxLength={MAX_FILTER_NAME_CHARS}
              onChange={(event) => setName(event.target.value)}
            />
            <button type="submit" className={styles['save']} disabled={name.trim() === ''}>
              {saved.some((one) => one.name === name.trim()) ? 'Replace' : 'Save'}
            </button>
          </form>
        ) : (
          <p className={styles['none']}>Add a filter, then give it a name here.</p>
        )}
      </div>
    </span>
  );
}

interface NameFieldProps {
  readonly label: string;
  readonly initial: string;
  /** Null: nothing is changed. */
  readonly onDone: (name: string | null) => void;
}

/** Enter takes the name, Escape or leaving the field does not. */
function NameField({ label, initial, onDone }: NameFieldProps) {
  const [text, setText] = useState(initial);
  return (
    <input
      className={styles['input']}
      aria-label={label}
      value={text}
      maxLength={MAX_FILTER_NAME_CHARS}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- it appears because somebody asked for it
      autoFocus
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(null)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(text);
        else if (event.key === 'Escape') {
          event.preventDefault();
          onDone(null);
        }
      }}
    />
  );
}
