import { useId } from 'react';
import { type Matcher, matcherOperators } from '../../shared/domain/matchers.ts';
import { visibleText } from '../../shared/format/visible-text.ts';
import { CrossIcon } from '../ui/icons.tsx';
import styles from './MatcherChips.module.css';

export interface MatcherChipsProps {
  readonly matchers: readonly Matcher[];
  readonly onChange: (matchers: Matcher[]) => void;
  /** Which one is wrong, and why; null for none. */
  readonly fault: { readonly index: number | null; readonly sentence: string } | null;
  /** Names a condition can be about. */
  readonly names: readonly string[];
  readonly valuesOf: (name: string) => readonly string[];
}

/** Most suggestions of one field. */
const MAX_SUGGESTED = 100;

/** Conditions as chips whose every part can be changed in place. */
export function MatcherChips({ matchers, onChange, fault, names, valuesOf }: MatcherChipsProps) {
  const id = useId();
  const change = (index: number, part: Partial<Matcher>): void =>
    onChange(matchers.map((matcher, at) => (at === index ? { ...matcher, ...part } : matcher)));
  return (
    <>
      <ul className={styles['chips']} aria-label="Conditions">
        {matchers.map((matcher, index) => (
          // A condition has no name of its own, and keeps its place while it is changed.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={styles['chip']} data-wrong={fault?.index === index}>
            <Part
              label={`Label of condition ${index + 1}`}
              value={matcher.name}
              suggestions={names}
              listId={`${id}-names`}
              onChange={(name) => change(index, { name })}
              autoFocus={matcher.name === ''}
            />
            <select
              aria-label={`Operator of condition ${index + 1}`}
              value={matcher.operator}
              onChange={(event) => {
                const operator = matcherOperators.find((one) => one === event.target.value);
                if (operator !== undefined) change(index, { operator });
              }}
            >
              {matcherOperators.map((operator) => (
                <option key={operator} value={operator}>
                  {operator}
                </option>
              ))}
            </select>
            <Part
              label={`Value of condition ${index + 1}`}
              value={matcher.value}
              suggestions={valuesOf(matcher.name)}
              listId={`${id}-values-${index}`}
              onChange={(value) => change(index, { value })}
            />
            <button
              type="button"
              aria-label={`Remove the condition ${visibleText(`${matcher.name} ${matcher.operator} ${matcher.value}`)}`}
              onClick={() => onChange(matchers.filter((_, at) => at !== index))}
            >
              <CrossIcon size={10} />
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            className={styles['add']}
            onClick={() => onChange([...matchers, { name: '', operator: '=', value: '' }])}
          >
            + Condition
          </button>
        </li>
      </ul>
      {fault !== null && (
        <p className={styles['fault']} role="status">
          {fault.sentence}
        </p>
      )}
    </>
  );
}

interface PartProps {
  readonly label: string;
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly listId: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
}

function Part({ label, value, suggestions, listId, onChange, autoFocus = false }: PartProps) {
  return (
    <>
      <input
        aria-label={label}
        value={value}
        list={listId}
        // A little more than its letters, so that the caret has room.
        style={{ width: `calc(${Math.min(28, Math.max(3, value.length))}ch + 4px)` }}
        maxLength={2_000}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a condition that was just added is there to be written
        autoFocus={autoFocus}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {suggestions.slice(0, MAX_SUGGESTED).map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}
