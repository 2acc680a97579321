import type { ReactNode } from 'react';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatClock, formatSince } from '../../../shared/format/clock.ts';
import { formatAge, formatDuration, formatDurationShort } from '../../../shared/format/duration.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { countOf } from '../../../shared/format/words.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './SourceRow.module.css';
import { lagWords, nextTryWords, sourceMark, typeWord } from './sources-model.ts';

export interface SourceRowProps {
  readonly source: SourceStatus;
  /** Vigil went silent: this is what it last said. */
  readonly past: boolean;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** One source: its state and what it last said, then its numbers, then its remarks. */
export function SourceRow({ source, past, nowMs, timeZone }: SourceRowProps) {
  const { mark, word } = sourceMark(source.state);
  const nextTry = nextTryWords(source, nowMs);
  return (
    <li className={styles['source']} data-state={source.state}>
      <div className={styles['head']}>
        <StateMark state={mark} size={12} tally />
        <h2 className={styles['name']}>
          <bdi>{source.id}</bdi>
        </h2>
        <span className={styles['word']}>
          {past && 'was '}
          {word} {source.state === 'live' ? 'since' : 'for'}{' '}
          {source.state === 'live'
            ? formatSince(source.sinceMs, nowMs, timeZone)
            : formatDuration(nowMs - source.sinceMs)}
        </span>
        {nextTry !== null && <span className={`${styles['next']} tabular`}>{nextTry}</span>}
      </div>
      <p className={styles['address']}>
        {typeWord(source.type)} at <bdi className="mono">{source.address}</bdi>
      </p>
      <dl className={styles['facts']}>
        <Fact label="last answer">
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
        <Fact label="series">{source.seriesCount.toLocaleString('en-GB')}</Fact>
        <Fact label="stale after">{formatDurationShort(source.staleAfterMs)}</Fact>
        <Fact label="refused">
          {source.rejectedCount === 0 ? 'none' : source.rejectedCount.toLocaleString('en-GB')}
        </Fact>
      </dl>
      <Remarks source={source} nowMs={nowMs} timeZone={timeZone} />
    </li>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{label}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}

/** The last error stays after the recovery, with its time: quieter then. Remote words are text. */
function Remarks({ source, nowMs, timeZone }: Omit<SourceRowProps, 'past'>) {
  const failing = source.state !== 'live';
  return (
    <>
      {source.lastError !== null && (
        <p className={failing ? styles['error'] : styles['oldError']}>
          <bdi>{source.lastError}</bdi>
          {source.lastErrorAtMs !== null && (
            <span>
              {failing ? ' Last tried ' : ' That was '}
              {failing
                ? formatClock(source.lastErrorAtMs, timeZone)
                : formatSince(source.lastErrorAtMs, nowMs, timeZone)}
              {failing ? '.' : '; it has answered since.'}
            </span>
          )}
        </p>
      )}
      {source.rejectedCount > 0 && (
        <p className={styles['remark']}>
          {countOf(source.rejectedCount, 'message or value', 'messages or values')} refused since the start.
          {source.lastRejection !== null && (
            <>
              {' '}
              Last: <bdi>{source.lastRejection}</bdi>
            </>
          )}
        </p>
      )}
      {source.warnings.map((warning) => (
        <p key={warning} className={styles['remark']}>
          The source warns: <bdi>{warning}</bdi>
        </p>
      ))}
    </>
  );
}
