export const APP_SCHEME = 'app';
export const APP_HOST = 'vigil';
/** The only document the window ever loads. */
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/**
 * True for addresses of Vigil's own pages. Compared part by part: `URL.origin` is the text "null" for every
 * scheme Node does not know, so it would call all of them equal.
 */
export function isAppUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === ''
  );
}

const BLOB = 'blob:';

/** True for a file that one of Vigil's own pages made, such as an export: it never comes from elsewhere. */
export function isAppBlobUrl(text: string): boolean {
  return text.startsWith(BLOB) && isAppUrl(text.slice(BLOB.length));
}
