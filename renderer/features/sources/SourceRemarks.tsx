import type { ReactNode } from 'react';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatClock, formatSince } from '../../../shared/format/clock.ts';
import { formatAge } from '../../../shared/format/duration.ts';
import { countOf } from '../../../shared/format/words.ts';
import { Fold } from '../../ui/Fold.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './SourceRemarks.module.css';

/** Sentences of one kind that stand on the page before the others fold away. */
const MAX_OPEN = 2;

export interface SourceRemarksProps {
  readonly source: SourceStatus;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** What is not right, in words: the last failure, what was refused, what is missing, faults and warnings. */
export function SourceRemarks({ source, nowMs, timeZone }: SourceRemarksProps) {
  const remarks = remarksOf(source, nowMs, timeZone);
  if (remarks.length === 0 && source.faults.length === 0 && source.warnings.length === 0) return null;
  return (
    <div className={styles['remarks']}>
      {remarks}
      <Sentences
        what="fault of its monitoring"
        plural="faults of its monitoring"
        sentences={source.faults}
        lead="Monitoring fault: "
        mark
      />
      <Sentences what="warning" plural="warnings" sentences={source.warnings} lead="It warns: " />
    </div>
  );
}

/** The last failure stays after the recovery, with its time: quieter then. Remote words are text. */
function remarksOf(source: SourceStatus, nowMs: number, timeZone: string): readonly ReactNode[] {
  const failing = source.state !== 'live' && source.state !== 'paused';
  const remarks: ReactNode[] = [];
  if (source.lastError !== null)
    remarks.push(
      <p key="error" className={failing ? styles['error'] : undefined}>
        <Told text={source.lastError} />
        {source.lastErrorAtMs !== null && (
          <span className="tabular">
            {failing
              ? ` Last tried ${formatClock(source.lastErrorAtMs, timeZone)}, ${formatAge(nowMs - source.lastErrorAtMs)}.`
              : ` That was ${formatSince(source.lastErrorAtMs, nowMs, timeZone)}, ${formatAge(nowMs - source.lastErrorAtMs)}; ${source.state === 'paused' ? 'it is paused now' : 'it has answered since'}.`}
          </span>
        )}
        {source.errorCount > 1 && (
          <span> {countOf(source.errorCount, 'attempt')} failed since the start.</span>
        )}
      </p>,
    );
  if (source.missingSeriesCount > 0)
    remarks.push(
      <p key="missing">
        {countOf(source.missingSeriesCount, 'series', 'series')} that it had before{' '}
        {source.missingSeriesCount === 1 ? 'is' : 'are'} missing from its last answer.
      </p>,
    );
  if (source.missedMessageCount > 0)
    remarks.push(
      <p key="missed">
        {countOf(source.missedMessageCount, 'message')} never arrived since the start, by the sender’s own
        numbering.
      </p>,
    );
  if (source.rejectedCount > 0)
    remarks.push(
      <p key="refused">
        {countOf(source.rejectedCount, 'message or value', 'messages or values')} refused since the start.
        {source.lastRejection !== null && (
          <>
            {' '}
            Last: <Told text={source.lastRejection} />
          </>
        )}
      </p>,
    );
  return remarks;
}

interface SentencesProps {
  readonly what: string;
  readonly plural: string;
  readonly sentences: readonly string[];
  readonly lead: string;
  readonly mark?: boolean;
}

/** The first few, and the others behind their count. */
function Sentences({ what, plural, sentences, lead, mark = false }: SentencesProps) {
  const distinct = [...new Set(sentences)];
  const sentence = (text: string): ReactNode => (
    <p key={text} className={mark ? styles['fault'] : undefined}>
      {mark && <StateMark state="degraded" size={11} />}
      <span>
        {lead}
        <Told text={text} />
      </span>
    </p>
  );
  // One more than fits needs no fold of its own.
  if (distinct.length <= MAX_OPEN + 1) return <>{distinct.map(sentence)}</>;
  const hidden = distinct.slice(MAX_OPEN);
  return (
    <>
      {distinct.slice(0, MAX_OPEN).map(sentence)}
      <div className={styles['fold']}>
        <Fold title={`${hidden.length} more ${hidden.length === 1 ? what : plural}`}>
          {hidden.map(sentence)}
        </Fold>
      </div>
    </>
  );
}
