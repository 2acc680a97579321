import { formatQuantity } from '../../../shared/format/value.ts';
import { countOf } from '../../../shared/format/words.ts';
import { localTimeWords } from '../../map/local-time.ts';
import { readMapTheme } from '../../map/map-theme.ts';
import { metricText, routeColor, routeValue } from '../../map/metric.ts';
import { provenance, routeName } from '../../map/network-words.ts';
import { type Vantage, vantagesOf } from '../../map/vantage.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PanelTitle } from '../../ui/PanelTitle.tsx';
import type { MapProps } from './map-props.ts';
import styles from './VantageList.module.css';

/** One region as it is seen from everywhere that measures the way to it, the furthest first. */
export function VantageList(props: MapProps & { readonly region: number }) {
  const { region, index, model, metric, saying, onTarget } = props;
  const vantages = vantagesOf(region, index, model, metric);
  const seen = vantages.filter(({ there }) => there.isSeen).length;
  const values = vantages.flatMap(({ there }) => (there.isSeen ? (routeValue(there, metric) ?? []) : []));
  const most = Math.max(0, ...values.map(Math.abs));
  const place = index.regions[region];
  const localTime = place === undefined ? '' : localTimeWords(place, saying.atMs);
  return (
    <section className={styles['vantages']} aria-label={`${place?.id ?? ''} from everywhere`}>
      <div className={styles['head']}>
        <PanelTitle>
          To <span className="code">{place?.id ?? ''}</span>
        </PanelTitle>
        <button type="button" className={styles['close']} onClick={() => onTarget(null)}>
          Whole network
        </button>
      </div>
      <p className={styles['place']}>
        {[
          place?.city === place?.id ? '' : (place?.city ?? ''),
          localTime,
          vantages.length === 0 ? '' : `seen from ${seen} of ${countOf(vantages.length, 'place')}`,
        ]
          .filter((part) => part !== '')
          .join(', ')}
      </p>
      {vantages.length === 0 ? (
        <EmptyState title="Nobody measures the way here">
          Its own services still show their latency on the map.
        </EmptyState>
      ) : (
        <ul className={styles['list']}>
          {vantages.map((vantage) => (
            <li key={vantage.from}>
              <VantageRow {...props} vantage={vantage} most={most} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function VantageRow(props: MapProps & { readonly vantage: Vantage; readonly most: number }) {
  const { vantage, most, index, metric, saying, chosenRoute, onChooseRoute, onPoint } = props;
  const { there, back } = vantage;
  const value = routeValue(there, metric);
  const isShown = there.isSeen && value !== null;
  const backValue = back?.isSeen ? routeValue(back, metric) : null;
  const isChosen = chosenRoute === there.index;
  const measured = metric === 'loss' ? there.loss : there.measured;
  return (
    <button
      type="button"
      className={styles['row']}
      aria-pressed={isChosen}
      aria-label={`${routeName(there, index.regions)}: ${isShown ? metricText(value, metric) : 'not seen'}`}
      title={measured === null ? undefined : provenance(measured, saying)}
      onClick={() => onChooseRoute(isChosen ? null : there.index)}
      onPointerEnter={() => onPoint({ kind: 'route', index: there.index })}
      onPointerLeave={() => onPoint(null)}
    >
      <span className={styles['name']}>{index.regions[vantage.from]?.id ?? ''}</span>
      <span className={styles['track']} aria-hidden="true">
        {isShown && (
          <span
            className={`${styles['bar']} keep-colors`}
            style={{
              width: `${most === 0 ? 0 : (Math.abs(value) / most) * 100}%`,
              background: routeColor(there, metric, readMapTheme()) ?? 'none',
            }}
          />
        )}
      </span>
      <span className={styles['value']} data-seen={isShown}>
        {isShown ? metricText(value, metric) : unseenText(vantage)}
      </span>
      <span className={styles['back']}>{backValue !== null && `back ${metricText(backValue, metric)}`}</span>
    </button>
  );
}

function unseenText({ there }: Vantage): string {
  return there.measured === null ? 'not measured' : `last ${formatQuantity(there.measured.value, 'seconds')}`;
}
