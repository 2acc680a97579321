import type { Alert } from '../../../shared/domain/alert.ts';
import { type AlertTurn, alertTurns } from '../../../shared/domain/alert-timeline.ts';
import { formatMoment } from '../../../shared/format/clock.ts';
import { useRequest } from '../../state/hooks.ts';
import { useAskedKnownByMs } from '../../state/use-time.ts';
import { Told } from '../../ui/Told.tsx';
import styles from './AlertDetail.module.css';

/** What is told of one alert: some days before it began, and what came since. */
const BEFORE_MS = 7 * 86_400_000;
/** Turns that are listed, newest first. */
const MAX_TURNS = 12;

const turnWords: Readonly<Record<AlertTurn['turn'], string>> = {
  began: 'began',
  resolved: 'resolved',
  lapsed: 'ended, nobody called it over',
  pending: 'about to fire',
  acknowledged: 'taken in hand',
  given_up: 'no longer in hand',
  silenced: 'silenced or inhibited',
  heard_again: 'no longer silenced',
  flapping: 'began to flap',
  steady: 'stopped flapping',
  unconfirmed: 'its sources fell silent',
  confirmed: 'confirmed again',
  severity: 'changed its severity',
};

export interface AlertTurnsProps {
  readonly alert: Alert;
  /** Up to when it is asked for; moves seldom. */
  readonly toMs: number;
  readonly clockMs: number;
  readonly timeZone: string;
}

/** What became of an alert, newest first: began, taken in hand, silenced, flapped, resolved. */
export function AlertTurns({ alert, toMs, clockMs, timeZone }: AlertTurnsProps) {
  const knownByMs = useAskedKnownByMs();
  const { data, failure, loading } = useRequest('alertTimeline', {
    id: alert.id,
    fromMs: alert.startsAtMs - BEFORE_MS,
    toMs,
    knownByMs,
  });
  if (failure !== null) return <p className={styles['seen']}>It could not be read. {failure.message}</p>;
  if (data === null) return <p className={styles['seen']}>{loading ? 'Reading the log' : ''}</p>;
  const turns = data.turns.slice(-MAX_TURNS).toReversed();
  const left = data.turns.length - turns.length;
  return (
    <>
      {turns.length === 0 && (
        <p className={styles['seen']}>
          Nothing of it is in the log yet; what is on screen is written within seconds.
        </p>
      )}
      <ol className={styles['turns']}>
        {turns.map(({ atMs, turn, by, what }) => (
          <li key={`${atMs} ${alertTurns.indexOf(turn)}`}>
            <time className="tabular">{formatMoment(atMs, clockMs, timeZone)}</time>
            <span>
              {turnWords[turn]}
              {by !== '' && (
                <>
                  {' '}
                  by <Told text={by} />
                </>
              )}
              {what !== '' && (
                <>
                  : <Told text={what} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {(left > 0 || data.isCut) && <p className={styles['seen']}>and earlier ones, which are not listed</p>}
    </>
  );
}
