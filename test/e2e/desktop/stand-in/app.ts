import { EventEmitter, once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An Electron event object: only what listeners here use. */
export class StandInEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

interface AppHooks {
  readonly version: string;
  readonly userData: string;
  /** Closes all windows; true when none objected. */
  readonly closeWindows: () => boolean;
  /** Ends the engine and the process. */
  readonly end: (exitCode: number) => void;
}

/** Electron's `app`, as far as Vigil uses it. */
export class StandInApp extends EventEmitter {
  readonly isPackaged = false;
  /** What tests want to know of calls that leave no other trace. */
  readonly sandboxEnabled = { value: false };
  private badgeCount = 0;
  private readonly hooks: AppHooks;
  private readonly paths = new Map<string, string>();
  private ready = false;

  constructor(hooks: AppHooks) {
    super();
    this.hooks = hooks;
    this.paths.set('userData', hooks.userData);
  }

  becomeReady(): void {
    this.ready = true;
    this.emit('ready', new StandInEvent());
  }

  isReady = (): boolean => this.ready;
  whenReady = async (): Promise<void> => {
    if (!this.ready) await once(this, 'ready');
  };
  /** As on Linux, where the launcher shows it. */
  setBadgeCount = (count: number): boolean => {
    this.badgeCount = count;
    return true;
  };
  getBadgeCount = (): number => this.badgeCount;
  getName = (): string => 'Vigil';
  getVersion = (): string => this.hooks.version;

  getPath(name: string): string {
    const path = this.paths.get(name);
    if (path === undefined) throw new Error(`The stand-in knows no path called ${name}.`);
    mkdirSync(path, { recursive: true });
    return path;
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.sandboxEnabled.value = true;
  }

  /** The first process owns a lock file; later ones leave a note beside it, which the first one reads and deletes. */
  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    const folder = this.getPath('userData');
    const lock = join(folder, 'stand-in.lock');
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch {
      const note = { argv: process.argv, cwd: process.cwd(), additionalData };
      writeFileSync(join(folder, `second-${process.pid}.json`), JSON.stringify(note));
      return false;
    }
    process.once('exit', () => rmSync(lock, { force: true }));
    const watcher = watch(folder, () => this.readNotes(folder));
    watcher.unref();
    return true;
  }

  quit(): void {
    const event = new StandInEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented || !this.hooks.closeWindows()) return;
    const willQuit = new StandInEvent();
    this.emit('will-quit', willQuit);
    if (!willQuit.defaultPrevented) this.exit(0);
  }

  exit(exitCode = 0): void {
    this.emit('quit', new StandInEvent(), exitCode);
    this.hooks.end(exitCode);
  }

  private readNotes(folder: string): void {
    for (const name of readdirSync(folder).filter((file) => /^second-\d+\.json$/.test(file))) {
      const path = join(folder, name);
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch {
        continue;
      }
      if (text === '') continue;
      rmSync(path, { force: true });
      const { argv, cwd, additionalData } = JSON.parse(text) as Record<string, unknown>;
      this.emit('second-instance', new StandInEvent(), argv, cwd, additionalData);
    }
  }
}
