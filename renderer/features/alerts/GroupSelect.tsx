import { type Grouping, groupingText, plainGroupings, readGrouping } from './feed-grouping.ts';
import styles from './GroupSelect.module.css';

export interface GroupSelectProps {
  readonly grouping: Grouping;
  /** Names of labels that can be grouped by, most common first. */
  readonly labels: readonly string[];
  readonly onChange: (grouping: Grouping) => void;
}

/** Labels offered; an address can name any. */
const MAX_LABELS = 30;

/** "Worst first, grouped by service", where the service can be something else. */
export function GroupSelect({ grouping, labels, onChange }: GroupSelectProps) {
  const plain = new Set<string>(plainGroupings);
  const names = labels.filter((name) => !plain.has(name)).slice(0, MAX_LABELS);
  if (grouping.kind === 'label' && !names.includes(grouping.name)) names.push(grouping.name);
  return (
    <label className={styles['group']}>
      <span>
        <span className={styles['words']}>Worst first, grouped </span>by
      </span>
      <select
        className={styles['select']}
        value={groupingText(grouping)}
        onChange={(event) => onChange(readGrouping(event.target.value))}
      >
        {plainGroupings.map((kind) => (
          <option key={kind} value={kind}>
            {kind === 'none' ? 'nothing' : kind}
          </option>
        ))}
        <optgroup label="Labels">
          {names.map((name) => (
            <option key={name} value={`label:${name}`}>
              {name}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}
