import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron/main';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP_URL } from '../../../../electron/shell/app-origin.ts';
import type { ElectronApi } from '../../../../electron/shell/electron-api.ts';
import { openMainWindow } from '../../../../electron/shell/window.ts';
import { placeWindow, readBounds, writeBounds } from '../../../../electron/shell/window-bounds.ts';

const oneDisplay = [{ x: 0, y: 0, width: 1_920, height: 1_080 }];
const twoDisplays = [...oneDisplay, { x: 1_920, y: 0, width: 3_840, height: 2_160 }];

class FakeWindow extends EventEmitter {
  static made: FakeWindow[] = [];
  readonly calls: string[] = [];
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = { id: 1 };
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    FakeWindow.made.push(this);
  }
  loadURL = async (url: string): Promise<void> => void this.calls.push(`load ${url}`);
  show = (): void => void this.calls.push('show');
  maximize = (): void => void this.calls.push('maximize');
  isMaximized = (): boolean => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 700 });
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-window-'));
  FakeWindow.made = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(): Promise<FakeWindow> {
  const electron = {
    BrowserWindow: FakeWindow as unknown as typeof BrowserWindow,
    screen: { getAllDisplays: () => oneDisplay.map((workArea) => ({ workArea })) } as ElectronApi['screen'],
  };
  await openMainWindow({
    electron,
    preloadPath: '/dist/preload.cjs',
    boundsPath: join(folder, 'window.json'),
    url: APP_URL,
    onCreated: (window) => (window as unknown as FakeWindow).calls.push('created'),
  });
  return FakeWindow.made[0]!;
}

describe('the window', () => {
  it('has no powers but its preload', async () => {
    expect((await opened()).options.webPreferences).toEqual({
      preload: '/dist/preload.cjs',
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
    });
  });

  it('is bound before it loads the one page there is', async () => {
    expect((await opened()).calls).toEqual(['created', 'load app://vigil/']);
  });

  it('is dark and hidden until it has painted', async () => {
    const window = await opened();
    expect(window.options).toMatchObject({ show: false, backgroundColor: '#0B0F14' });
    window.emit('ready-to-show');
    expect(window.calls.at(-1)).toBe('show');
  });

  it('opens where it was closed', async () => {
    (await opened()).emit('close');
    FakeWindow.made = [];
    expect((await opened()).options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
  });

  it('opens maximised when it was', async () => {
    writeBounds(join(folder, 'window.json'), { x: 0, y: 0, width: 900, height: 700, maximized: true });
    const window = await opened();
    window.emit('ready-to-show');
    expect(window.calls.slice(-2)).toEqual(['maximize', 'show']);
  });
});

describe('placement', () => {
  const remembered = { x: 2_000, y: 100, width: 1_000, height: 800, maximized: false };

  it('is remembered on the display it was on', () => {
    expect(placeWindow(remembered, twoDisplays)).toEqual(remembered);
  });

  it.each([
    ['its display is gone', remembered],
    ['it lies left of everything', { ...remembered, x: -1_000 }],
    ['only a sliver would show', { ...remembered, x: 1_900 }],
    ['its title bar would be above the display', { ...remembered, x: 0, y: -50 }],
    ['its title bar would be below the display', { ...remembered, x: 0, y: 1_070 }],
  ])('is left to the system when %s', (_why, bounds) => {
    expect(placeWindow(bounds, oneDisplay)).toEqual({ width: 1_000, height: 800, maximized: false });
  });

  it('never exceeds the largest display nor falls below what can be used', () => {
    const huge = { ...remembered, x: 0, y: 0, width: 90_000, height: 90_000 };
    expect(placeWindow(huge, oneDisplay)).toMatchObject({ width: 1_920, height: 1_080 });
    expect(placeWindow({ ...huge, width: 1, height: 1 }, oneDisplay)).toMatchObject({
      width: 480,
      height: 360,
    });
  });

  it('starts within a small display, and without any', () => {
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1_024, height: 700 }])).toMatchObject({
      width: 1_024,
      height: 700,
    });
    expect(placeWindow(null, [])).toEqual({ width: 1_440, height: 900, maximized: false });
  });

  it.each(['', '{', 'null', '{"x":1}', '{"x":1e99,"y":0,"width":10,"height":10,"maximized":false}'])(
    'ignores the damaged file %j',
    (text) => {
      const path = join(folder, 'window.json');
      writeFileSync(path, text);
      expect(readBounds(path)).toBeNull();
    },
  );

  it('makes its folder, and does without when it cannot', () => {
    const path = join(folder, 'deep', 'window.json');
    writeBounds(path, remembered);
    expect(readBounds(path)).toEqual(remembered);
    expect(() => writeBounds(join(path, 'below-a-file.json'), remembered)).not.toThrow();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(remembered);
  });
});
