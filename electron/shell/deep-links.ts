import type { App, BrowserWindow } from 'electron/main';
import { DEEP_LINK_SCHEME, deepLinkAmong, hashOfDeepLink } from '../../shared/format/deep-link.ts';
import type { Log } from '../core/log.ts';
import { APP_URL } from './app-origin.ts';

type LinkedWindow = Pick<BrowserWindow, 'isDestroyed' | 'loadURL'>;

/** Follows `vigil://` links into the window. Whatever a link says, it becomes an address of Vigil's own page or nothing. */
export interface DeepLinks {
  /** The address to begin with: that of the first link that came before the window was there. */
  startUrl(): string;
  /** Follows a link among the words of a command line, where there is one. */
  follow(words: readonly string[], window: LinkedWindow | null): void;
}

/**
 * @param argv this process's command line: Windows and Linux put the link there
 * @param current the window to lead; null before it is open
 */
export function createDeepLinks(
  app: Pick<App, 'on' | 'isPackaged' | 'setAsDefaultProtocolClient'>,
  argv: readonly string[],
  current: () => LinkedWindow | null,
  log: Log,
): DeepLinks {
  // A build that is being worked on must not take over the links of an installed one.
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  let waiting = deepLinkAmong(argv);

  const lead = (hash: string, window: LinkedWindow | null): void => {
    if (window === null || window.isDestroyed()) {
      waiting = hash;
      return;
    }
    // Only the hash differs: the page stays and turns to it.
    window.loadURL(`${APP_URL}${hash}`).catch(() => log.warn('A link could not be followed.'));
  };

  // macOS tells of links by this event, also before the app is ready.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const hash = hashOfDeepLink(url);
    if (hash !== null) lead(hash, current());
  });

  return {
    startUrl() {
      const url = `${APP_URL}${waiting ?? ''}`;
      waiting = null;
      return url;
    },
    follow(words, window) {
      const hash = deepLinkAmong(words);
      if (hash !== null) lead(hash, window);
    },
  };
}
