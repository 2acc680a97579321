import { useEffect, useState } from 'react';
import { useShortcuts } from '../../shortcuts/use-shortcuts.ts';

const CURSOR_HIDE_MS = 5_000;

export interface WallKeys {
  readonly onNext: () => void;
  readonly onPrevious: () => void;
  readonly onLeave: () => void;
}

/** A wall's few keys: arrows change the scene, F fills the screen, Esc leaves. */
export function useWallKeys({ onNext, onPrevious, onLeave }: WallKeys): void {
  useShortcuts('wall', {
    next: onNext,
    previous: onPrevious,
    fullScreen: toggleFullscreen,
    leave: onLeave,
  });
}

function toggleFullscreen(): void {
  // Refused without a gesture or where a policy forbids it: the wall then simply stays as it is.
  if (document.fullscreenElement === null)
    document.documentElement.requestFullscreen().catch(() => undefined);
  else document.exitFullscreen().catch(() => undefined);
}

/** True once the pointer has rested: nobody touches a wall, so a cursor only hides something. */
export function useCursorHidden(): boolean {
  const [isHidden, setHidden] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setHidden(true), CURSOR_HIDE_MS);
    const onMove = (): void => {
      setHidden(false);
      clearTimeout(timer);
      timer = setTimeout(() => setHidden(true), CURSOR_HIDE_MS);
    };
    addEventListener('pointermove', onMove);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', onMove);
    };
  }, []);
  return isHidden;
}
