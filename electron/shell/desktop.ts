import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserWindow } from 'electron/main';
import type { Hub } from '../../shared/contract/client.ts';
import type { Result } from '../../shared/domain/result.ts';
import { bindIpc } from '../bindings/ipc.ts';
import type { Clock } from '../core/clock.ts';
import type { RunOptions } from '../core/config/cli.ts';
import type { Surroundings } from '../core/config/paths.ts';
import type { LaunchDeps, LaunchProblem } from '../core/launch.ts';
import type { Log } from '../core/log.ts';
import { appSchemePrivileges, serveApp } from './app-protocol.ts';
import { createDeepLinks } from './deep-links.ts';
import { desktopStart, EXIT_BAD_USAGE } from './desktop-options.ts';
import type { ElectronApi } from './electron-api.ts';
import { createExternalLinks } from './external-links.ts';
import { createNotices } from './notices.ts';
import { flushOnQuit } from './quit-flush.ts';
import { createSafeKeychain } from './secrets.ts';
import { lockContents, lockSession } from './security.ts';
import { bringToFront, holdSingleInstance } from './single-instance.ts';
import { openMainWindow } from './window.ts';
import { unpackedUrl } from './worker-url.ts';

/** As electron-builder.yml has it. */
const APP_ID = 'io.github.vigil.desktop';

/** The running core as the shell sees it. */
export type Core = Hub & { close(): Promise<void> };

/** What the shell knows and the core needs. */
export type LaunchFacts = Pick<
  LaunchDeps,
  | 'surroundings'
  | 'dataDirectory'
  | 'workerUrl'
  | 'clock'
  | 'log'
  | 'appVersion'
  | 'capabilities'
  | 'editing'
  | 'keychain'
>;

/** Everything but Electron that start-up depends on. */
export interface DesktopDeps {
  readonly launch: (run: RunOptions, facts: LaunchFacts) => Promise<Result<Core, LaunchProblem>>;
  /** Folder of the build; renderer/, preload.cjs and journal-worker.mjs lie in it. Ends with a slash. */
  readonly distUrl: URL;
  /** The command line without the executable. */
  readonly argv: readonly string[];
  readonly surroundings: Surroundings;
  readonly clock: Clock;
  readonly log: Log;
  /** Writes a line for a person at a terminal. */
  readonly print: (line: string) => void;
}

/** Starts the desktop app. The steps stand in their order, each in a module of its own. */
export async function startDesktop(electron: ElectronApi, deps: DesktopDeps): Promise<void> {
  const { app } = electron;
  const start = desktopStart(deps.argv, deps.surroundings.env, app.getVersion());
  if (start.action === 'end') {
    deps.print(start.text);
    return app.exit(start.exitCode);
  }

  // Before the lock, which is held per user folder: two data folders are two Vigils.
  if (start.options.dataDir !== null) app.setPath('userData', join(start.options.dataDir, 'desktop'));
  let window: BrowserWindow | null = null;
  const links = createDeepLinks(app, deps.argv, () => window, deps.log);
  const onSecond = (argv: readonly string[]): void => {
    bringToFront(window);
    links.follow(argv, window);
  };
  if (!holdSingleInstance(app, onSecond)) return app.quit();
  // Windows shows notifications of programs it knows by the name their shortcut carries.
  if (deps.surroundings.platform === 'win32') app.setAppUserModelId(APP_ID);

  // Before ready, or Electron refuses.
  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([appSchemePrivileges]);

  // Before any page exists, so that none escapes.
  const openExternal = createExternalLinks({ ...electron, log: deps.log });
  app.on('web-contents-created', (_event, contents) =>
    lockContents(contents, { openExternal: (url) => void openExternal(url), log: deps.log }),
  );
  await app.whenReady();
  lockSession(electron.session.defaultSession, deps.log);
  serveApp(electron.protocol, fileURLToPath(new URL('renderer', deps.distUrl)));

  const launched = await deps.launch(start.options, {
    ...deps,
    dataDirectory: join(app.getPath('userData'), 'data'),
    workerUrl: unpackedUrl(new URL('journal-worker.mjs', deps.distUrl)),
    appVersion: app.getVersion(),
    capabilities: ['desktop'],
    editing: { allowed: true },
    keychain: createSafeKeychain({
      safeStorage: electron.safeStorage,
      platform: deps.surroundings.platform,
      path: join(app.getPath('userData'), 'secrets.bin'),
    }),
  });
  if (!launched.ok) {
    const { kind, text } = launched.error;
    deps.print(text);
    electron.dialog.showErrorBox(`Vigil cannot use its ${kind === 'in_use' ? 'journal' : kind}`, text);
    return app.exit(EXIT_BAD_USAGE);
  }
  const core = launched.value;
  const shell = createNotices({
    ...electron,
    platform: deps.surroundings.platform,
    window: () => window,
    follow: (link) => links.follow([link], window),
    log: deps.log,
  });
  const ipc = bindIpc({ ipcMain: electron.ipcMain, hub: core, shell, log: deps.log });
  flushOnQuit({
    ...electron,
    ...deps,
    close() {
      ipc.close();
      return core.close();
    },
  });

  const open = async (): Promise<void> =>
    openMainWindow({
      electron,
      preloadPath: fileURLToPath(new URL('preload.cjs', deps.distUrl)),
      boundsPath: join(app.getPath('userData'), 'window.json'),
      url: links.startUrl(),
      onCreated(created) {
        window = created;
        ipc.admit(created.webContents);
      },
    });
  // macOS keeps an app without windows; everywhere else the last window ends it.
  app.on('window-all-closed', () => (deps.surroundings.platform === 'darwin' ? undefined : app.quit()));
  app.on('activate', () => (window?.isDestroyed() === false ? bringToFront(window) : void open()));
  await open();
}
