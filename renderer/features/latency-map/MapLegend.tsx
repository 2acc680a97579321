import { memo, type Ref } from 'react';
import { formatQuantity, NBSP } from '../../../shared/format/value.ts';
import { deviationPosition, deviationStops } from '../../map/deviation-scale.ts';
import { latencyPosition, latencyStopsMs } from '../../map/latency-scale.ts';
import { lossPosition, lossStops } from '../../map/loss-scale.ts';
import { circleRadius } from '../../map/marker-layout.ts';
import type { Metric } from '../../map/metric.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import type { NetworkModel } from '../../map/network-model.ts';
import { regionLines, type Saying } from '../../map/network-words.ts';
import { useTheme } from '../../ui/theme.ts';
import { Words } from '../../ui/Words.tsx';
import styles from './MapLegend.module.css';
import type { MapProps } from './map-props.ts';

export interface MapLegendProps extends Pick<MapProps, 'metric' | 'signalLabel'> {
  /** Regions that cannot be drawn, with what is known of them; empty for none. */
  readonly homeless: string;
  /** Requests per second of the largest circle. */
  readonly busiest: number;
  readonly hasRoutes: boolean;
  /** Id of the region everything is seen from; null is the whole network. */
  readonly target: string | null;
  readonly isLive: boolean;
  /** For whoever keeps the map clear of the legend. */
  readonly boxRef: Ref<HTMLDivElement>;
  readonly drawsAllRoutes: boolean;
  readonly drawsDayNight: boolean;
}

const BAR_PX = 240;

interface Scale {
  readonly css: string;
  readonly ticks: readonly { readonly at: number; readonly text: string; readonly unit?: string }[];
}

const scales: Readonly<Record<Metric, Scale>> = {
  latency: {
    css: 'latencyBar',
    ticks: [10, 30, 80, 150, 400].map((ms) => ({
      at: latencyPosition(ms),
      text: String(ms),
      ...(ms === latencyStopsMs[5] && { unit: ' ms' }),
    })),
  },
  loss: {
    css: 'lossBar',
    ticks: [0.0005, 0.003, 0.01, 0.03, 0.1].map((share) => ({
      at: lossPosition(share),
      text: String(share * 100),
      ...(share === lossStops[5] && { unit: ' %' }),
    })),
  },
  deviation: {
    css: 'deviationBar',
    // The last but one has no room beside the last.
    ticks: deviationStops
      .filter((share) => share !== deviationStops[4])
      .map((share) => ({
        at: deviationPosition(share),
        text: share === 0 ? 'usual' : `${share < 0 ? '−' : '+'}${Math.abs(share) * 100}`,
        ...(share === deviationStops[5] && { unit: ' %' }),
      })),
  },
};

/** What colours, sizes and lines mean, with the rules that chose them. */
export const MapLegend = memo(function MapLegend(props: MapLegendProps) {
  const { boxRef, metric, signalLabel, homeless, busiest, isLive, drawsDayNight } = props;
  const theme = useTheme();
  const more = theme === 'light' ? 'darker' : 'brighter';
  const scale = scales[metric];
  return (
    <div ref={boxRef} className={styles['legend']}>
      {homeless !== '' && (
        <p className={styles['homeless']}>
          <b>Not on the map, coordinates unknown:</b> <Words>{homeless}</Words>
        </p>
      )}
      <section>
        <h3>
          {metric === 'latency' && (
            <>
              {signalLabel} <span>and round trips, {more} is slower</span>
            </>
          )}
          {metric === 'loss' && (
            <>
              Lost packets <span>{more} is more</span>
            </>
          )}
          {metric === 'deviation' && (
            <>
              Against usual <span>{signalLabel} and round trips</span>
            </>
          )}
        </h3>
        <div className={`${styles['bar']} ${styles[scale.css]} keep-colors`} />
        <div className={styles['ticks']}>
          {scale.ticks.map(({ at, text, unit }) => (
            <span key={text} style={{ left: at * BAR_PX }}>
              {text}
              {unit !== undefined && <i>{unit}</i>}
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
          <span className={styles['key']}>
            <ClusterKey /> several
          </span>
        </div>
        <p className={styles['rule']}>Colour: the middle service, weighted by traffic</p>
      </section>
      {props.hasRoutes && (
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
              <LossKey /> loss
            </span>
            <span className={styles['key']}>
              <UnseenKey /> not seen
            </span>
          </div>
          <p className={styles['rule']}>
            <span>
              <Words>{drawnWords(props)}</Words>
            </span>
            {drawsDayNight && (
              <span className={styles['key']}>
                <NightKey /> {isLive ? 'night beyond' : 'night then'}
              </span>
            )}
          </p>
        </section>
      )}
    </div>
  );
});

/** The regions without coordinates, with what is known of them. */
export function homelessWords(
  model: NetworkModel,
  index: NetworkIndex,
  saying: Saying,
  metric: Metric,
): string {
  return model.regions
    .filter(({ index: region }) => index.places[region] === null)
    .map(
      (region) =>
        `${index.regions[region.index]?.id ?? ''} (${regionLines(region, saying, metric).join(', ')})`,
    )
    .join(' · ');
}

function drawnWords({ metric, target, drawsAllRoutes }: MapLegendProps): string {
  if (target !== null) return `Drawn: all ways to and from ${target}`;
  if (drawsAllRoutes) return 'Drawn: all that are measured';
  const also = metric === 'loss' ? ', and all that lose packets' : '';
  return `Drawn: neighbours, and all 20${NBSP}% above what is usual in this hour${also}`;
}

function SizeKey({ perSecond, share }: { perSecond: number; share: number }) {
  const radius = circleRadius(share);
  const box = radius * 2 + 2;
  return (
    <span className={styles['key']}>
      <svg viewBox={`0 0 ${box} ${box}`} width={box} height={box} aria-hidden="true">
        <circle cx={box / 2} cy={box / 2} r={radius} className={styles['ring']} />
      </svg>
      {/* Round numbers without digits that say nothing. */}
      {formatQuantity(perSecond, 'per_second').replace(/\.0+(?!\d)/, '')}
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

function ClusterKey() {
  return (
    <svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">
      <circle cx="11" cy="11" r="9" className={styles['ringOk']} />
      <path d="M11 2a9 9 0 0 1 7.8 4.5" className={styles['ringDegraded']} />
      <text x="11" y="15" className={styles['count']}>
        3
      </text>
    </svg>
  );
}

function LossKey() {
  return (
    <svg viewBox="0 0 36 12" width="36" height="12" aria-hidden="true">
      <path d="M1 6h34" className={styles['lossy']} />
    </svg>
  );
}

function NightKey() {
  return (
    <svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true">
      <path d="M1 4h22M5 4v5M12 4v5M19 4v5" className={styles['night']} />
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
