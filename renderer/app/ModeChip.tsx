import { formatMoment, zoneName } from '../../shared/format/clock.ts';
import { formatAge } from '../../shared/format/duration.ts';
import { useClockMs, useLink, useMoment, useSection } from '../state/hooks.ts';
import { useFrozenAtMs, usePlayback } from '../state/use-time.ts';
import { Chip } from '../ui/Chip.tsx';
import styles from './TopBar.module.css';

/** LIVE, PAST with its moment and how time moves there, FROZEN or CACHED with its age. */
export function ModeChip() {
  const moment = useMoment();
  const clockMs = useClockMs();
  const link = useLink();
  const { isPlaying, speed } = usePlayback();
  const frozenAtMs = useFrozenAtMs();
  const { timeZones } = useSection('catalogue');
  const zone = timeZones[0] ?? 'UTC';
  switch (moment.mode) {
    case 'live':
      return clockMs === 0 || link !== 'open' ? (
        <Chip>CONNECTING</Chip>
      ) : (
        <Chip tone="live">
          <span className={styles['dot']} aria-hidden="true" />
          LIVE
        </Chip>
      );
    case 'past':
      if (frozenAtMs !== null)
        return <Chip tone="past">FROZEN {formatAge(Math.max(0, clockMs - frozenAtMs))}</Chip>;
      return (
        <Chip tone="past">
          PAST {formatMoment(moment.atMs, clockMs, zone)} {zoneName(zone)} ·{' '}
          {isPlaying ? `${speed}×` : 'paused'}
        </Chip>
      );
    case 'cached':
      return <Chip tone="solid">CACHED {formatAge(clockMs - moment.asOfMs)}</Chip>;
  }
}
