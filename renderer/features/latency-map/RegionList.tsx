import { type KeyboardEvent, memo, useId, useState } from 'react';
import { formatQuantity } from '../../../shared/format/value.ts';
import type { MapTarget } from '../../map/hit-test.ts';
import { nextInDirection } from '../../map/keyboard-walk.ts';
import type { MarkerView } from '../../map/marker-views.ts';
import { type Metric, shareText } from '../../map/metric.ts';
import type { NetworkIndex } from '../../map/network-index.ts';
import type { RegionView, RouteView } from '../../map/network-model.ts';
import { regionLines, routeName, type Saying } from '../../map/network-words.ts';
import styles from './MapStage.module.css';
import type { MapProps } from './map-props.ts';

export interface RegionListProps extends MapProps {
  readonly markers: readonly MarkerView[];
  readonly onAttend: (target: MapTarget | null) => void;
  readonly onChoose: (target: MapTarget | null) => void;
  /** True when the key moved the camera. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** Screen readers are not told more often than this what changed in the words behind the map. */
const SPOKEN_EVERY_MS = 5_000;

/** The map for the keyboard and for screen readers: one tab stop, arrows walk from mark to mark. */
export function RegionList(props: RegionListProps) {
  const { saying, markers, onAttend, onChoose, onKey, onTarget, target } = props;
  const id = useId();
  const [active, setActive] = useState<number | null>(null);
  const spots = new Map(markers.map((marker) => [marker.id, marker]));
  const beat = Math.floor(saying.atMs / SPOKEN_EVERY_MS);
  const current = active !== null && spots.has(active) ? active : null;
  const targetAt = (marker: number): MapTarget | null => {
    const spot = spots.get(marker);
    return spot === undefined ? null : { kind: 'marker', id: marker, x: spot.x, y: spot.y };
  };
  const attend = (marker: number | null): void => {
    setActive(marker);
    onAttend(marker === null ? null : targetAt(marker));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const found = current === null ? null : targetAt(current);
    if (onKey(event)) onAttend(null);
    else if (key === 'Enter' || key === ' ') {
      if (found === null) return;
      onChoose(found);
    } else if (key === 'Escape') {
      attend(null);
      if (target !== null) onTarget(null);
    } else {
      const next = key === 'Home' ? markers[0]?.id : nextInDirection(spots, current, key);
      if (next === undefined) return;
      attend(next);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div
        role="listbox"
        tabIndex={0}
        aria-label="Regions on the map. Arrows walk, Enter looks from there or opens a group, plus and minus zoom, Shift and arrows move, 0 shows all"
        aria-activedescendant={current === null ? undefined : `${id}-${current}`}
        className={styles['regions']}
        onKeyDown={onKeyDown}
        onFocus={() => attend(current ?? markers.at(-1)?.id ?? null)}
        onBlur={() => onAttend(null)}
      >
        <Options {...props} id={id} current={current} beat={beat} />
      </div>
      <Twin {...props} beat={beat} />
    </>
  );
}

interface SpokenProps extends RegionListProps {
  /** What is only heard is said anew at each of these beats, not at every frame. */
  readonly beat: number;
}

/** The marks by name, as the keyboard walks them. */
const Options = memo(
  ({ index, markers, id, current }: SpokenProps & { id: string; current: number | null }) => (
    <>
      {markers.map((marker) => (
        <div
          key={marker.id}
          id={`${id}-${marker.id}`}
          role="option"
          aria-selected={marker.id === current}
          className="visually-hidden"
        >
          {markerWords(marker, index)}
        </div>
      ))}
    </>
  ),
  (before, now) =>
    isSaidAlready(before, now) &&
    before.current === now.current &&
    before.markers.length === now.markers.length &&
    before.markers.every(({ id }, at) => id === now.markers[at]?.id),
);
Options.displayName = 'Options';

/** What the canvas draws, in words: every region, also inside groups, and every route far from normal. */
const Twin = memo(
  ({ index, model, saying, metric }: SpokenProps) => (
    <>
      <ul className="visually-hidden" aria-label="All regions">
        {model.regions.map((region) => (
          <li key={region.index}>{regionWords(region, index, saying, metric)}</li>
        ))}
      </ul>
      <ul className="visually-hidden" aria-label="Routes far from normal">
        {model.far.map((route) => (
          <li key={route.index}>{routeWords(route, index)}</li>
        ))}
      </ul>
    </>
  ),
  isSaidAlready,
);
Twin.displayName = 'Twin';

// Each of these is one text: a list of what changes is laid out anew, and every part of a line costs.

function markerWords(marker: MarkerView, { regions }: NetworkIndex): string {
  const words = `${marker.code}: ${marker.lines.join(', ')}`;
  if (marker.kind === 'region') return `${regions[marker.region.index]?.city} ${words}`;
  return `${words}: ${marker.members.map(({ index }) => regions[index]?.id ?? '').join(', ')}`;
}

function regionWords(region: RegionView, { regions }: NetworkIndex, saying: Saying, metric: Metric): string {
  const place = regions[region.index];
  return `${place?.city} ${place?.id ?? ''}: ${regionLines(region, saying, metric).join(', ')}`;
}

function routeWords(route: RouteView, { regions }: NetworkIndex): string {
  return [
    routeName(route, regions),
    ...(route.measured === null ? [] : [formatQuantity(route.measured.value, 'seconds')]),
    ...(route.deviation === null ? [] : [shareText(route.deviation.share)]),
  ].join(' ');
}

function isSaidAlready(before: SpokenProps, now: SpokenProps): boolean {
  return before.beat === now.beat && before.metric === now.metric && before.index === now.index;
}
