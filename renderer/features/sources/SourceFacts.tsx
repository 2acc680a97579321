import type { ReactNode } from 'react';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatClock, formatSince } from '../../../shared/format/clock.ts';
import { formatAge, formatDurationShort } from '../../../shared/format/duration.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import styles from './SourceFacts.module.css';
import { countWords, lagWords, nextTryWords } from './sources-model.ts';

/** Everything a source says about itself in numbers and times. What is counted, is counted since it was started. */
export function SourceFacts({
  source,
  nowMs,
  timeZone,
}: {
  source: SourceStatus;
  nowMs: number;
  timeZone: string;
}) {
  const moment = (atMs: number | null): ReactNode =>
    atMs === null ? (
      'never'
    ) : (
      <>
        <span title={formatClock(atMs, timeZone)}>{formatSince(atMs, nowMs, timeZone)}</span>
        <small>{formatAge(nowMs - atMs)}</small>
      </>
    );
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    ['Last answer', moment(source.lastSuccessAtMs)],
    ['Last try', moment(source.lastAttemptAtMs)],
    ['Last failure', moment(source.lastErrorAtMs)],
    ['Next try', nextTryWords(source, nowMs) ?? 'as usual'],
    ['Failed tries', countWords(source.errorCount)],
    ['Lag', lagWords(source.lagMs)],
    ['Samples', formatQuantity(source.samplesPerSecond, 'per_second')],
    ['Series', source.seriesCount.toLocaleString('en-GB')],
    ['Missing series', countWords(source.missingSeriesCount)],
    ['Refused values', countWords(source.rejectedCount)],
    ['Missed messages', countWords(source.missedMessageCount)],
    ['Stale after', formatDurationShort(source.staleAfterMs)],
  ];
  return (
    <dl className={styles['facts']}>
      {facts.map(([label, value]) => (
        <div key={label} className={styles['fact']}>
          <dt>{label}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
