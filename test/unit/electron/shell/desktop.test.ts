import { EventEmitter } from 'node:events';
import type { Event } from 'electron/main';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../electron/core/log.ts';
import { type DesktopDeps, startDesktop } from '../../../../electron/shell/desktop.ts';
import { desktopStart } from '../../../../electron/shell/desktop-options.ts';
import type { ElectronApi } from '../../../../electron/shell/electron-api.ts';
import { err, ok } from '../../../../shared/domain/result.ts';
import { FakeContents, fakeEvent } from './fakes.ts';

/** The whole of Electron as start-up sees it, writing down what is called in which order. */
function fakeElectron(calls: string[], firstInstance = true) {
  const note = (call: string) => () => void calls.push(call);
  const contents = new FakeContents();
  class Window extends EventEmitter {
    readonly webContents = contents;
    constructor() {
      super();
      calls.push('new BrowserWindow');
      app.emit('web-contents-created', {}, contents);
    }
    loadURL = async (url: string): Promise<void> => void calls.push(`loadURL ${url}`);
    show = note('show');
    isDestroyed = (): boolean => false;
    isMinimized = (): boolean => false;
    focus = note('focus');
  }
  const app = Object.assign(new EventEmitter(), {
    getVersion: () => '1.2.3',
    getPath: () => '/nowhere/user-data',
    setPath: (name: string, path: string) => void calls.push(`setPath ${name} ${path}`),
    requestSingleInstanceLock: () => (calls.push('lock'), firstInstance),
    enableSandbox: note('enableSandbox'),
    whenReady: async () => void calls.push('whenReady'),
    quit: note('quit'),
    exit: (code: number) => void calls.push(`exit ${code}`),
  });
  const electron = {
    app,
    BrowserWindow: Window,
    dialog: {
      showErrorBox: (title: string) => void calls.push(`error box: ${title}`),
      showMessageBox: note('ask'),
    },
    ipcMain: { handle: note('ipc handle'), on: note('ipc on'), removeHandler() {}, removeListener() {} },
    powerMonitor: new EventEmitter(),
    protocol: { registerSchemesAsPrivileged: note('registerSchemes'), handle: note('protocol handle') },
    screen: { getAllDisplays: () => [] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: note('permissions'),
        setPermissionCheckHandler: note('permissions'),
        setDevicePermissionHandler: note('permissions'),
        on: note('downloads'),
      },
    },
    shell: { openExternal: note('openExternal') },
  };
  return { app, contents, api: electron as unknown as ElectronApi };
}

function started(argv: readonly string[], launch?: DesktopDeps['launch'], firstInstance = true) {
  const calls: string[] = [];
  const printed: string[] = [];
  const electron = fakeElectron(calls, firstInstance);
  const core = { connect: () => ({ request: async () => ok({}), close() {} }), close: async () => undefined };
  const done = startDesktop(electron.api, {
    launch: launch ?? (async (_run, facts) => (calls.push(`launch in ${facts.dataDirectory}`), ok(core))),
    distUrl: new URL('file:///nowhere/dist/'),
    argv,
    surroundings: { platform: 'linux', env: {}, homeDir: '/nowhere' },
    clock: { nowMs: () => 0, monotonicMs: () => 0, setTimeout: () => () => undefined },
    log: silentLog,
    print: (line) => void printed.push(line),
  });
  return { ...electron, calls, printed, done };
}

