import type { CSSProperties } from 'react';
import { baselineWords } from '../../../shared/format/baseline-words.ts';
import { formatQuantity, formatRange, formatValue } from '../../../shared/format/value.ts';
import { readMapTheme } from '../../map/map-theme.ts';
import { type Metric, routeColor } from '../../map/metric.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import type { NetworkModel, RouteView } from '../../map/network-model.ts';
import { deviationWords, provenance, routeName, type Saying } from '../../map/network-words.ts';
import { bandOf } from '../../map/usual-band.ts';
import type { MapProps } from './map-props.ts';
import styles from './WorstRoutes.module.css';

export interface WorstRoutesProps extends MapProps {
  readonly routes: readonly RouteView[];
}

/** The routes furthest from their own normal, in words and numbers. */
export function WorstRoutes(props: WorstRoutesProps) {
  return (
    <ul className={styles['list']}>
      {props.routes.map((route, rank) => (
        // By rank: two that change places must not take the focus with them, and every second some may.
        <li key={rank}>
          <WorstRow {...props} route={route} />
        </li>
      ))}
    </ul>
  );
}

function WorstRow(props: WorstRoutesProps & { route: RouteView }) {
  const { route, index, model, saying, metric, chosenRoute, onChooseRoute, onPoint } = props;
  const isChosen = chosenRoute === route.index;
  const isAboutLoss = metric === 'loss';
  const measured = isAboutLoss ? route.loss : route.measured;
  if (measured === null) return null;
  const { number, unit } = formatValue(measured.value, isAboutLoss ? 'ratio' : 'seconds');
  return (
    <button
      type="button"
      className={styles['row']}
      aria-pressed={isChosen}
      onClick={() => onChooseRoute(isChosen ? null : route.index)}
      onPointerEnter={() => onPoint({ kind: 'route', index: route.index })}
      onPointerLeave={() => onPoint(null)}
    >
      <span className={styles['name']} aria-label={routeName(route, index.regions)}>
        <span className="code">{index.regions[route.from]?.id ?? ''}</span>
        <Arrow />
        <span className="code">{index.regions[route.to]?.id ?? ''}</span>
      </span>
      <span className={styles['value']} title={provenance(measured, saying)}>
        {number}
        <span className={styles['unit']}>{unit}</span>
      </span>
      <span className={styles['words']}>
        {isAboutLoss ? lossWords(route) : deviationWords(route, saying)}
      </span>
      {isAboutLoss ? <span /> : <Band route={route} metric={metric} />}
      {isChosen && <span className={styles['more']}>{moreWords(route, index, model, saying)}</span>}
    </button>
  );
}

function lossWords({ measured, isSeen }: RouteView): string {
  if (measured === null || !isSeen) return 'lost on this way';
  return `lost on this way, round trip ${formatQuantity(measured.value, 'seconds')}`;
}

function moreWords(route: RouteView, index: NetworkIndex, model: NetworkModel, saying: Saying): string {
  const back = model.routes[index.routeBetween(route.to, route.from)];
  const words: string[] = [];
  if (back?.isSeen && back.measured) {
    const value = formatQuantity(back.measured.value, 'seconds');
    words.push(`The way back is ${back.deviation?.isFar ? 'slow too' : 'normal'} at ${value}.`);
  }
  if (route.usual !== null && route.baseline !== null)
    words.push(
      `${formatRange(route.usual.low, route.usual.high, 'seconds')} is ${baselineWords(route.baseline, saying.atMs)}.`,
    );
  return words.join(' ');
}

/** Where the value stands against its usual range; the words beside it say the same. */
function Band({ route, metric }: { route: RouteView; metric: Metric }) {
  if (route.usual === null || route.measured === null) return <span />;
  const band = bandOf(route.measured.value, route.usual);
  const dot: CSSProperties = { fill: routeColor(route, metric, readMapTheme()) ?? 'none' };
  return (
    <svg className={styles['band']} viewBox="0 0 84 12" width="84" height="12" aria-hidden="true">
      <line x1="0" x2="84" y1="6" y2="6" className={styles['axis']} />
      <rect
        x={band.low}
        width={Math.max(2, band.high - band.low)}
        y="3"
        height="6"
        rx="1"
        className={styles['range']}
      />
      <line x1={band.usual} x2={band.usual} y1="1.5" y2="10.5" className={styles['tick']} />
      <circle cx={band.value} cy="6" r="4" style={dot} />
    </svg>
  );
}

function Arrow() {
  return (
    <svg className={styles['arrow']} viewBox="0 0 14 10" width="14" height="10" aria-hidden="true">
      <path
        d="M1 5h11M8.5 1.5 12 5 8.5 8.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
