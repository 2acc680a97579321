import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron/main';
import type { Hub } from '../../shared/contract/client.ts';
import { ipcChannels } from '../../shared/contract/ipc-bridge.ts';
import { failure } from '../../shared/domain/failure.ts';
import { err } from '../../shared/domain/result.ts';
import type { Log } from '../core/log.ts';
import { isAppUrl } from '../shell/app-origin.ts';
import { createIpcSeat, type IpcSeat } from './ipc-seat.ts';

const MAX_PAGE_ID_CHARACTERS = 64;

export interface IpcBindingDeps {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on' | 'removeHandler' | 'removeListener'>;
  readonly hub: Hub;
  /** What the shell does for the page; what the page sent is not trusted. */
  readonly shell: {
    notify(notice: unknown): boolean;
    setBadge(badge: unknown): void;
  };
  readonly log: Log;
}

export interface IpcBinding {
  /** Accepts messages of this window's page from now on. */
  admit(contents: WebContents): void;
  close(): void;
}

/** Whether a message comes from the main frame of one of our pages. Frames that are gone count as strangers. */
export function isTrustedFrame(frame: Pick<WebFrameMain, 'url' | 'parent'> | null): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}

/** Serves the hub over Electron IPC: one seat per window, checked at every message. */
export function bindIpc(deps: IpcBindingDeps): IpcBinding {
  const admitted = new Set<WebContents>();
  const seats = new Map<WebContents, IpcSeat>();

  const closeSeat = (contents: WebContents): void => {
    seats.get(contents)?.close();
    seats.delete(contents);
  };

  const isOurs = ({ sender, senderFrame }: IpcMainInvokeEvent | IpcMainEvent, also = true): boolean => {
    const known = also && admitted.has(sender) && isTrustedFrame(senderFrame);
    if (!known) deps.log.warn('A message from an unknown page was refused.', { contentsId: sender.id });
    return known;
  };

  /** The sender's seat, a new one after a reload; null for anything that is not our page. */
  const seatOf = (event: IpcMainInvokeEvent | IpcMainEvent, pageId: unknown): IpcSeat | null => {
    const { sender } = event;
    const isId = typeof pageId === 'string' && pageId.length <= MAX_PAGE_ID_CHARACTERS;
    if (!isOurs(event, isId) || !isId) return null;
    const current = seats.get(sender);
    if (current !== undefined && current.pageId === pageId) return current;
    closeSeat(sender);
    const seat = createIpcSeat(deps.hub, sender, pageId);
    seats.set(sender, seat);
    return seat;
  };

  const onSubscribe = (event: IpcMainEvent, pageId: unknown) => seatOf(event, pageId)?.subscribe();
  const onUnsubscribe = (event: IpcMainEvent, pageId: unknown) => seatOf(event, pageId)?.unsubscribe();
  const onBadge = (event: IpcMainEvent, badge: unknown): void => {
    if (isOurs(event)) deps.shell.setBadge(badge);
  };
  const onAck = (event: IpcMainEvent, pageId: unknown) => seatOf(event, pageId)?.acknowledge();

  deps.ipcMain.handle(
    ipcChannels.request,
    async (event, pageId: unknown, name: unknown, payload: unknown) => {
      const seat = seatOf(event, pageId);
      // A refusal is said aloud: a quiet undefined would look like success without data.
      if (seat === null) return err(failure('unauthorized', 'Only Vigil’s own window may ask.'));
      return seat.request(name, payload);
    },
  );
  deps.ipcMain.on(ipcChannels.subscribe, onSubscribe);
  deps.ipcMain.on(ipcChannels.unsubscribe, onUnsubscribe);
  deps.ipcMain.on(ipcChannels.ack, onAck);
  deps.ipcMain.handle(
    ipcChannels.notify,
    (event, notice: unknown) => isOurs(event) && deps.shell.notify(notice),
  );
  deps.ipcMain.on(ipcChannels.badge, onBadge);

  return {
    admit(contents) {
      admitted.add(contents);
      contents.on('render-process-gone', () => closeSeat(contents));
      contents.once('destroyed', () => {
        closeSeat(contents);
        admitted.delete(contents);
      });
    },
    close() {
      deps.ipcMain.removeHandler(ipcChannels.request);
      deps.ipcMain.removeListener(ipcChannels.subscribe, onSubscribe);
      deps.ipcMain.removeListener(ipcChannels.unsubscribe, onUnsubscribe);
      deps.ipcMain.removeListener(ipcChannels.ack, onAck);
      deps.ipcMain.removeHandler(ipcChannels.notify);
      deps.ipcMain.removeListener(ipcChannels.badge, onBadge);
      for (const seat of seats.values()) seat.close();
      seats.clear();
      admitted.clear();
    },
  };
}
