#!/usr/bin/env node
/*
 * The desktop stand-in: an executable that takes Electron's place where its binary cannot be had. It runs the
 * built main.mjs in this Node process with its own `electron` module, and windows as pages of a real Chromium.
 * It speaks to Playwright's `_electron` the way Electron does, so the specs drive both through the same code.
 * See docs/adr/0003-desktop-stand-in.md for what it can and cannot prove.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StandInApp } from './app.ts';
import { browserWindowClass } from './browser-window.ts';
import { Cdp } from './cdp.ts';
import { type Engine, startChromium } from './chromium.ts';
import { StandInIpcMain } from './ipc-main.ts';
import { provideElectron } from './module-hooks.ts';
import { StandInNotification } from './notification.ts';
import { StandInProtocol } from './protocol.ts';
import { StandInSession } from './session.ts';

const SWITCH = '--user-data-dir=';
const argv = process.argv.slice(2);
const entry = argv.find((argument) => !argument.startsWith('-'));
if (entry === undefined) throw new Error('Usage: electron.ts [switches] main.mjs [arguments]');
// As Electron has it: the executable, then everything that was on the command line.
process.argv = [process.argv[0] ?? 'electron', ...argv];

const scratch = mkdtempSync(join(tmpdir(), 'vigil-stand-in-'));
const userData = argv.find((argument) => argument.startsWith(SWITCH))?.slice(SWITCH.length);
// `electron .` runs what package.json names; `electron file` runs the file.
const folder = statSync(entry).isDirectory() ? resolve(entry) : dirname(resolve(entry));
const manifest = readManifest(folder);
const main = statSync(entry).isDirectory() ? join(folder, manifest.main) : resolve(entry);

// Playwright connects to both: the main process by the inspector, the windows by DevTools.
if (argv.some((argument) => argument.startsWith('--inspect'))) inspector.open(0, '127.0.0.1');
const cdp = new Cdp();
let engine: Engine | null = null;

const app = new StandInApp({
  version: manifest.version,
  userData: userData === undefined ? join(scratch, 'user-data') : resolve(userData),
  closeWindows() {
    for (const window of BrowserWindow.getAllWindows()) window.close();
    return BrowserWindow.getAllWindows().length === 0;
  },
  end(exitCode) {
    cdp.close();
    process.exit(exitCode);
  },
});
// However this process ends, its engine goes with it.
process.once('exit', () => {
  engine?.stop();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
});
process.once('SIGTERM', () => app.quit());
process.once('SIGINT', () => app.quit());

const ipcMain = new StandInIpcMain();
const protocol = new StandInProtocol(app.isReady);
const BrowserWindow = browserWindowClass({
  cdp,
  ipcMain,
  protocol,
  onContents: (contents) => app.emit('web-contents-created', {}, contents),
  onAllClosed: () => app.emit('window-all-closed'),
});

/** Calls that would leave the machine or need a person: recorded, and answered as a person would to be careful. */
const recorded: { readonly call: string; readonly argument: unknown }[] = [];
const record = (call: string) => (argument: unknown) => void recorded.push({ call, argument });
const defaultSession = new StandInSession(cdp, record);

/** A keychain of this process: what it encrypts, nobody else opens. */
const keychainKey = randomBytes(32);
const safeStorage = {
  getSelectedStorageBackend: () => 'gnome_libsecret',
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  async encryptStringAsync(text: string): Promise<Buffer> {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keychainKey, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  async decryptStringAsync(bytes: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv('aes-256-gcm', keychainKey, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(-16));
    const result = `${decipher.update(bytes.subarray(12, -16), undefined, 'utf8')}${decipher.final('utf8')}`;
    return { result, shouldReEncrypt: false };
  },
};

provideElectron({
  app,
  BrowserWindow,
  Notification: StandInNotification,
  nativeImage: { createFromDataURL: (url: string) => ({ url }) },
  safeStorage,
  dialog: {
    showErrorBox: (title: string, content: string) => process.stderr.write(`${title}: ${content}\n`),
    showMessageBox: async (options: unknown) => {
      record('showMessageBox')(options);
      return { response: 0, checkboxChecked: false };
    },
  },
  ipcMain,
  powerMonitor: new EventEmitter(),
  protocol,
  screen: {
    getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1_920, height: 1_080 } }],
  },
  session: { defaultSession },
  shell: { openExternal: async (url: string) => record('openExternal')(url) },
  /** Playwright looks windows up by their DevTools target. */
  webContents: {
    fromDevToolsTargetId: (targetId: string) =>
      BrowserWindow.getAllWindows().find((window) => window.webContents.targetId === targetId)?.webContents,
  },
  /** Not Electron: what the specs read back. */
  standIn: { recorded },
});

await import(pathToFileURL(main).href);
// Who was only a second start has ended by now, and has no need of it.
engine = await startChromium(join(scratch, 'profile'));
await cdp.connect(engine.address);
await defaultSession.openDownloads(join(scratch, 'downloads'));
process.stderr.write(`DevTools listening on ${engine.address}\n`);
app.becomeReady();

function readManifest(directory: string): { readonly main: string; readonly version: string } {
  const path = join(directory, 'package.json');
  const fallback = { main: 'index.js', version: '0.0.0' };
  return existsSync(path) ? { ...fallback, ...JSON.parse(readFileSync(path, 'utf8')) } : fallback;
}
