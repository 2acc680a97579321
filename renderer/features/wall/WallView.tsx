import { type CSSProperties, useRef, useState } from 'react';
import { type Alert, isTrouble } from '../../../shared/domain/alert.ts';
import { askedSources } from '../../../shared/domain/source.ts';
import { formatClockMinutes } from '../../../shared/format/clock.ts';
import { countOf } from '../../../shared/format/words.ts';
import { navigate } from '../../app/routes.ts';
import { useStageSize } from '../../map/use-stage.ts';
import { usePulse } from '../../state/pulse.ts';
import { emptyPicture } from './empty-picture.ts';
import { type SceneAnchor, sceneAt, scenePosition, stepScene } from './scene-rotation.ts';
import { useMeasure } from './text-measure.ts';
import { useDarkPage } from './use-dark-page.ts';
import { useCursorHidden, useWallKeys } from './use-wall-keys.ts';
import { WallAlertList } from './WallAlertList.tsx';
import { WallBand } from './WallBand.tsx';
import { WallClock } from './WallClock.tsx';
import { WallMap } from './WallMap.tsx';
import { WallMatrixScene } from './WallMatrixScene.tsx';
import { WallTally } from './WallTally.tsx';
import styles from './WallView.module.css';
import { wallAlerts } from './wall-alerts.ts';
import { tallyOf, wallBoard } from './wall-board.ts';
import { wallMatrix } from './wall-matrix.ts';
import { wallLayout } from './wall-scale.ts';
import { sceneRoom } from './wall-scene-room.ts';
import { wallVerdict } from './wall-verdict.ts';

/** The wall: full screen, read from across a room, never touched. Arrows change the scene, F fills, Esc leaves. */
export function WallView() {
  const root = useRef<HTMLDivElement>(null);
  const middle = useRef<HTMLDivElement>(null);
  const { width, height } = useStageSize(root);
  const room = useStageSize(middle);
  const pulse = usePulse();
  const { nowMs, moment, link } = pulse;
  const picture = pulse.picture ?? emptyPicture;
  const measure = useMeasure();
  useDarkPage();
  const isCursorHidden = useCursorHidden();
  const { catalogue, alerts } = picture.sections;
  const sources = askedSources(picture.sections.sources);
  const { scenes, dwellMs } = catalogue.wall;
  const [anchor, setAnchor] = useState<SceneAnchor>(() => ({ position: 0, atMs: nowMs }));
  const position = scenePosition(anchor, nowMs, scenes.length, dwellMs);
  const step = (by: 1 | -1): void => setAnchor(stepScene(position, by, nowMs, scenes.length));
  useWallKeys({ onNext: () => step(1), onPrevious: () => step(-1), onLeave: leave });

  const layout = wallLayout(width || 1920, height || 1080);
  const isCached = moment.mode === 'cached';
  const asOfMs = moment.mode === 'cached' ? moment.asOfMs : null;
  const board = wallBoard(picture, isCached);
  const current = sceneAt(position, scenes);
  const fit = sceneRoom(current, layout, room.width / layout.scale, room.height / layout.scale, isCached);
  const list = wallAlerts(alerts, catalogue, nowMs, fit, asOfMs);
  const live = sources.filter(({ state }) => state === 'live').length;
  const alertList = (
    <WallAlertList
      alerts={list}
      scale={layout.scale}
      isCached={isCached}
      room={fit}
      measure={measure}
      quiet={`${live} of ${countOf(sources.length, 'source')} live`}
    />
  );
  const style: CSSProperties & Record<'--u', string> = { '--u': `${layout.scale}px` };
  return (
    <div
      ref={root}
      className={styles['wall']}
      data-mode={moment.mode}
      data-cursor={isCursorHidden ? 'hidden' : 'shown'}
      data-scene={current}
      style={style}
    >
      <WallBand
        layout={layout}
        measure={measure}
        verdict={wallVerdict({ picture, board, moment, nowMs, isCutOff: link !== 'open' })}
      />
      <div
        ref={middle}
        className={styles['middle']}
        data-stacked={layout.isStacked}
        data-scene={current}
        style={current === 'map' && fit.map > 0 ? mapRoom(fit.map, layout.isStacked) : undefined}
      >
        {current === 'map' && (
          <>
            {fit.map > 0 && (
              <WallMap
                catalogue={catalogue}
                board={board}
                scale={layout.scale}
                isCached={isCached}
                critical={criticalRegions(alerts, catalogue.regions)}
              />
            )}
            {alertList}
          </>
        )}
        {current === 'matrix' && (
          <WallMatrixScene
            matrix={wallMatrix(picture, board, fit.rows, fit.columns)}
            catalogue={catalogue}
            scale={layout.scale}
            isCached={isCached}
          />
        )}
        {current === 'alerts' && alertList}
      </div>
      <WallTally
        tally={tallyOf(board)}
        scale={layout.scale}
        at={asOfMs === null ? null : `At ${formatClockMinutes(asOfMs, catalogue.timeZones[0] ?? 'UTC')}`}
      />
      <WallClock catalogue={catalogue} sources={sources} layout={layout} measure={measure} />
      <div className={styles['frame']} data-mode={moment.mode} aria-hidden="true" />
    </div>
  );
}

/** The map gets what it can fill, the list the rest. */
function mapRoom(units: number, isStacked: boolean): CSSProperties {
  const tracks = `calc(var(--u) * ${units}) minmax(0, 1fr)`;
  return isStacked ? { gridTemplateRows: tracks } : { gridTemplateColumns: tracks };
}

function leave(): void {
  navigate('/overview');
}

/** Regions in which a critical alert fires and nothing keeps it quiet. */
function criticalRegions(
  alerts: readonly Alert[],
  regions: readonly { readonly id: string }[],
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const alert of alerts)
    if (alert.severity === 'critical' && isTrouble(alert) && alert.region !== null)
      found.add(regions.findIndex(({ id }) => id === alert.region));
  return found;
}
