import type { App, BrowserWindow } from 'electron/main';

type FocusableWindow = Pick<BrowserWindow, 'isDestroyed' | 'isMinimized' | 'restore' | 'show' | 'focus'>;

/** Brings a window to the front, whatever state it is in. */
export function bringToFront(window: FocusableWindow | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/**
 * True when this is the only Vigil on its data folder. A later one makes `onSecond` run here instead, with its
 * command line: that is not to be trusted, and nothing of it but a link is used.
 */
export function holdSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  onSecond: (argv: readonly string[]) => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onSecond(argv));
  return true;
}
