import { useEffect, useMemo, useRef } from 'react';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import type { HealthState } from '../../../shared/domain/health-state.ts';
import type { GeoPoint } from '../../../shared/math/great-circle.ts';
import { drawGeography } from '../../map/geography.ts';
import { useMapTheme } from '../../map/map-theme.ts';
import { createMapProjection, frameRound } from '../../map/projection.ts';
import { neighbourPairs } from '../../map/route-choice.ts';
import { prepareCanvas, useStageSize } from '../../map/use-stage.ts';
import { drawWallMap } from './draw-wall-map.ts';
import styles from './WallMap.module.css';
import type { WallBoard } from './wall-board.ts';
import { layoutWallMarks, wallArcs } from './wall-map-marks.ts';

export interface WallMapProps {
  readonly catalogue: Catalogue;
  readonly board: WallBoard;
  readonly scale: number;
  readonly isCached: boolean;
  /** Region indexes where an unacknowledged critical alert fires; they get a halo. */
  readonly critical: ReadonlySet<number>;
}

type MarkFacts = readonly [
  states: readonly (HealthState | null)[],
  critical: readonly number[],
  names: readonly string[],
];

function placesOf(key: string): readonly (GeoPoint | null)[] {
  return (JSON.parse(key) as [number | null, number | null][]).map(([latitude, longitude]) =>
    latitude === null || longitude === null ? null : { latitude, longitude },
  );
}

/** The world without numbers: where things are wrong, named; everything else a quiet dot. */
export function WallMap({ catalogue, board, scale, isCached, critical }: WallMapProps) {
  const stage = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  const size = useStageSize(stage);
  const theme = useMapTheme();
  const { regions } = catalogue;
  // Catalogues are replaced whole; geography and arcs are made again only when a place really changed.
  const placesKey = JSON.stringify(regions.map(({ latitude, longitude }) => [latitude, longitude]));
  const places = useMemo(() => placesOf(placesKey), [placesKey]);
  const projection = useMemo(() => {
    const inset = { top: 84 * scale, right: 124 * scale, bottom: 80 * scale, left: 124 * scale };
    const known = places.filter((place) => place !== null);
    return createMapProjection({ ...size, inset }, known, frameRound(known));
  }, [size, places, scale]);
  const arcs = useMemo(() => wallArcs(projection, places, neighbourPairs(places)), [projection, places]);

  useEffect(() => {
    const context = prepareCanvas(ground.current, size);
    if (context !== null) drawGeography(context, projection, theme, scale);
  }, [size, projection, scale, theme]);

  // Marks and names stay where they are, and nothing is drawn, until a state or a name changes.
  const marksKey = JSON.stringify([board.regions, [...critical], regions.map(({ city }) => city)]);
  const marks = useMemo(() => {
    const [states, criticalRegions, names] = JSON.parse(marksKey) as MarkFacts;
    return layoutWallMarks({
      places,
      names,
      states,
      critical: new Set(criticalRegions),
      projection,
      scale,
      width: size.width,
      height: size.height,
    });
  }, [marksKey, places, projection, scale, size]);

  useEffect(() => {
    const context = prepareCanvas(live.current, size);
    if (context !== null) drawWallMap(context, { marks, arcs, scale, isCached, theme });
  }, [marks, arcs, scale, isCached, theme, size]);

  const unnamed = regions.filter((_, region) => places[region] === null && board.regions[region] !== null);
  return (
    <div ref={stage} className={styles['map']}>
      <canvas
        ref={ground}
        className={isCached ? styles['groundCached'] : styles['layer']}
        aria-hidden="true"
      />
      {!isCached &&
        marks.map(
          (mark) =>
            mark.hasHalo && (
              <span
                key={mark.region}
                className={styles['halo']}
                style={{ transform: `translate(${mark.x}px, ${mark.y}px)` }}
              />
            ),
        )}
      <canvas ref={live} className={styles['layer']} aria-hidden="true" />
      {unnamed.length > 0 && (
        <p className={styles['unplaced']}>Not on the map: {unnamed.map(({ city }) => city).join(', ')}</p>
      )}
    </div>
  );
}
