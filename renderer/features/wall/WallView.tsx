import { type CSSProperties, useRef, useState } from 'react';
import { formatClockMinutes } from '../../../shared/format/clock.ts';
import { countOf } from '../../../shared/format/words.ts';
import { navigate } from '../../app/routes.ts';
import { useStageSize } from '../../map/use-stage.ts';
import { useHeartbeat, useLink, useMoment, useNowMs, usePicture } from '../../state/hooks.ts';
import { emptyPicture } from './empty-picture.ts';
import { type SceneAnchor, sceneAt, scenePosition, stepScene } from './scene-rotation.ts';
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
import { sourceWords } from './wall-sources.ts';
import { wallVerdict } from './wall-verdict.ts';

/** The wall: full screen, read from across a room, never touched. Arrows change the scene, F fills, Esc leaves. */
export function WallView() {
  const root = useRef<HTMLDivElement>(null);
  const middle = useRef<HTMLDivElement>(null);
  const { width, height } = useStageSize(root);
  const room = useStageSize(middle);
  const picture = usePicture() ?? emptyPicture;
  const nowMs = useNowMs();
  const moment = useMoment();
  const link = useLink();
  const heartbeat = useHeartbeat();
  useDarkPage();
  const isCursorHidden = useCursorHidden();
  const { catalogue, alerts, sources } = picture.sections;
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
      columns={fit.alertColumns}
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
        verdict={wallVerdict({ picture, board, moment, nowMs, isCutOff: link !== 'open' })}
      />
      <div ref={middle} className={styles['middle']} data-stacked={layout.isStacked} data-scene={current}>
        {current === 'map' && (
          <>
            {fit.hasMap && (
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
      <WallClock
        nowMs={nowMs}
        timeZones={catalogue.timeZones}
        zones={layout.zones}
        isStacked={layout.isStacked}
        heartbeat={isCached ? heartbeat.map(() => 0) : heartbeat}
        sources={sourceWords(sources, moment, link, nowMs)}
        isDemo={catalogue.demo}
      />
      <div className={styles['frame']} data-mode={moment.mode} aria-hidden="true" />
    </div>
  );
}

function leave(): void {
  navigate('/overview');
}

/** Regions in which a critical alert fires. Nothing acknowledges alerts yet, so all of them count. */
function criticalRegions(
  alerts: readonly { readonly severity: string; readonly state: string; readonly region: string | null }[],
  regions: readonly { readonly id: string }[],
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { severity, state, region } of alerts)
    if (severity === 'critical' && state === 'firing' && region !== null)
      found.add(regions.findIndex(({ id }) => id === region));
  return found;
}
