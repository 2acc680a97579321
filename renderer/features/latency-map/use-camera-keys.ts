import { useEffect, useRef } from 'react';
import type { CameraControl } from './use-camera.ts';

/** Keys that mean the map wherever the focus is; arrows belong to whatever has it, and to time. */
const keys = new Set(['+', '=', '-', '_', '0']);

/** Plus, minus and 0 move the camera from anywhere in the view, but not while something is typed. */
export function useCameraKeys(camera: CameraControl): void {
  const latest = useRef(camera);
  useEffect(() => {
    latest.current = camera;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!keys.has(event.key) || isTyping(event.target)) return;
      if (latest.current.onKey(event)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]') !== null
  );
}
