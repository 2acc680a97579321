import { formatClock, formatDate, zoneName } from '../../../shared/format/clock.ts';
import { formatAge } from '../../../shared/format/duration.ts';
import type { NetworkModel } from '../../map/network-model.ts';
import type { Saying } from '../../map/network-words.ts';
import { useSection } from '../../state/hooks.ts';
import styles from './PrintedMoment.module.css';

export interface PrintedMomentProps {
  readonly model: NetworkModel;
  readonly saying: Saying;
  /** What colours and numbers are of: "p95 latency of all services". */
  readonly what: string;
}

/** On paper only: what this is a picture of, of which moment, and how old its newest number is. */
export function PrintedMoment({ model, saying, what }: PrintedMomentProps) {
  const { name, demo } = useSection('catalogue');
  const { atMs, nowMs, timeZone, isLive, isCached } = saying;
  const newestMs = Math.max(
    ...model.routes.map(({ measured }) => measured?.receivedAtMs ?? Number.NEGATIVE_INFINITY),
    ...model.regions.map(({ lastSeenAtMs }) => lastSeenAtMs ?? Number.NEGATIVE_INFINITY),
  );
  const mode = isLive ? 'live' : isCached ? 'remembered' : 'the past';
  return (
    <p className={styles['printed']}>
      {name === '' ? 'Vigil' : name}
      {demo && ', invented data'}: {what}, {mode}, {formatDate(atMs, timeZone)} {formatClock(atMs, timeZone)}{' '}
      {zoneName(timeZone)}.{' '}
      {Number.isFinite(newestMs)
        ? `Newest number ${formatAge(Math.max(0, (isLive ? nowMs : atMs) - newestMs))} then.`
        : 'No number was measured.'}{' '}
      {!isLive &&
        `Printed ${formatDate(nowMs, timeZone)} ${formatClock(nowMs, timeZone)} ${zoneName(timeZone)}.`}
    </p>
  );
}
