import { needsAttention, severityOf } from '../../../shared/domain/health-state.ts';
import { countOf, stateWord } from '../../../shared/format/words.ts';
import type { MapProjection, MapSize } from '../../map/projection.ts';
import styles from './MapStage.module.css';
import type { MapProps } from './map-props.ts';

/** More regions in trouble than this are counted, not named. */
const MAX_NAMED = 3;

/** What the camera leaves out: nobody may take a corner of the world for all of it. Nothing while all is in view. */
export function OutOfView({
  model,
  index,
  projection,
  size,
}: MapProps & { readonly projection: MapProjection; readonly size: MapSize }) {
  if (size.width === 0) return null;
  const hidden = model.regions.filter(({ index: region }) => {
    const place = index.places[region];
    if (!place) return false;
    if (!projection.shows(place)) return true;
    const [x, y] = projection.project(place);
    return x < 0 || y < 0 || x > size.width || y > size.height;
  });
  if (hidden.length === 0) return null;
  const troubled = hidden
    .filter(({ state }) => needsAttention(state))
    .toSorted((a, b) => severityOf(b.state) - severityOf(a.state));
  const named = troubled.slice(0, MAX_NAMED);
  const more = troubled.length - named.length;
  return (
    <p className={styles['outOfView']} style={{ bottom: size.inset.bottom - 28 }}>
      Not in view: {countOf(hidden.length, 'region')}
      {named.map((region) => (
        <span key={region.index}>
          , <b className="code">{index.regions[region.index]?.id ?? ''}</b> {stateWord(region.state)}
        </span>
      ))}
      {more > 0 && `, ${more} more in trouble`}
    </p>
  );
}
