import { Told } from '../ui/Told.tsx';
import styles from './NameList.module.css';

/** Names shown before the rest is a count. */
const MAX_NAMES = 24;

/** Names of things found, as they are called there. Nothing when there are none. */
export function NameList({ label, names }: { label: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  const shown = names.slice(0, MAX_NAMES);
  return (
    <div className={styles['names']}>
      <dt>
        {label} <span className="tabular">{names.length}</span>
      </dt>
      <dd>
        <ul>
          {shown.map((name) => (
            <li key={name}>
              <Told text={name} />
            </li>
          ))}
          {names.length > shown.length && (
            <li className={styles['more']}>and {names.length - shown.length} more</li>
          )}
        </ul>
      </dd>
    </div>
  );
}
