import { Suspense, useMemo } from 'react';
import type { Acknowledgement, Alert } from '../../../shared/domain/alert.ts';
import type { Matcher } from '../../../shared/domain/matchers.ts';
import { formatClock, formatSince } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { alertWord, listOf, markOfAlert } from '../../../shared/format/words.ts';
import { changeFacts } from '../../annotate/changes.ts';
import { useMarks } from '../../annotate/use-marks.ts';
import { hashOf } from '../../app/routes.ts';
import { piece } from '../../pieces/piece.ts';
import { useSection } from '../../state/hooks.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import { webLink } from '../../ui/web-link.ts';
import styles from './AlertDetail.module.css';
import { AlertLabels } from './AlertLabels.tsx';
import { AlertTexts } from './AlertTexts.tsx';
import { AlertTurns } from './AlertTurns.tsx';
import { signalOfAlert } from './alert-signal.ts';
import { flapWords, suppressionWords, unconfirmedWords } from './feed-words.ts';
import { LinkedText } from './LinkedText.tsx';
import { Who } from './Who.tsx';

/** The charts weigh more than the feed: they come when an alert stands open. */
const AlertChart = piece(async () => ({ default: (await import('./AlertChart.tsx')).AlertChart }));

/** What is shown of the time before an alert began, and after it ended. */
const AROUND_MS = 30 * 60_000;
const REFRESH_MS = 30_000;
/** Changes listed, those nearest to the present. */
const MAX_CHANGES = 6;

