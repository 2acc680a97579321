import type { Reading } from '../../shared/domain/reading.ts';
import { signalDefinition, type Verdict } from '../../shared/domain/signal.ts';
import { formatClock } from '../../shared/format/clock.ts';
import { formatAge } from '../../shared/format/duration.ts';
import { claimWord } from '../../shared/format/health-words.ts';
import { formatQuantity } from '../../shared/format/value.ts';
import styles from './ReadingTable.module.css';
import { StateMark } from './StateMark.tsx';

/** One number with everything there is to know about it. */
export interface ReadingRow {
  readonly key: string | number;
  readonly reading: Reading;
  /** The number that stands for the others. */
  readonly isKey?: boolean;
  /** What its source claims with it, where sources disagree; null where nobody does. */
  readonly verdict?: Verdict | null;
}

/** Numbers with their source, both clocks and age; with what each claims where sources disagree. */
export function ReadingTable({ rows, zone }: { rows: readonly ReadingRow[]; zone: string }) {
  const hasClaims = rows.some(({ verdict }) => verdict !== null && verdict !== undefined);
  return (
    <table className={styles['numbers']}>
      <thead>
        <tr>
          <th scope="col">Signal</th>
          <th scope="col">Value</th>
          {hasClaims && <th scope="col">Claim</th>}
          <th scope="col">Source</th>
          <th scope="col">Sampled</th>
          <th scope="col">Received</th>
          <th scope="col">Age</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, reading, isKey = false, verdict = null }) => (
          <tr key={key} data-stale={reading.freshness === 'stale' || undefined} data-key={isKey || undefined}>
            <th scope="row">{signalDefinition(reading.signal, reading.unit).label}</th>
            <td>{formatQuantity(reading.value, reading.unit)}</td>
            {hasClaims && (
              <td data-empty={verdict === null || undefined}>
                {verdict !== null && (
                  <span className={styles['claim']}>
                    <StateMark state={verdict} size={11} />
                    {claimWord(verdict)}
                  </span>
                )}
              </td>
            )}
            <td>
              <bdi>{reading.sourceId}</bdi>
            </td>
            <td data-name="sampled">{formatClock(reading.sampledAtMs, zone)}</td>
            <td data-name="received">{formatClock(reading.receivedAtMs, zone)}</td>
            <td>
              {formatAge(reading.ageMs)}
              {reading.freshness === 'stale' && ', stale'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
