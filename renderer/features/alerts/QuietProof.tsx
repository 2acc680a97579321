import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { formatDurationShort } from '../../../shared/format/duration.ts';
import { useAskedSources, useMoment } from '../../state/hooks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import styles from './AlertFeed.module.css';
import type { FeedTab } from './feed-address.ts';
import { closingLine, countOf } from './feed-words.ts';

/** What stands in an empty feed: who was asked and when they answered, so that quiet can be believed. */
export function QuietProof({
  kind,
  hiddenCount,
  nowMs,
  timeZone,
}: {
  kind: Exclude<FeedTab, 'history'>;
  /** Alerts that fire and are kept quiet. */
  hiddenCount: number;
  nowMs: number;
  timeZone: string;
}) {
  const sources = useAskedSources();
  const moment = useMoment();
  const closing = closingLine(0, sources, moment, timeZone);
  return (
    <EmptyState title={kind !== 'firing' && closing.complete ? nothingWords[kind] : closing.text}>
      {hiddenCount > 0 && (
        <p>
          {countOf(hiddenCount, 'alert')} {hiddenCount === 1 ? 'fires' : 'fire'}, silenced or inhibited.
        </p>
      )}
      <ul className={styles['proof']}>
        {sources.map((source) => (
          <li key={source.id}>
            <StateMark state={markOf(source)} size={12} />
            <Told text={source.id} />
            <span>{answerWords(source, nowMs, timeZone, moment.mode === 'past')}</span>
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}

const nothingWords = {
  acknowledged: 'Nobody has an alert in hand',
  silenced: 'Nothing that fires is silenced or inhibited',
  pending: 'Nothing is about to fire',
} as const;

function markOf(source: SourceStatus): 'ok' | 'no_data' | 'unreachable' {
  switch (source.state) {
    case 'live':
      return 'ok';
    case 'connecting':
    case 'starting':
    case 'paused':
      return 'no_data';
    case 'unreachable':
      return 'unreachable';
  }
}

function answerWords(source: SourceStatus, nowMs: number, timeZone: string, past: boolean): string {
  if (source.lastSuccessAtMs === null) return past ? 'had not answered yet' : 'has not answered yet';
  return source.state === 'live'
    ? `answered ${formatDurationShort(nowMs - source.lastSuccessAtMs)} ${past ? 'before' : 'ago'}`
    : `last answered ${formatSince(source.lastSuccessAtMs, nowMs, timeZone)}`;
}
