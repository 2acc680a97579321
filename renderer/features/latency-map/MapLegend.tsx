import type { Ref } from 'react';
import { formatQuantity } from '../../../shared/format/value.ts';
import { latencyPosition, latencyStopsMs } from '../../map/latency-scale.ts';
import { circleRadius } from '../../map/marker-layout.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import type { NetworkModel } from '../../map/network-model.ts';
import { regionLines, type Saying, unbroken } from '../../map/network-words.ts';
import { useTheme } from '../../ui/theme.ts';
import styles from './MapLegend.module.css';

export interface MapLegendProps {
  /** For whoever keeps the map clear of the legend. */
  readonly boxRef: Ref<HTMLDivElement>;
  readonly index: NetworkIndex;
  readonly model: NetworkModel;
  readonly saying: Saying;
  readonly signalLabel: string;
}

const BAR_PX = 240;
const ticks = [10, 30, 80, 150, 400] as const;

/** What colours, sizes and lines mean, with the rules that chose them. */
export function MapLegend({ boxRef, index, model, saying, signalLabel }: MapLegendProps) {
  const theme = useTheme();
  const busiest = Math.max(0, ...model.regions.map(({ requestsPerSecond }) => requestsPerSecond ?? 0));
  const homeless = model.regions.filter(({ index: region }) => index.places[region] === null);
  return (
    <div ref={boxRef} className={styles['legend']}>
      {homeless.length > 0 && (
        <p className={styles['homeless']}>
          <b>Not on the map, coordinates unknown:</b>{' '}
          {homeless
            .map(
              (region) =>
                `${unbroken(index.regions[region.index]?.id ?? '')} (${regionLines(region, saying).join(', ')})`,
            )
            .join(' · ')}
        </p>
      )}
      <section>
        <h3>
          {signalLabel} <span>and round trips, {theme === 'light' ? 'darker' : 'brighter'} is slower</span>
        </h3>
        <div className={styles['bar']} />
        <div className={styles['ticks']}>
          {ticks.map((ms) => (
            <span key={ms} style={{ left: latencyPosition(ms) * BAR_PX }}>
              {ms}
              {ms === latencyStopsMs[5] && <i> ms</i>}
            </span>
          ))}
        </div>
      </section>
      <section>
        <h3>
          Circle <span>is what its services serve, size is traffic</span>
        </h3>
        <div className={styles['keys']}>
          {busiest > 0 && <SizeKey perSecond={busiest / 10} share={0.1} />}
          {busiest > 0 && <SizeKey perSecond={busiest} share={1} />}
          <span className={styles['key']}>
            <HatchKey /> not seen
          </span>
        </div>
        <p className={styles['rule']}>Colour: the middle service, weighted by traffic</p>
      </section>
      <section>
        <h3>
          Line <span>between two regions, one for each way</span>
        </h3>
        <div className={styles['keys']}>
          <span className={styles['key']}>
            <UsualKey /> usual
          </span>
          <span className={styles['key']}>
            <FarKey /> far from normal
          </span>
          <span className={styles['key']}>
            <UnseenKey /> not seen
          </span>
        </div>
        <p className={styles['rule']}>
          Drawn: neighbours, and all 20 % above their usual of the last 15 minutes
        </p>
      </section>
    </div>
  );
}

function SizeKey({ perSecond, share }: { perSecond: number; share: number }) {
  const radius = circleRadius(share);
  const box = radius * 2 + 2;
  return (
    <span className={styles['key']}>
      <svg viewBox={`0 0 ${box} ${box}`} width={box} height={box} aria-hidden="true">
        <circle cx={box / 2} cy={box / 2} r={radius} className={styles['ring']} />
      </svg>
      {formatQuantity(perSecond, 'per_second')}
    </span>
  );
}

function HatchKey() {
  return (
    <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
      <circle cx="9" cy="9" r="8" className={styles['ring']} />
      <path d="M3.5 14.5 14.5 3.5M2 10 10 2M8 16 16 8" className={styles['ring']} />
    </svg>
  );
}

function UsualKey() {
  return (
    <svg viewBox="0 0 56 16" width="56" height="16" aria-hidden="true">
      <path d="M1 8Q28-2 55 8M55 8Q28 18 1 8" className={styles['usual']} />
      <path d="m32 1 4 2.4-4 2.2M24 15l-4-2.4 4-2.2" className={styles['usual']} />
    </svg>
  );
}

function FarKey() {
  return (
    <svg viewBox="0 0 36 12" width="36" height="12" aria-hidden="true">
      <path d="M1 6h34" className={styles['far']} />
      <path d="m17 2 5 4-5 4" className={styles['far']} />
    </svg>
  );
}

function UnseenKey() {
  return (
    <svg viewBox="0 0 36 4" width="36" height="4" aria-hidden="true">
      <path d="M1 2h34" className={styles['unseen']} />
    </svg>
  );
}
