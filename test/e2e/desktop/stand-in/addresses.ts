/*
 * Chromium cannot be taught a new standard scheme from outside, so the page really loads from an https origin
 * that exists nowhere: every request to it is answered by the protocol handler under test, every other request
 * is refused, and name resolution is switched off. The main process only ever sees app:// addresses.
 */
const PAGE_ORIGIN = 'https://vigil.stand-in.invalid';
const APP_ORIGIN = 'app://vigil';

const BLOB = 'blob:';

/** The address as Electron would show it. */
export function toAppUrl(pageUrl: string): string {
  if (pageUrl.startsWith(BLOB)) return BLOB + toAppUrl(pageUrl.slice(BLOB.length));
  return pageUrl.startsWith(`${PAGE_ORIGIN}/`) ? APP_ORIGIN + pageUrl.slice(PAGE_ORIGIN.length) : pageUrl;
}

/** The address Chromium can load. */
export function toPageUrl(appUrl: string): string {
  return appUrl.startsWith(`${APP_ORIGIN}/`) ? PAGE_ORIGIN + appUrl.slice(APP_ORIGIN.length) : appUrl;
}
