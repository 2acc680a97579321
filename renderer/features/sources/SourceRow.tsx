import type { ReactNode } from 'react';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatClock, formatSince } from '../../../shared/format/clock.ts';
import { formatAge, formatDuration, formatDurationShort } from '../../../shared/format/duration.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { hashOf } from '../../app/routes.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import { SourceRemarks } from './SourceRemarks.tsx';
import styles from './SourceRow.module.css';
import { countWords, lagWords, nextTryWords, sourceMark, typeWord } from './sources-model.ts';

export interface SourceRowProps {
  readonly source: SourceStatus;
  /** Vigil went silent: this is what it last said. */
  readonly past: boolean;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** One source in the list: who and where, its numbers in columns, and under them what is not right. */
export function SourceRow({ source, past, nowMs, timeZone }: SourceRowProps) {
  const { mark, word } = sourceMark(source.state);
  const nextTry = nextTryWords(source, nowMs);
  return (
    <li className={styles['source']} data-state={source.state}>
      <div className={styles['line']}>
        <span className={styles['mark']}>
          <StateMark state={mark} size={12} tally />
        </span>
        <div className={styles['who']}>
          <p className={styles['head']}>
            <a className={styles['name']} href={hashOf({ name: 'source', id: source.id })}>
              <Told text={source.id} />
            </a>
            <span className={styles['word']}>
              {past && 'was '}
              {word} {sinceWords(source, nowMs, timeZone)}
            </span>
            {nextTry !== null && <span className={`${styles['next']} tabular`}>{nextTry}</span>}
          </p>
          <p className={styles['address']}>
            {source.software === null ? typeWord(source.type) : <Told text={source.software} />} at{' '}
            <bdi className={styles['url']} title={source.address}>
              {source.address}
            </bdi>
          </p>
        </div>
        <dl className={styles['facts']}>
          <Fact label="last answer" wide>
            {source.lastSuccessAtMs === null ? (
              'never'
            ) : (
              <>
                <span title={formatClock(source.lastSuccessAtMs, timeZone)}>
                  {formatSince(source.lastSuccessAtMs, nowMs, timeZone)}
                </span>
                <small>{formatAge(nowMs - source.lastSuccessAtMs)}</small>
              </>
            )}
          </Fact>
          <Fact label="lag">{lagWords(source.lagMs)}</Fact>
          <Fact label="samples">{formatQuantity(source.samplesPerSecond, 'per_second')}</Fact>
          <Fact label="series">
            {source.seriesCount.toLocaleString('en-GB')}
            {source.missingSeriesCount > 0 && <small>{countWords(source.missingSeriesCount)} missing</small>}
          </Fact>
          <Fact label="refused">
            {countWords(source.rejectedCount)}
            {source.missedMessageCount > 0 && <small>{countWords(source.missedMessageCount)} missed</small>}
          </Fact>
          <Fact label="stale after">{formatDurationShort(source.staleAfterMs)}</Fact>
        </dl>
      </div>
      <SourceRemarks source={source} nowMs={nowMs} timeZone={timeZone} />
    </li>
  );
}

/** "since 14:02" while it lives, "for 42 s" while it does not. */
export function sinceWords(source: SourceStatus, nowMs: number, timeZone: string): string {
  return source.state === 'live' || source.state === 'paused'
    ? `since ${formatSince(source.sinceMs, nowMs, timeZone)}`
    : `for ${formatDuration(nowMs - source.sinceMs)}`;
}

/** The names of the columns, for eyes; every row says them again to screen readers and on narrow pages. */
export function SourceColumns() {
  return (
    <div className={`${styles['line']} ${styles['columns']}`} aria-hidden="true">
      <span />
      <span>Source</span>
      <div className={styles['facts']}>
        {['Last answer', 'Lag', 'Samples', 'Series', 'Refused', 'Stale after'].map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
    </div>
  );
}

function Fact({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? `${styles['fact']} ${styles['wide']}` : styles['fact']}>
      <dt>{label}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}
