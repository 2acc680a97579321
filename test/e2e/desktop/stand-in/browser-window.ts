import { EventEmitter } from 'node:events';
import { StandInEvent } from './app.ts';
import type { ContentsDeps } from './web-contents.ts';
import { StandInWebContents } from './web-contents.ts';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly show?: boolean;
  readonly backgroundColor?: string;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

/** What the application shares with its windows. */
export interface WindowWorld extends Omit<ContentsDeps, 'preloadPath' | 'size'> {
  readonly onContents: (contents: StandInWebContents) => void;
  readonly onAllClosed: () => void;
}

/** Settings the stand-in cannot honour: a window without them would prove nothing about Electron. */
const REQUIRED = { sandbox: true, contextIsolation: true, nodeIntegration: false } as const;

/** Makes the `BrowserWindow` class of one application. */
export function browserWindowClass(world: WindowWorld) {
  const open = new Set<StandInBrowserWindow>();

  class StandInBrowserWindow extends EventEmitter {
    static getAllWindows = (): StandInBrowserWindow[] => [...open];
    static fromWebContents = (contents: unknown): StandInBrowserWindow | null =>
      [...open].find((window) => window.webContents === contents) ?? null;
    static getFocusedWindow = (): StandInBrowserWindow | null =>
      [...open].find((window) => window.focused) ?? null;

    readonly webContents: StandInWebContents;
    readonly options: WindowOptions;
    private bounds: Rectangle;
    private visible: boolean;
    private focused = false;
    private minimized = false;
    private maximized = false;
    private destroyed = false;

    constructor(options: WindowOptions = {}) {
      super();
      const preferences = options.webPreferences ?? {};
      for (const [name, value] of Object.entries(REQUIRED))
        if (preferences[name] !== value) throw new Error(`webPreferences.${name} must be ${value}.`);
      this.options = options;
      const { x = 0, y = 0, width = 800, height = 600 } = options;
      this.bounds = { x, y, width, height };
      this.visible = options.show ?? true;
      const preload = preferences['preload'];
      this.webContents = new StandInWebContents({
        ...world,
        preloadPath: typeof preload === 'string' ? preload : undefined,
        size: { width, height },
      });
      this.webContents.on('ready-to-show', () => this.emit('ready-to-show'));
      this.webContents.on('stand-in-window-allowed', () => new StandInBrowserWindow(options));
      this.webContents.once('destroyed', () => this.forget());
      open.add(this);
      world.onContents(this.webContents);
    }

    loadURL = (url: string): Promise<void> => this.webContents.loadURL(url);
    isDestroyed = (): boolean => this.destroyed;
    isVisible = (): boolean => this.visible;
    isMinimized = (): boolean => this.minimized;
    isMaximized = (): boolean => this.maximized;
    isFocused = (): boolean => this.focused;
    getBounds = (): Rectangle => this.bounds;
    getNormalBounds = (): Rectangle => this.bounds;
    setBounds = (bounds: Partial<Rectangle>): void => void (this.bounds = { ...this.bounds, ...bounds });
    maximize = (): void => void (this.maximized = true);
    minimize = (): void => void ([this.minimized, this.focused] = [true, false]);
    restore = (): void => void (this.minimized = false);
    hide = (): void => void ([this.visible, this.focused] = [false, false]);
    show = (): void => void ([this.visible, this.focused] = [true, true]);
    blur = (): void => void (this.focused = false);

    focus(): void {
      for (const window of open) window.focused = window === this;
    }

    close(): void {
      const event = new StandInEvent();
      this.emit('close', event);
      if (!event.defaultPrevented) this.destroy();
    }

    destroy(): void {
      this.webContents.close();
    }

    private forget(): void {
      if (!open.delete(this)) return;
      this.destroyed = true;
      this.emit('closed');
      if (open.size === 0) world.onAllClosed();
    }
  }
  return StandInBrowserWindow;
}
