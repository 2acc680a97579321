import type { Dialog, Shell } from 'electron';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Log } from '../core/log.ts';

/** Longer addresses are refused: some systems cut them, and what opens is then another address. */
export const MAX_EXTERNAL_URL_CHARACTERS = 2_048;

/** An address that may be handed to the system, or a sentence saying why not. Pure. */
export function vetExternalUrl(text: string): Result<URL, string> {
  if (text.length > MAX_EXTERNAL_URL_CHARACTERS) return err('The link is too long to open safely.');
  // Parsers disagree about blanks, control characters and backslashes; what people read must be what opens.
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  if (/[\u0000-\u0020\u007f-\u009f\\]/.test(text)) return err('The link contains blanks or backslashes.');
  if (!URL.canParse(text)) return err('The link is not a web address.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return err(`Links of the kind ${url.protocol} are not opened.`);
  if (url.username !== '' || url.password !== '') return err('Links that carry a user name are not opened.');
  if (url.hostname === '') return err('The link names no host.');
  return ok(url);
}

export interface ExternalLinkDeps {
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly log: Log;
}

const OPEN_BUTTON = 1;

/**
 * Opens links in the system browser after showing the host they lead to; `URL` spells international
 * names in punycode, so look-alike letters show. One question at a time: a page cannot pile up dialogs.
 */
export function createExternalLinks(deps: ExternalLinkDeps): (url: string) => Promise<void> {
  let asking = false;
  return async (text) => {
    const url = vetExternalUrl(text);
    if (!url.ok) {
      deps.log.warn('A link was not opened.', { reason: url.error });
      return;
    }
    if (asking) return;
    asking = true;
    try {
      const answer = await deps.dialog.showMessageBox({
        type: 'question',
        message: `Open ${url.value.host} in your browser?`,
        detail: url.value.href,
        buttons: ['Stay in Vigil', 'Open'],
        defaultId: OPEN_BUTTON,
        cancelId: 0,
        noLink: true,
      });
      if (answer.response === OPEN_BUTTON) await deps.shell.openExternal(url.value.href);
    } catch (error) {
      deps.log.warn('A link could not be opened.', { error: String(error) });
    } finally {
      asking = false;
    }
  };
}
