import type { Acknowledgement } from '../../shared/domain/alert.ts';
import { formatSince } from '../../shared/format/clock.ts';
import { Told } from '../ui/Told.tsx';
import styles from './Silencing.module.css';

export interface InHandLineProps {
  readonly acknowledgement: Acknowledgement;
  readonly nowMs: number;
  readonly timeZone: string;
}

/** Who has an alert in hand, since when, why, and who else knows. */
export function InHandLine({ acknowledgement, nowMs, timeZone }: InHandLineProps) {
  const { by, why, atMs, untilMs, sourceIds } = acknowledgement;
  return (
    <p className={styles['inHand']}>
      In hand of{' '}
      <strong>
        <Told text={by} />
      </strong>{' '}
      since {formatSince(atMs, nowMs, timeZone)},{' '}
      {untilMs === null ? 'until resolved' : `until ${formatSince(untilMs, nowMs, timeZone)}`}
      {why !== '' && (
        <>
          : <Told text={why} />
        </>
      )}
      {sourceIds.length === 0 && <span> Only this Vigil and its seats know.</span>}
    </p>
  );
}
