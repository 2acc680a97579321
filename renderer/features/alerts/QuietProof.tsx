import { formatMatcher } from '../../../shared/domain/matcher-text.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { formatDurationShort } from '../../../shared/format/duration.ts';
import { useAskedSources, useMoment, useSection } from '../../state/hooks.ts';
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
  const heartbeats = useSection('alerts').filter(
    (alert) => alert.kind === 'heartbeat' && alert.state === 'firing' && !alert.unconfirmed,
  );
  const silences = useSection('silences').filter(({ state }) => state === 'active');
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
            <span>
              {answerWords(source, nowMs, timeZone, moment.mode === 'past')}
              {source.faults.length > 0 && (
                <>
                  , but <Told text={source.faults[0] ?? ''} />
                  {source.faults.length > 1 && ` and ${source.faults.length - 1} more like it`}
                </>
              )}
            </span>
          </li>
        ))}
        {heartbeats.slice(0, MAX_LISTED).map((alert) => (
          <li key={alert.id}>
            <StateMark state="ok" size={12} />
            <Told text={alert.title} />
            <span>
              fires as it should, last confirmed {formatSince(alert.lastSeenAtMs, nowMs, timeZone)}: rules are
              evaluated
            </span>
          </li>
        ))}
      </ul>
      {silences.length > 0 && (
        <>
          <p className={styles['proofHead']}>
            {countOf(silences.length, 'silence')} in effect, which would keep alerts quiet
          </p>
          <ul className={styles['proof']}>
            {silences.slice(0, MAX_LISTED).map((silence) => (
              <li key={silence.id}>
                <span />
                <Told text={silence.matchers.map(formatMatcher).join(', ')} />
                <span>
                  until {formatSince(silence.endsAtMs, nowMs, timeZone)}, by <Told text={silence.createdBy} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </EmptyState>
  );
}

/** Heartbeats and silences that are listed. */
const MAX_LISTED = 5;

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