export interface AlertDetailProps {
  readonly alert: Alert;
  /** The picture is not live: everything is said in the past tense. */
  readonly past: boolean;
  /** Filters by one of its labels. */
  readonly onMatcher: (matcher: Matcher) => void;
  readonly clockMs: number;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** Everything that is known about the chosen alert. Words from outside are text, whatever they hold. */
export function AlertDetail({ alert, past, onMatcher, clockMs, nowMs, timeZone }: AlertDetailProps) {
  const unconfirmed = unconfirmedWords(alert, nowMs, timeZone);
  const runbook = webLink(alert.runbookUrl);
  const catalogue = useSection('catalogue');
  const signal = useMemo(() => signalOfAlert(alert, catalogue), [alert, catalogue]);
  const endMs = alert.resolvedAtMs === null ? clockMs : Math.min(clockMs, alert.resolvedAtMs + AROUND_MS);
  // Asked again now and then, not every second.
  const toMs = past ? endMs : Math.min(endMs, Math.ceil(clockMs / REFRESH_MS) * REFRESH_MS);
  const fromMs = alert.startsAtMs - AROUND_MS;
  const asked = useMemo(() => ({ fromMs, toMs: Math.max(toMs, fromMs + AROUND_MS) }), [fromMs, toMs]);
  const marks = useMarks(alert.service, asked).filter(({ atMs }) => atMs <= clockMs);
  return (
    <aside className={styles['detail']} aria-label="Chosen alert">
      <h2 className={styles['title']}>
        <span className={styles['mark']}>
          <StateMark state={markOfAlert(alert)} size={14} />
        </span>
        <Told text={alert.title} />
      </h2>
      <p className={styles['since']}>
        <span className={styles[markOfAlert(alert)]}>{alertWord(alert)}</span>, {stateWords(alert, past)}{' '}
        since{' '}
        {clockMs - alert.startsAtMs < 86_400_000
          ? formatClock(alert.startsAtMs, timeZone)
          : formatSince(alert.startsAtMs, clockMs, timeZone)}
        , for {formatDuration((alert.resolvedAtMs ?? clockMs) - alert.startsAtMs)}
      </p>
      {alert.summary !== '' && (
        <p className={styles['summary']}>
          <LinkedText text={alert.summary} />
        </p>
      )}
      {alert.acknowledgement !== undefined && (
        <div className={styles['kept']}>
          <Who acknowledgement={alert.acknowledgement} nowMs={nowMs} timeZone={timeZone} />
          <p className={styles['seen']}>{handWords(alert.acknowledgement, nowMs, timeZone)}</p>
        </div>
      )}
      {alert.flapping !== undefined && (
        <p className={styles['kept']}>
          It comes and goes: {flapWords(alert.flapping)}, since{' '}
          {formatClock(alert.flapping.sinceMs, timeZone)}. One notice, not one for each change.
        </p>
      )}
      {alert.suppression !== null &&
        alert.acknowledgement === undefined &&
        suppressionWords(alert.suppression, nowMs, timeZone).map((words) => (
          <p key={words} className={styles['kept']}>
            Notifies nobody: <Told text={words} />.
          </p>
        ))}
      {unconfirmed !== null && (
        <p className={styles['unconfirmed']}>
          It may be over, nobody can say: <Told text={unconfirmed} />.
        </p>
      )}
      <p className={styles['links']}>
        {alert.service !== null && (
          <a href={hashOf({ name: 'service', id: alert.service })}>
            Open <Told text={alert.service} />
          </a>
        )}
        {runbook !== null && (
          <a href={runbook.href} target="_blank" rel="noopener noreferrer">
            Runbook at {runbook.host}
          </a>
        )}
      </p>
      {signal !== null && (
        <>
          <h3 className={styles['head']}>Value over time</h3>
          <Suspense fallback={<div className={styles['chart']} />}>
            <AlertChart
              alert={alert}
              signal={signal}
              {...asked}
              marks={marks}
              clockMs={clockMs}
              timeZone={timeZone}
            />
          </Suspense>
        </>
      )}
      <h3 className={styles['head']}>What became of it</h3>
      <AlertTurns alert={alert} toMs={asked.toMs} clockMs={clockMs} timeZone={timeZone} />
      {marks.length > 0 && (
        <>
          <h3 className={styles['head']}>Changes around it</h3>
          <ul className={styles['changes']}>
            {marks.slice(-MAX_CHANGES).map((change) => (
              <li key={change.id}>
                <Told text={change.title} />
                <span>
                  {changeFacts(change, clockMs, timeZone)}, {beforeWords(change.atMs, alert.startsAtMs)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {(alert.kind === 'reported' || alert.kind === 'heartbeat') && (
        <AlertTexts alert={alert} past={past} round={asked.toMs} clockMs={clockMs} timeZone={timeZone} />
      )}
      <h3 className={styles['head']}>Reported by</h3>
      <Reporters alert={alert} nowMs={nowMs} timeZone={timeZone} />
      {Object.keys(alert.labels).length > 0 && <AlertLabels labels={alert.labels} onMatcher={onMatcher} />}
    </aside>
  );
}

function handWords({ atMs, untilMs, sourceIds }: Acknowledgement, nowMs: number, timeZone: string): string {
  const until = untilMs === null ? 'until it resolves' : `until ${formatSince(untilMs, nowMs, timeZone)}`;
  const where = sourceIds.length === 0 ? 'known to this Vigil and its seats' : `kept by ${listOf(sourceIds)}`;
  return `since ${formatSince(atMs, nowMs, timeZone)}, ${until}, ${where}`;
}

/** "4 min before it began" */
function beforeWords(atMs: number, startsAtMs: number): string {
  const apartMs = Math.abs(startsAtMs - atMs);
  return apartMs < 1_000
    ? 'as it began'
    : `${formatDuration(apartMs)} ${atMs < startsAtMs ? 'before' : 'after'} it began`;
}

function stateWords(alert: Alert, past: boolean): string {
  if (alert.state === 'resolved') return alert.lapsed === true ? 'ended, fired' : 'resolved, fired';
  return past ? `was ${alert.state}` : alert.state;
}

function Reporters({ alert, nowMs, timeZone }: { alert: Alert; nowMs: number; timeZone: string }) {
  const sources = useSection('sources');
  return (
    <>
      <ul className={styles['reporters']}>
        {alert.sourceIds.map((id) => {
          const source = sources.find((one) => one.id === id);
          // Vigil's own findings have no source in the list: Vigil is here, so they are as good as live.
          const live = source === undefined ? id === 'vigil' : source.state === 'live';
          return (
            <li key={id}>
              <StateMark state={live ? 'ok' : 'unreachable'} size={11} tally />
              <Told text={id} />
              {id === 'vigil' && <span>found by Vigil itself</span>}
              {!live && <span>does not answer</span>}
            </li>
          );
        })}
      </ul>
      <p className={styles['seen']}>last confirmed {formatSince(alert.lastSeenAtMs, nowMs, timeZone)}</p>
    </>
  );
}
