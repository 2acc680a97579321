import { EventEmitter } from 'node:events';
import { copyFileSync } from 'node:fs';
import { toAppUrl } from './addresses.ts';
import { StandInEvent } from './app.ts';
import type { Cdp, CdpParams } from './cdp.ts';

/** Electron's `DownloadItem`: one file on its way to the disk. */
class StandInDownload extends EventEmitter {
  private readonly url: string;
  private readonly fileName: string;
  private savePath = '';

  constructor(url: string, fileName: string) {
    super();
    this.url = url;
    this.fileName = fileName;
  }

  getURL = (): string => this.url;
  getFilename = (): string => this.fileName;
  /** Where it goes instead of asking a person. */
  setSavePath = (path: string): void => void (this.savePath = path);

  /** @param filePath where the engine wrote it; empty when it was cancelled */
  finish(filePath: string): void {
    if (filePath !== '' && this.savePath !== '') copyFileSync(filePath, this.savePath);
    this.emit('done', new StandInEvent(), filePath === '' ? 'cancelled' : 'completed');
  }
}

/** Electron's `session`: downloads of the engine as its events, and handlers of permissions that are only recorded. */
export class StandInSession extends EventEmitter {
  readonly setPermissionRequestHandler: (handler: unknown) => void;
  readonly setPermissionCheckHandler: (handler: unknown) => void;
  readonly setDevicePermissionHandler: (handler: unknown) => void;
  private readonly cdp: Cdp;
  private readonly downloads = new Map<string, StandInDownload>();

  constructor(cdp: Cdp, record: (call: string) => (argument: unknown) => void) {
    super();
    this.cdp = cdp;
    this.setPermissionRequestHandler = record('setPermissionRequestHandler');
    this.setPermissionCheckHandler = record('setPermissionCheckHandler');
    this.setDevicePermissionHandler = record('setDevicePermissionHandler');
    cdp.on('Browser.downloadWillBegin', (params) => this.onBegin(params));
    cdp.on('Browser.downloadProgress', (params) => this.onProgress(params));
  }

  /** Lets downloads happen; who drives the engine may say later where their files go. */
  async openDownloads(folder: string): Promise<void> {
    await this.cdp.send('Browser.setDownloadBehavior', {
      behavior: 'allowAndName',
      downloadPath: folder,
      eventsEnabled: true,
    });
  }

  private onBegin({ guid, url, suggestedFilename }: CdpParams): void {
    const item = new StandInDownload(toAppUrl(String(url)), String(suggestedFilename));
    const event = new StandInEvent();
    this.emit('will-download', event, item);
    if (!event.defaultPrevented) this.downloads.set(String(guid), item);
    else void this.cdp.send('Browser.cancelDownload', { guid }).catch(() => undefined);
  }

  private onProgress({ guid, state, filePath }: CdpParams): void {
    if (state === 'inProgress') return;
    this.downloads.get(String(guid))?.finish(state === 'completed' ? String(filePath ?? '') : '');
    this.downloads.delete(String(guid));
  }
}
