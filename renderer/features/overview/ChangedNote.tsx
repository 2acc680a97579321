import { formatSince } from '../../../shared/format/clock.ts';
import { countOf } from '../../../shared/format/words.ts';
import { useNowMs, useSection } from '../../state/hooks.ts';
import styles from './ChangedNote.module.css';
import type { EstateView } from './estate-view.ts';
import type { Changes } from './use-changes.ts';

export interface ChangedNoteProps {
  readonly view: EstateView;
  readonly onChange: (view: EstateView) => void;
  readonly changes: Changes;
  /** Clears the marks. */
  readonly onSeen: () => void;
}

/** How many cells are not as they were when somebody last looked; shows only these, or clears the marks. */
export function ChangedNote({ view, onChange, changes, onSeen }: ChangedNoteProps) {
  const nowMs = useNowMs();
  const zone = useSection('catalogue').timeZones[0] ?? 'UTC';
  if (changes.count === 0) return null;
  return (
    <span className={styles['note']}>
      <i className={styles['corner']} aria-hidden="true" />
      {countOf(changes.count, 'cell')} changed
      {changes.sinceMs !== null && ` since you looked at ${formatSince(changes.sinceMs, nowMs, zone)}`}
      {!view.onlyChanged && (
        <button
          type="button"
          className={styles['act']}
          onClick={() => onChange({ ...view, onlyChanged: true })}
        >
          Show only these
        </button>
      )}
      <button type="button" className={styles['act']} title="Clear the marks (C)" onClick={onSeen}>
        Mark as seen
      </button>
    </span>
  );
}
