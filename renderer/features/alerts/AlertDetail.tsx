import type { Alert } from '../../../shared/domain/alert.ts';
import { formatClock, formatSince } from '../../../shared/format/clock.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { alertWord, markOfAlert } from '../../../shared/format/words.ts';
import { hashOf } from '../../app/routes.ts';
import { InHandLine } from '../../silencing/InHandLine.tsx';
import { useSection } from '../../state/hooks.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import { webLink } from '../../ui/web-link.ts';
import styles from './AlertDetail.module.css';
import { suppressionWords, unconfirmedWords } from './feed-words.ts';

export interface AlertDetailProps {
  readonly alert: Alert;
  /** The picture is not live: everything is said in the past tense. */
  readonly past: boolean;
  readonly clockMs: number;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** Everything that is known about the chosen alert. Words from outside are text, whatever they hold. */
export function AlertDetail({ alert, past, clockMs, nowMs, timeZone }: AlertDetailProps) {
  const unconfirmed = unconfirmedWords(alert, nowMs, timeZone);
  const runbook = webLink(alert.runbookUrl);
  const labels = Object.entries(alert.labels).toSorted(([a], [b]) => a.localeCompare(b));
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
          <Told text={alert.summary} />
        </p>
      )}
      {alert.acknowledgement !== undefined && (
        <InHandLine acknowledgement={alert.acknowledgement} nowMs={nowMs} timeZone={timeZone} />
      )}
      {alert.suppression !== null &&
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
      <h3 className={styles['head']}>Reported by</h3>
      <Reporters alert={alert} nowMs={nowMs} timeZone={timeZone} />
      {labels.length > 0 && (
        <>
          <h3 className={styles['head']}>Labels</h3>
          <dl className={styles['labels']}>
            {labels.map(([key, value]) => (
              <div key={key}>
                <dt>
                  <Told text={key} />
                </dt>
                <dd>
                  <Told text={value} />
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </aside>
  );
}

function stateWords(alert: Alert, past: boolean): string {
  if (alert.state === 'resolved') return 'resolved, fired';
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
