import { homedir } from 'node:os';
import { nativeImage, shell } from 'electron/common';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
} from 'electron/main';
import { systemClock } from './core/clock.ts';
import { launch } from './core/launch.ts';
import { createLog } from './core/log.ts';
import { trustSystemAuthorities } from './core/system-trust.ts';
import { startDesktop } from './shell/desktop.ts';

/*
 * Composition root of the desktop app. Everything it does is in shell/, core/ and bindings/;
 * here they get the real Electron, the real clock and the real command line.
 */
const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  nativeImage,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
};
trustSystemAuthorities();
const log = createLog((line) => console.error(line), systemClock.nowMs);

startDesktop(electron, {
  launch: (run, facts) => launch(run, { ...facts, random: Math.random }),
  distUrl: new URL('./', import.meta.url),
  argv: process.argv.slice(1),
  surroundings: { platform: process.platform, env: process.env, homeDir: homedir() },
  clock: systemClock,
  log,
  print: (line) => console.error(line),
}).catch((error: unknown) => {
  log.warn('Vigil could not start.', { error: String(error) });
  app.exit(1);
});
