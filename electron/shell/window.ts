import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron/main';
import type { ElectronApi } from './electron-api.ts';
import { MIN_WINDOW, type Placement, placeWindow, readBounds, writeBounds } from './window-bounds.ts';

/** The dark ground of the design, so that nothing flashes white before the first paint. */
const BACKGROUND = '#0B0F14';

/** Options of every window Vigil opens: a page with no powers but the functions of the preload. */
export function windowOptions(preloadPath: string, placement: Placement): BrowserWindowConstructorOptions {
  const { maximized: _maximized, ...place } = placement;
  return {
    ...place,
    minWidth: MIN_WINDOW.width,
    minHeight: MIN_WINDOW.height,
    show: false,
    title: 'Vigil',
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  };
}

export interface WindowDeps {
  readonly electron: Pick<ElectronApi, 'BrowserWindow' | 'screen'>;
  readonly preloadPath: string;
  /** File that remembers where the window was. */
  readonly boundsPath: string;
  /** The page of Vigil's to begin with. */
  readonly url: string;
  /** Runs before the page loads, so that its first message already finds its binding. */
  readonly onCreated: (window: BrowserWindow) => void;
}

/** Opens the main window on Vigil's own page, and shows it when it has painted. */
export async function openMainWindow(deps: WindowDeps): Promise<void> {
  const { BrowserWindow, screen } = deps.electron;
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const placement = placeWindow(readBounds(deps.boundsPath), workAreas);
  const window = new BrowserWindow(windowOptions(deps.preloadPath, placement));
  window.once('ready-to-show', () => {
    if (placement.maximized) window.maximize();
    window.show();
  });
  window.on('close', () =>
    writeBounds(deps.boundsPath, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  deps.onCreated(window);
  await window.loadURL(deps.url);
}
