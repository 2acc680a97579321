import type { Reading } from '../../shared/domain/reading.ts';
import { signalDefinition } from '../../shared/domain/signal.ts';
import { formatClock } from '../../shared/format/clock.ts';
import { formatAge } from '../../shared/format/duration.ts';
import { formatQuantity, formatValue } from '../../shared/format/value.ts';
import styles from './ReadingText.module.css';

/** Everything there is to know about a number, in words: for tooltips and for reading aloud. */
export function describeReading(reading: Reading, timeZone = 'UTC'): string {
  const label = signalDefinition(reading.signal, reading.unit).label;
  const sampled = formatClock(reading.sampledAtMs, timeZone);
  const received = formatClock(reading.receivedAtMs, timeZone);
  const clocks = sampled === received ? `at ${sampled}` : `sampled ${sampled}, received ${received}`;
  const age = reading.freshness === 'stale' ? ` · ${formatAge(reading.ageMs)}, stale` : '';
  return `${label} ${formatQuantity(reading.value, reading.unit)} · ${reading.sourceId} · ${clocks} ${timeZone}${age}`;
}

export interface ReadingTextProps {
  readonly reading: Reading;
  readonly timeZone?: string;
  /** Also writes the age beside a stale number; off where the place says it already. */
  readonly showAge?: boolean;
}

/** A number as it may be shown: with its unit, its age and origin at hand, dimmed once stale. */
export function ReadingText({ reading, timeZone = 'UTC', showAge = true }: ReadingTextProps) {
  const { number, unit } = formatValue(reading.value, reading.unit);
  const stale = reading.freshness === 'stale';
  return (
    <span
      className={stale ? `${styles['reading']} ${styles['stale']}` : styles['reading']}
      title={describeReading(reading, timeZone)}
    >
      {number}
      {unit !== '' && <span className={styles['unit']}>{unit}</span>}
      {stale && showAge && <span className={styles['age']}>{formatAge(reading.ageMs)}</span>}
    </span>
  );
}
