import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { SourceStatus } from '../../../shared/domain/source.ts';
import { formatClock, formatClockMinutes, zoneName } from '../../../shared/format/clock.ts';
import { barHeight } from '../../app/heartbeat-model.ts';
import { useHeartbeat, useLink, useMoment, useNowMs } from '../../state/hooks.ts';
import type { Measure } from './text-measure.ts';
import styles from './WallClock.module.css';
import { DEMO_WORDS, HEARTBEAT_UNITS, zonesThatFit } from './wall-clock-fit.ts';
import type { WallLayout } from './wall-scale.ts';
import { sourceWords } from './wall-sources.ts';

export interface WallClockProps {
  readonly catalogue: Catalogue;
  readonly sources: readonly SourceStatus[];
  readonly layout: WallLayout;
  readonly measure: Measure;
}

const BARS = 12;

/**
 * The clock strip: the leading zone with seconds, the others, and proof that data arrives. It follows the clock by
 * itself; the rest of the wall changes with the frames.
 */
export function WallClock({ catalogue, sources, layout, measure }: WallClockProps) {
  const nowMs = useNowMs();
  const moment = useMoment();
  const link = useLink();
  const heartbeat = useHeartbeat();
  const words = sourceWords(sources, moment, link, nowMs);
  const { timeZones, demo: isDemo } = catalogue;
  const lead = timeZones[0] ?? 'UTC';
  const zones = zonesThatFit({ timeZones, sources: words, isDemo }, layout, measure);
  const beats = heartbeat.slice(-BARS);
  return (
    <footer className={styles['strip']} data-stacked={layout.isStacked}>
      <p className={styles['lead']}>
        <time>{formatClock(nowMs, lead)}</time>
        <span>{zoneName(lead)}</span>
      </p>
      {zones.length > 0 && (
        <ul className={styles['zones']}>
          {zones.map((zone) => (
            <li key={zone}>
              <span>{zoneName(zone)}</span>
              <time>{formatClockMinutes(nowMs, zone)}</time>
            </li>
          ))}
        </ul>
      )}
      <div className={styles['sources']}>
        <p className={styles['origin']}>
          <WallHeartbeat bars={moment.mode === 'cached' ? beats.map(() => 0) : beats} />
          {isDemo && <span>{DEMO_WORDS}</span>}
        </p>
        <p>
          {words.isStrongLast ? (
            <>
              {words.text} <b>{words.strong}</b>
            </>
          ) : (
            <>
              <b>{words.strong}</b> {words.text}
            </>
          )}
        </p>
      </div>
    </footer>
  );
}

/** One bar per second in which data really arrived; a dot when nothing did. No timer draws a bar. */
function WallHeartbeat({ bars }: { bars: readonly number[] }) {
  const step = HEARTBEAT_UNITS / BARS;
  return (
    <svg className={styles['heartbeat']} viewBox={`0 0 ${HEARTBEAT_UNITS} 56`} aria-hidden="true">
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
