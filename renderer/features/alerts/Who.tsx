import type { Acknowledgement } from '../../../shared/domain/alert.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { Told } from '../../ui/Told.tsx';
import styles from './Who.module.css';

/** The letters that stand for a person: of the first and the last word of the name. */
export function initialsOf(name: string): string {
  const [person = ''] = name.split('@');
  const words = person.split(/[\s._-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return (
    [first, last].map((word) => (word === undefined ? '' : Array.from(word)[0]!.toUpperCase())).join('') ||
    '?'
  );
}

/** Who has an alert in hand and why; "nobody yet" while nobody has. */
export function Who({
  acknowledgement,
  nowMs,
  timeZone,
}: {
  acknowledgement: Acknowledgement | undefined;
  nowMs: number;
  timeZone: string;
}) {
  if (acknowledgement === undefined) return <span className={styles['nobody']}>nobody yet</span>;
  const { by, why, untilMs } = acknowledgement;
  const until = untilMs === null ? 'until resolved' : `until ${formatSince(untilMs, nowMs, timeZone)}`;
  return (
    <span className={styles['who']} title={[by, why, until].filter(Boolean).join('\n')}>
      <span className={styles['initials']} aria-hidden="true">
        {initialsOf(by)}
      </span>
      <span className={styles['words']}>
        <Told text={by === '' ? 'somebody' : by} className={styles['name']} />
        <Told text={why === '' ? until : why} className={styles['why']} />
      </span>
    </span>
  );
}
