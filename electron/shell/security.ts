import type { Event, Session, WebContents } from 'electron/main';
import type { Log } from '../core/log.ts';
import { isAppBlobUrl, isAppUrl } from './app-origin.ts';

/** All a page may be granted: the wall goes full screen, and people copy text. Everything else is refused. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['fullscreen', 'clipboard-sanitized-write']);

/** Whether a page at an address gets a permission. An allowlist, so that new permission names are refused. */
export function isPermissionAllowed(permission: string, requestingUrl: string): boolean {
  return ALLOWED_PERMISSIONS.has(permission) && isAppUrl(requestingUrl);
}

type LockedSession = Pick<
  Session,
  'on' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

/**
 * Refuses permissions, devices included, before any page can ask, and every download but the files that Vigil's own
 * pages make: those a person is asked where to save.
 */
export function lockSession(session: LockedSession, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(isPermissionAllowed(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermissionAllowed(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (isAppBlobUrl(url)) return;
    event.preventDefault();
    log.warn('A download was refused.', { from: schemeOf(url) });
  });
}

export interface ContentsPolicy {
  /** Offers a link that wanted a new window to the system browser. */
  readonly openExternal: (url: string) => void;
  readonly log: Log;
}

/** Keeps a page where it is: no navigation elsewhere, no new windows, no webviews. */
export function lockContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  policy: ContentsPolicy,
): void {
  const stay = (details: Event<{ url: string }>): void => {
    if (isAppUrl(details.url)) return;
    details.preventDefault();
    policy.log.warn('A navigation away from Vigil was refused.', { to: schemeOf(details.url) });
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    policy.openExternal(url);
    return { action: 'deny' };
  });
}

/** Only the scheme reaches the log: an address can carry secrets. */
function schemeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : 'not an address';
}
