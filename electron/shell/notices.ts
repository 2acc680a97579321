import type { BrowserWindow, Notification } from 'electron/main';
import { shellBadgeSchema, shellNoticeSchema } from '../../shared/contract/shell-notices.ts';
import { forgetOldest } from '../../shared/domain/forget-oldest.ts';
import { deepLinkOfHash } from '../../shared/format/deep-link.ts';
import type { Log } from '../core/log.ts';
import type { ElectronApi } from './electron-api.ts';
import { bringToFront } from './single-instance.ts';

/** Notifications held on to, so that a click on them is still heard; older ones are only shown. */
const MAX_HELD = 50;

export interface NoticesDeps extends Pick<ElectronApi, 'app' | 'Notification' | 'nativeImage'> {
  readonly platform: NodeJS.Platform;
  /** The window to bring to the front; null while none is open. */
  readonly window: () => BrowserWindow | null;
  /** Leads the window along a `vigil://` link. */
  readonly follow: (link: string) => void;
  readonly log: Log;
}

/** Notifications and the badge of the task bar or dock, as the page asks for them. */
export interface Notices {
  /** Shows one; false when it was refused or the system shows none. */
  notify(notice: unknown): boolean;
  setBadge(badge: unknown): void;
}

/** Everything a page sends is checked here: an address that is none of Vigil's shows nothing. */
export function createNotices(deps: NoticesDeps): Notices {
  const held = new Set<Notification>();
  return {
    notify(payload) {
      const notice = shellNoticeSchema.safeParse(payload);
      const link = notice.success ? deepLinkOfHash(notice.data.hash) : null;
      if (!notice.success || link === null) {
        deps.log.warn('A notification was refused: it is malformed.');
        return false;
      }
      if (!deps.Notification.isSupported()) return false;
      const { title, body } = notice.data;
      // Silent: the page plays the sounds, by the settings of this seat.
      const shown = new deps.Notification({ title, body, silent: true });
      shown.on('click', () => {
        bringToFront(deps.window());
        deps.follow(link);
      });
      shown.on('close', () => held.delete(shown));
      held.add(shown);
      forgetOldest(held, MAX_HELD);
      shown.show();
      return true;
    },
    setBadge(payload) {
      const badge = shellBadgeSchema.safeParse(payload);
      if (!badge.success) return deps.log.warn('A badge was refused: it is malformed.');
      const { count, words, icon } = badge.data;
      const window = deps.window();
      if (deps.platform !== 'win32') deps.app.setBadgeCount(count);
      else if (window?.isDestroyed() === false)
        window.setOverlayIcon(icon === null ? null : deps.nativeImage.createFromDataURL(icon), words);
    },
  };
}
