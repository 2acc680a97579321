import { formatClock } from '../../../shared/format/clock.ts';
import { formatQuantity } from '../../../shared/format/value.ts';
import { countOf, stateWord } from '../../../shared/format/words.ts';
import type { RegionView, RouteView } from '../../map/network-model.ts';
import { deviationWords, provenance, regionLines, routeName, unbroken } from '../../map/network-words.ts';
import styles from './MapStage.module.css';
import type { MapStageProps } from './MapStage.tsx';

/** What the pointer or the keyboard is on, and where that is on the stage. */
export type MapTarget =
  | { readonly kind: 'region'; readonly region: number; readonly x: number; readonly y: number }
  | { readonly kind: 'route'; readonly route: number; readonly x: number; readonly y: number };

const WIDTH_PX = 320;
const HEIGHT_PX = 150;

/** Everything known about one region or route, beside it and always inside the map. */
export function MapTooltip(props: MapStageProps & { target: MapTarget; width: number; height: number }) {
  const { target, width, height, model } = props;
  const left = target.x + 18 + WIDTH_PX > width ? Math.max(8, target.x - 18 - WIDTH_PX) : target.x + 18;
  const top = Math.min(Math.max(8, target.y - 20), height - HEIGHT_PX);
  const region = target.kind === 'region' ? model.regions[target.region] : undefined;
  const route = target.kind === 'route' ? model.routes[target.route] : undefined;
  return (
    <div className={styles['tooltip']} style={{ left, top }} role="presentation">
      {region !== undefined && <RegionFacts {...props} region={region} />}
      {route !== undefined && <RouteFacts {...props} route={route} />}
    </div>
  );
}

function RegionFacts({
  region,
  index,
  saying,
  signalLabel,
  serviceName,
}: MapStageProps & { region: RegionView }) {
  const place = index.regions[region.index];
  const since =
    region.sinceMs === null || region.state === 'ok'
      ? ''
      : ` since ${formatClock(region.sinceMs, saying.timeZone)}`;
  return (
    <>
      <strong>
        {unbroken(place?.id ?? '')} {place?.city !== place?.id && place?.city}
      </strong>
      {region.hasServices && (
        <p>
          <b>{stateWord(region.state)}</b>
          {since}
        </p>
      )}
      {region.isSeen && region.latencySeconds !== null ? (
        <p>
          {signalLabel} <b>{formatQuantity(region.latencySeconds, 'seconds')}</b>, the middle of{' '}
          {countOf(region.measuredServices, 'service')} weighted by traffic
        </p>
      ) : (
        regionLines(region, saying).map((line) => <p key={line}>{line}</p>)
      )}
      {region.slowest !== null && (
        <p>
          slowest: {serviceName(region.slowest.service)}{' '}
          <b>{formatQuantity(region.slowest.measured.seconds, 'seconds')}</b>
        </p>
      )}
      {region.requestsPerSecond !== null && (
        <p>
          traffic <b>{formatQuantity(region.requestsPerSecond, 'per_second')}</b>
        </p>
      )}
      {region.slowest !== null && (
        <p className={styles['origin']}>from {provenance(region.slowest.measured, saying)}</p>
      )}
    </>
  );
}

function RouteFacts({ route, index, saying, model }: MapStageProps & { route: RouteView }) {
  const back = model.routes[index.routeBetween(route.to, route.from)];
  return (
    <>
      <strong>{routeName(route, index.regions)}</strong>
      {route.measured !== null && (
        <p>
          {route.isSeen ? 'round trip' : 'last round trip'}{' '}
          <b>{formatQuantity(route.measured.seconds, 'seconds')}</b>
        </p>
      )}
      <p>
        {route.isSeen
          ? deviationWords(route, saying)
          : saying.isLive
            ? 'cannot be measured now'
            : 'could not be measured'}
      </p>
      {back?.measured && (
        <p>
          the way back {back.isSeen ? '' : 'was last '}
          <b>{formatQuantity(back.measured.seconds, 'seconds')}</b>
        </p>
      )}
      {route.measured !== null && (
        <p className={styles['origin']}>from {provenance(route.measured, saying)}</p>
      )}
    </>
  );
}
