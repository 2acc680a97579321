import { memo } from 'react';
import type { Alert } from '../../../shared/domain/alert.ts';
import { formatSince } from '../../../shared/format/clock.ts';
import { formatDurationShort } from '../../../shared/format/duration.ts';
import { alertWord, markOfAlert } from '../../../shared/format/words.ts';
import { hashOf } from '../../app/routes.ts';
import { FlapIcon } from '../../ui/icons.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { Told } from '../../ui/Told.tsx';
import { webLink } from '../../ui/web-link.ts';
import styles from './AlertRow.module.css';
import { AlertStrip } from './AlertStrip.tsx';
import { flapWords, suppressionWords, unconfirmedWords } from './feed-words.ts';
import { Who } from './Who.tsx';

export interface AlertRowProps {
  readonly alert: Alert;
  /** Names the row in its list: in a history one alert can have several. */
  readonly rowKey: string;
  /** It ended while its place is held. */
  readonly gone: boolean;
  /** The one row that Tab reaches; J and K move it. */
  readonly isTabStop: boolean;
  /** `feed` shows the last half hour, `history` from when to when. */
  readonly mode: 'feed' | 'history';
  /** The moment the picture speaks of. */
  readonly clockMs: number;
  readonly nowMs: number;
  readonly timeZone: string;
  /** It is the one that is shown in detail. */
  readonly isChosen: boolean;
  readonly onFocus: (rowKey: string) => void;
}

/** One alert. All its words come from outside: they are text, isolated in direction, cut at the column. */
export const AlertRow = memo(function AlertRow(props: AlertRowProps) {
  const { alert, rowKey, gone, isTabStop, isChosen, mode, clockMs, nowMs, timeZone, onFocus } = props;
  const unconfirmed = unconfirmedWords(alert, nowMs, timeZone);
  // What somebody has in hand is quiet because of that, which its own column says.
  const isInHand = alert.acknowledgement !== undefined;
  const kept =
    alert.suppression === null || isInHand ? null : suppressionWords(alert.suppression, nowMs, timeZone);
  const quiet = gone || isInHand || unconfirmed !== null || kept !== null || alert.state === 'resolved';
  const lastsMs = (alert.resolvedAtMs ?? clockMs) - alert.startsAtMs;
  const runbook = webLink(alert.runbookUrl);
  const focusProps = { tabIndex: isTabStop ? 0 : -1, onFocus: () => onFocus(rowKey), 'data-alert': rowKey };
  return (
    <div
      className={`${styles['row']} ${quiet ? styles['dim'] : ''}`}
      data-chosen={isChosen}
      data-hand={isInHand || undefined}
      onClick={() => onFocus(rowKey)}
    >
      <span className={styles['mark']}>
        <StateMark state={markOfAlert(alert)} size={12} />
      </span>
      <span className={styles['what']}>
        <span className={styles['title']}>
          {alert.service === null ? (
            <span {...focusProps}>
              <Told text={alert.title} />
            </span>
          ) : (
            <a href={hashOf({ name: 'service', id: alert.service })} {...focusProps}>
              <Told text={alert.title} />
            </a>
          )}
          {alert.flapping !== undefined && (
            <span className={styles['flap']} title="It comes and goes: one notice, not one for each change">
              <FlapIcon size={12} />
              {flapWords(alert.flapping)}
            </span>
          )}
        </span>
        <span className={styles['facts']}>
          <span className={`${styles['word']} ${styles[markOfAlert(alert)]}`}>{alertWord(alert)}</span>
          <Told text={placeWords(alert)} className={styles['place']} />
          {kept !== null && (
            <bdi className={styles['kept']} title={kept.join('\n')}>
              {kept[0]}
              {kept.length > 1 && `, and ${kept.length - 1} more`}
            </bdi>
          )}
          {gone ? (
            <span>no longer reported</span>
          ) : (
            unconfirmed !== null && <Told text={unconfirmed} className={styles['unconfirmed']} />
          )}
          <bdi className={styles['summary']} title={alert.summary}>
            {alert.summary}
          </bdi>
          {runbook !== null && (
            <a className={styles['runbook']} href={runbook.href} target="_blank" rel="noopener noreferrer">
              runbook at {runbook.host}
            </a>
          )}
        </span>
      </span>
      <span className={styles['where']}>
        <Where alert={alert} />
      </span>
      {mode === 'feed' ? (
        <span className={styles['strip']}>
          <AlertStrip alert={alert} clockMs={clockMs} />
        </span>
      ) : (
        <span className={`${styles['when']} tabular`}>
          {formatSince(alert.startsAtMs, clockMs, timeZone)}
          <span className={styles['second']}>
            {alert.resolvedAtMs === null
              ? 'still firing'
              : `to ${formatSince(alert.resolvedAtMs, clockMs, timeZone)}`}
          </span>
        </span>
      )}
      <span
        className={`${styles['lasts']} tabular`}
        title={`since ${formatSince(alert.startsAtMs, clockMs, timeZone)}`}
      >
        {formatDurationShort(lastsMs)}
      </span>
      {mode === 'feed' ? (
        <span className={styles['who']}>
          {kept === null ? (
            <Who acknowledgement={alert.acknowledgement} nowMs={nowMs} timeZone={timeZone} />
          ) : (
            <span className={styles['second']}>needs nobody</span>
          )}
        </span>
      ) : (
        <Sources ids={alert.sourceIds} />
      )}
    </div>
  );
});

/** "checkout, eu-west-1" in the line of facts, where the column of places has no room. */
function placeWords({ service, region }: Alert): string {
  return [service, region].filter((part) => part !== null).join(', ');
}

function Where({ alert }: { alert: Alert }) {
  const first = alert.service ?? alert.region;
  const second = alert.service === null ? null : alert.region;
  return (
    <>
      <Told text={first ?? 'everywhere'} className={styles['service']} />
      {second !== null && <Told text={second} className={styles['second']} />}
    </>
  );
}

function Sources({ ids }: { ids: readonly string[] }) {
  const [first, ...others] = ids;
  return (
    <span className={styles['who']} title={ids.join(', ')}>
      {first === undefined ? (
        <span className={styles['second']}>nobody now</span>
      ) : (
        <Told text={first} className={styles['source']} />
      )}
      {others.length === 1 && <bdi className={styles['second']}>and {others[0]}</bdi>}
      {others.length > 1 && <span className={styles['second']}>and {others.length} others</span>}
    </span>
  );
}
