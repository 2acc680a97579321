import { useEffect, useMemo, useRef } from 'react';
import type { Catalogue } from '../../../shared/domain/catalogue.ts';
import { drawGeography } from '../../map/geography.ts';
import { useMapTheme } from '../../map/map-theme.ts';
import { createMapProjection } from '../../map/projection.ts';
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

/** The world without numbers: where things are wrong, named; everything else a quiet dot. */
export function WallMap({ catalogue, board, scale, isCached, critical }: WallMapProps) {
  const stage = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const live = useRef<HTMLCanvasElement>(null);
  const size = useStageSize(stage);
  const theme = useMapTheme();
  const { regions } = catalogue;
  const places = useMemo(
    () =>
      regions.map(({ latitude, longitude }) =>
        latitude === null || longitude === null ? null : { latitude, longitude },
      ),
    [regions],
  );
  const projection = useMemo(() => {
    const inset = { top: 96 * scale, right: 120 * scale, bottom: 88 * scale, left: 120 * scale };
    return createMapProjection(
      { width: size.width, height: size.height, inset },
      places.filter((place) => place !== null),
    );
  }, [size, places, scale]);
  const arcs = useMemo(() => wallArcs(projection, places, neighbourPairs(places)), [projection, places]);

  useEffect(() => {
    const context = prepareCanvas(ground.current, size);
    if (context !== null) drawGeography(context, projection, theme, scale);
  }, [size, projection, scale, theme]);

  const marks = layoutWallMarks({
    places,
    names: regions.map(({ city }) => city),
    states: board.regions,
    critical,
    projection,
    scale,
    width: size.width,
    height: size.height,
  });

  useEffect(() => {
    const context = prepareCanvas(live.current, size);
    if (context !== null) drawWallMap(context, { marks, arcs, scale, isCached, theme });
  });

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
