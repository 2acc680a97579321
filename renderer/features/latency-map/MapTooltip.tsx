import { severityOf } from '../../../shared/domain/health-state.ts';
import { formatClock } from '../../../shared/format/clock.ts';
import { formatQuantity, NBSP } from '../../../shared/format/value.ts';
import { countOf, stateWord } from '../../../shared/format/words.ts';
import { fibreRoundTripSeconds } from '../../../shared/math/fibre.ts';
import { greatCircleKm } from '../../../shared/math/great-circle.ts';
import type { MapTarget } from '../../map/hit-test.ts';
import { localTimeWords } from '../../map/local-time.ts';
import type { ClusterMarker, MarkerView } from '../../map/marker-views.ts';
import { shareText } from '../../map/metric.ts';
import type { RegionView, RouteView } from '../../map/network-model.ts';
import { deviationWords, provenance, regionLines, routeName } from '../../map/network-words.ts';
import { Words } from '../../ui/Words.tsx';
import styles from './MapStage.module.css';
import type { MapStageProps } from './MapStage.tsx';

export interface MapTooltipProps extends MapStageProps {
  readonly attended: MapTarget;
  readonly markers: readonly MarkerView[];
  readonly width: number;
  readonly height: number;
}

const WIDTH_PX = 320;
const HEIGHT_PX = 190;
/** More members of a cluster than this are counted, not listed. */
const MAX_LISTED = 6;

/** Everything known about one region, cluster or route, beside it and always inside the map. */
export function MapTooltip(props: MapTooltipProps) {
  const { attended, markers, width, height, model } = props;
  const tooltipWidth = Math.min(WIDTH_PX, width - 16);
  const left =
    attended.x + 18 + tooltipWidth > width ? Math.max(8, attended.x - 18 - tooltipWidth) : attended.x + 18;
  const top = Math.min(Math.max(8, attended.y - 20), height - HEIGHT_PX);
  const marker = attended.kind === 'marker' ? markers.find(({ id }) => id === attended.id) : undefined;
  const route = attended.kind === 'route' ? model.routes[attended.route] : undefined;
  return (
    <div className={styles['tooltip']} style={{ left, top }} role="presentation">
      {marker?.kind === 'region' && <RegionFacts {...props} region={marker.region} />}
      {marker?.kind === 'cluster' && <ClusterFacts {...props} marker={marker} />}
      {route !== undefined && <RouteFacts {...props} route={route} />}
    </div>
  );
}

function ClusterFacts({ marker, index, saying, metric }: MapStageProps & { marker: ClusterMarker }) {
  const listed = marker.members
    .toSorted((a, b) => severityOf(b.state) - severityOf(a.state))
    .slice(0, marker.members.length > MAX_LISTED ? MAX_LISTED - 1 : MAX_LISTED);
  const more = marker.members.length - listed.length;
  return (
    <>
      <strong>{countOf(marker.members.length, 'region')} stand here</strong>
      {listed.map((region) => (
        <p key={region.index}>
          <b className="code">{index.regions[region.index]?.id ?? ''}</b>{' '}
          {regionLines(region, saying, metric).join(', ')}
        </p>
      ))}
      {more > 0 && <p>and {more} more</p>}
      <p className={styles['origin']}>Click, or Enter, comes closer and tells them apart</p>
    </>
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
  const localTime = place === undefined ? '' : localTimeWords(place, saying.atMs);
  const since =
    region.sinceMs === null || region.state === 'ok'
      ? ''
      : ` since ${formatClock(region.sinceMs, saying.timeZone)}`;
  return (
    <>
      <strong>
        <span className="code">{place?.id ?? ''}</span> {place?.city !== place?.id && place?.city}
      </strong>
      {localTime !== '' && <p>{localTime}</p>}
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
          {region.deviation !== null && `, ${shareText(region.deviation)}`}
        </p>
      ) : (
        regionLines(region, saying).map((line) => <p key={line}>{line}</p>)
      )}
      {region.slowest !== null && (
        <p>
          slowest: {serviceName(region.slowest.service)}{' '}
          <b>{formatQuantity(region.slowest.measured.value, 'seconds')}</b>
        </p>
      )}
      {region.loss !== null && (
        <p>
          loss <b>{formatQuantity(region.loss, 'ratio')}</b>
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
  const [from, to] = [index.places[route.from], index.places[route.to]];
  const km = from && to ? greatCircleKm(from, to) : null;
  return (
    <>
      <strong>
        <Words>{routeName(route, index.regions)}</Words>
      </strong>
      {route.measured !== null && (
        <p>
          {route.isSeen ? 'round trip' : 'last round trip'}{' '}
          <b>{formatQuantity(route.measured.value, 'seconds')}</b>
        </p>
      )}
      <p>
        {route.isSeen
          ? deviationWords(route, saying)
          : saying.isLive
            ? 'cannot be measured now'
            : 'could not be measured'}
      </p>
      {route.loss !== null && (
        <p>
          loss <b>{formatQuantity(route.loss.value, 'ratio')}</b>
        </p>
      )}
      {back?.measured && (
        <p>
          the way back {back.isSeen ? '' : 'was last '}
          <b>{formatQuantity(back.measured.value, 'seconds')}</b>
        </p>
      )}
      {km !== null && (
        <p>
          {formatQuantity(Math.round(km), 'count')}
          {NBSP}km, light in fibre needs {formatQuantity(fibreRoundTripSeconds(km), 'seconds')} there and back
        </p>
      )}
      {route.measured !== null && (
        <p className={styles['origin']}>from {provenance(route.measured, saying)}</p>
      )}
    </>
  );
}
