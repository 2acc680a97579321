import { CloserIcon, FartherIcon, WholeWorldIcon } from '../../ui/icons.tsx';
import type { CameraControl } from './use-camera.ts';
import styles from './ZoomButtons.module.css';

/** Zoom without a wheel, and the way back to everything. */
export function ZoomButtons({ camera, bottom }: { camera: CameraControl; bottom: number }) {
  return (
    <div className={styles['buttons']} style={{ bottom: bottom + 16 }} role="group" aria-label="Zoom">
      <button type="button" onClick={camera.zoomIn} aria-label="Zoom in" title="Zoom in  +">
        <CloserIcon size={16} />
      </button>
      <button
        type="button"
        onClick={camera.zoomOut}
        disabled={camera.zoom === 1}
        aria-label="Zoom out"
        title="Zoom out  −"
      >
        <FartherIcon size={16} />
      </button>
      <button
        type="button"
        onClick={camera.goHome}
        disabled={camera.isHome}
        aria-label="Show all regions"
        title="Show all regions  0"
      >
        <WholeWorldIcon size={16} />
      </button>
    </div>
  );
}
