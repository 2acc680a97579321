import type { ShellNotice } from '../../shared/contract/shell-notices.ts';
import type { Notice } from '../../shared/format/telling-words.ts';
import { type Cell, createCell } from './cell.ts';

/**
 * Whether notices can be shown. `ask`: a person has to allow it by a click. `denied`: a person or a policy forbade it, and
 * only the browser's own settings change that. `insecure`: browsers show none for pages that came over plain HTTP.
 */
export type NoticeState = 'granted' | 'ask' | 'denied' | 'insecure' | 'missing';

/** Shows notices of the system, and leads a click to the alert it is about. */
export interface Notifier {
  readonly state: Cell<NoticeState>;
  /** Asks the person for permission; only as the answer to a click of theirs. */
  ask(): Promise<void>;
  /** False when it could not be shown. */
  show(notice: Notice): boolean;
}

/**
 * In the desktop app the shell shows them: it needs no permission but the system's own.
 * @param notify false where the system shows none
 */
export function createShellNotifier(notify: (notice: ShellNotice) => Promise<boolean> | undefined): Notifier {
  const state = createCell<NoticeState>('granted');
  return {
    state,
    ask: async () => undefined,
    show({ title, body, hash }) {
      void notify({ title, body, hash })
        ?.catch(() => false)
        .then((isShown) => state.set(isShown ? 'granted' : 'missing'));
      return true;
    },
  };
}

export interface PageNotifierDeps {
  /** Undefined where the browser knows no notifications. */
  readonly api: typeof Notification | undefined;
  readonly isSecure: boolean;
  readonly icon: string;
  /** A person clicked the notice. */
  readonly onOpen: (hash: string) => void;
}

/** In a browser. */
export function createPageNotifier({ api, isSecure, icon, onOpen }: PageNotifierDeps): Notifier {
  const known = (): NoticeState => {
    // Where a page is not secure, some browsers hide the API and some only refuse it.
    if (!isSecure) return 'insecure';
    if (api === undefined) return 'missing';
    return api.permission === 'default' ? 'ask' : api.permission;
  };
  const state = createCell<NoticeState>(known());
  return {
    state,
    async ask() {
      if (state.get() === 'ask') await api?.requestPermission().catch(() => undefined);
      state.set(known());
    },
    show({ title, body, hash, tag }) {
      // The permission may have been taken away since.
      state.set(known());
      if (api === undefined || state.get() !== 'granted') return false;
      try {
        const shown = new api(title, { body, tag, icon });
        shown.addEventListener('click', () => {
          shown.close();
          onOpen(hash);
        });
        return true;
      } catch {
        // Browsers of telephones have the class and refuse to make one.
        state.set('missing');
        return false;
      }
    },
  };
}
