import { type Alert, isTrouble } from '../../shared/domain/alert.ts';
import { formatClock } from '../../shared/format/clock.ts';
import { formatQuantity } from '../../shared/format/value.ts';
import { alertWord, markOfAlert } from '../../shared/format/words.ts';
import { StateMark } from '../ui/StateMark.tsx';
import { Told } from '../ui/Told.tsx';
import styles from './MatchPreview.module.css';
import { matchCounts } from './silence-form.ts';

/** Alerts that are listed; the rest is counted. */
const MAX_LISTED = 5;

export interface MatchPreviewProps {
  /** Null while a condition cannot be read. */
  readonly matching: readonly Alert[] | null;
  /** Alerts that fire and that an Alertmanager could hide, those it hides already among them. */
  readonly firing: readonly Alert[];
  readonly clockMs: number;
  readonly timeZone: string;
}

/** What the conditions meet at this moment. */
export function MatchPreview({ matching, firing, clockMs, timeZone }: MatchPreviewProps) {
  const counts = matchCounts(firing, matching ?? []);
  const alerts = (matching ?? []).filter(isTrouble);
  const count = (severity: Alert['severity']) => alerts.filter((one) => one.severity === severity).length;
  const more = alerts.length - MAX_LISTED;
  return (
    <section className={styles['preview']} aria-label="Alerts that match">
      <div className={styles['head']}>
        <strong className="tabular">
          {matching === null ? '–' : formatQuantity(alerts.length, 'count')}
        </strong>
        <p aria-live="polite">
          of {formatQuantity(counts.of, 'count')} firing {counts.of === 1 ? 'alert' : 'alerts'} that can be
          silenced {alerts.length === 1 ? 'matches' : 'match'} now
          {counts.quiet > 0 && (
            <span>
              and {formatQuantity(counts.quiet, 'count')} that {counts.quiet === 1 ? 'is' : 'are'} quiet
              already
            </span>
          )}
          <span className="tabular">recounted as you type, {formatClock(clockMs, timeZone)}</span>
        </p>
        <p className={styles['tally']}>
          <span>
            <StateMark state="degraded" size={11} /> {count('warning')} warning
          </span>
          <span>
            <StateMark state={count('critical') === 0 ? 'no_data' : 'down'} size={11} /> {count('critical')}{' '}
            critical
          </span>
        </p>
      </div>
      {alerts.length > 0 && (
        <ul>
          {alerts.slice(0, MAX_LISTED).map((alert) => (
            <li key={alert.id}>
              <StateMark state={markOfAlert(alert)} size={11} />
              <Told text={alert.title} className={styles['title']} />
              <span className={styles['where']}>
                <Told text={alert.region ?? alert.service ?? alertWord(alert)} />
              </span>
            </li>
          ))}
          {more > 0 && <li className={styles['more']}>and {formatQuantity(more, 'count')} more</li>}
        </ul>
      )}
    </section>
  );
}
