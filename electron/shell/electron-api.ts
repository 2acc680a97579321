/** The part of Electron that Vigil uses, passed in as an argument: tests and the stand-in bring their own. */
export type ElectronApi = Pick<
  typeof import('electron/main'),
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
> &
  Pick<typeof import('electron/common'), 'nativeImage' | 'shell'>;
