import { formatClock, formatClockMinutes, zoneName } from '../../../shared/format/clock.ts';
import { barHeight } from '../../app/heartbeat-model.ts';
import styles from './WallClock.module.css';
import type { SourceWords } from './wall-sources.ts';

export interface WallClockProps {
  readonly nowMs: number;
  readonly timeZones: readonly string[];
  /** How many zones beside the leading one have room. */
  readonly zones: number;
  readonly isStacked: boolean;
  readonly heartbeat: readonly number[];
  readonly sources: SourceWords;
  readonly isDemo: boolean;
}

const BARS = 12;

/** The clock strip: the leading zone with seconds, the others, and proof that data arrives. */
export function WallClock({
  nowMs,
  timeZones,
  zones,
  isStacked,
  heartbeat,
  sources,
  isDemo,
}: WallClockProps) {
  const [lead = 'UTC', ...others] = timeZones;
  return (
    <footer className={styles['strip']} data-stacked={isStacked}>
      <p className={styles['lead']}>
        <time>{formatClock(nowMs, lead)}</time>
        <span>{zoneName(lead)}</span>
      </p>
      {zones > 0 && others.length > 0 && (
        <ul className={styles['zones']}>
          {others.slice(0, zones).map((zone) => (
            <li key={zone}>
              <span>{zoneName(zone)}</span>
              <time>{formatClockMinutes(nowMs, zone)}</time>
            </li>
          ))}
        </ul>
      )}
      <div className={styles['sources']}>
        <WallHeartbeat bars={heartbeat.slice(-BARS)} />
        <p>
          {sources.isStrongLast ? (
            <>
              {sources.text} <b>{sources.strong}</b>
            </>
          ) : (
            <>
              <b>{sources.strong}</b> {sources.text}
            </>
          )}
          {isDemo && ' · demo data'}
        </p>
      </div>
    </footer>
  );
}

/** One bar per second in which data really arrived; a dot when nothing did. No timer draws a bar. */
function WallHeartbeat({ bars }: { bars: readonly number[] }) {
  const step = 170 / BARS;
  return (
    <svg className={styles['heartbeat']} viewBox="0 0 170 56" aria-hidden="true">
      {bars.map((batches, index) => {
        const height = batches > 0 ? barHeight(batches, 56) : 4;
        return (
          <rect
            key={index}
            x={index * step + 4}
            y={(56 - height) / 2}
            width={batches > 0 ? 6 : 4}
            height={height}
            rx="2.5"
            className={batches > 0 ? styles['beat'] : styles['silence']}
            opacity={batches > 0 ? 0.3 + (0.7 * (index + 1)) / bars.length : 1}
          />
        );
      })}
    </svg>
  );
}