describe('starting', () => {
  it('takes its steps in order: lock and sandbox before ready, lockdown before the page', async () => {
    const { calls, done } = started(['--demo']);
    await done;
    const once = calls.filter((call, index) => calls.indexOf(call) === index);
    expect(once).toEqual([
      'lock',
      'enableSandbox',
      'registerSchemes',
      'whenReady',
      'permissions',
      'downloads',
      'protocol handle',
      'launch in /nowhere/user-data/data',
      'ipc handle',
      'ipc on',
      'new BrowserWindow',
      'loadURL app://vigil/',
    ]);
  });

  it('registers schemes before it gives way for the first time', () => {
    const { calls } = started([]);
    expect(calls).toContain('registerSchemes');
  });

  it('locks every page as it is created', async () => {
    const { contents, done } = started([]);
    await done;
    const event = fakeEvent({ url: 'https://example.com/' }) as Event & { defaultPrevented: boolean };
    contents.emit('will-navigate', event);
    expect([event.defaultPrevented, contents.openHandler !== null]).toEqual([true, true]);
  });

  it('leaves to the first when it is the second', async () => {
    const { calls, done } = started([], undefined, false);
    await done;
    expect(calls).toEqual(['lock', 'quit']);
  });

  it('brings its window to the front when a second one starts', async () => {
    const { app, calls, done } = started([]);
    await done;
    app.emit('second-instance', {}, [], '/', {});
    expect(calls.slice(-2)).toEqual(['show', 'focus']);
  });

  it('begins where a link on its command line leads', async () => {
    const { calls, done } = started(['vigil://service/checkout?at=2026-09-22T14:06:30Z']);
    await done;
    expect(calls.at(-1)).toBe('loadURL app://vigil/#/services/checkout?at=2026-09-22T14:06:30Z');
  });

  it('follows the link a second one was started with, and nothing else it says', async () => {
    const { app, calls, done } = started([]);
    await done;
    app.emit('second-instance', {}, ['vigil', 'https://evil.example/', 'vigil://alert/7'], '/', {});
    expect(calls.at(-1)).toBe('loadURL app://vigil/#/alerts?alert=7');
    const before = calls.length;
    app.emit('second-instance', {}, ['vigil', 'vigil://nowhere', 'file:///etc/passwd'], '/', {});
    expect(calls.slice(before)).toEqual(['show', 'focus']);
  });

  it('follows links of macOS, also one that comes before the window is there', async () => {
    const { app, calls, done } = started([]);
    app.emit('open-url', fakeEvent({}), 'vigil://map');
    await done;
    expect(calls.at(-1)).toBe('loadURL app://vigil/#/map');
    app.emit('open-url', fakeEvent({}), 'vigil://sla');
    expect(calls.at(-1)).toBe('loadURL app://vigil/#/sla');
  });

  it('keeps everything in the data folder it is given, the lock included', async () => {
    const { calls, done } = started(['--data-dir', '/data']);
    await done;
    expect(calls.slice(0, 2)).toEqual(['setPath userData /data/desktop', 'lock']);
  });

  it('tells what is wrong with the configuration, and ends with 2', async () => {
    const text = 'vigil.yaml:2:1 sauces: unknown key';
    const { calls, printed, done } = started([], async () => err({ kind: 'configuration', text }));
    await done;
    expect(printed).toEqual([text]);
    expect(calls.slice(-2)).toEqual(['error box: Vigil cannot use its configuration', 'exit 2']);
    expect(calls).not.toContain('new BrowserWindow');
  });

  it('ends with its last window', async () => {
    const { app, calls, done } = started([]);
    await done;
    app.emit('window-all-closed');
    expect(calls.at(-1)).toBe('quit');
  });
});

describe('the command line', () => {
  it.each([
    [['--version'], 'Vigil 1.2.3', 0],
    [['--help'], 'Usage: vigil', 0],
    [['--port', 'x'], '--port must be a number', 2],
    [['check', 'vigil.yaml'], 'npm run serve', 2],
  ])('%j ends with a word', async (argv, text, exitCode) => {
    const { calls, printed, done } = started(argv);
    await done;
    expect([calls, printed.join()]).toEqual([[`exit ${exitCode}`], expect.stringContaining(text)]);
  });

  it('passes over the switches that Chromium and debuggers put there', () => {
    const argv = [
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      '.',
      '--user-data-dir=/x',
      '--demo',
    ];
    expect(desktopStart(argv, {}, '1.2.3')).toMatchObject({ action: 'run', options: { demo: true } });
  });
});
