import { fittingNotice } from '../../shared/contract/shell-notices.ts';
import { navigate } from '../app/routes.ts';
import { readSeat, writeSeat } from '../state/seat-storage.ts';
import { type AttentionDesk, createAttentionDesk } from './desk.ts';
import { createPageNotifier, createShellNotifier } from './notifier.ts';
import { createFaceShower } from './show-face.ts';
import { createSoundPlayer } from './sound-player.ts';

const WITHHELD_KEY = 'vigil.withheld';
const gestures = ['pointerdown', 'keydown'] as const;

let desk: AttentionDesk | null = null;

/** The one desk of this page, on the real browser. */
export function pageDesk(): AttentionDesk {
  desk ??= createAttentionDesk({
    player: createSoundPlayer({
      createContext: typeof AudioContext === 'undefined' ? null : () => new AudioContext(),
      onGesture,
      after,
    }),
    notifier:
      window.vigil === undefined
        ? createPageNotifier({
            api: typeof Notification === 'undefined' ? undefined : Notification,
            isSecure: isSecureContext,
            icon: new URL('./icon.svg', location.href).href,
            onOpen(hash) {
              window.focus();
              navigate(hash);
            },
          })
        : createShellNotifier((notice) => window.vigil?.notify(fittingNotice(notice))),
    showFace: createFaceShower((badge) => window.vigil?.setBadge(badge)),
    kept: { read: () => readSeat(WITHHELD_KEY), write: (text) => writeSeat(WITHHELD_KEY, text) },
  });
  return desk;
}

function onGesture(listener: () => void): () => void {
  for (const gesture of gestures) addEventListener(gesture, listener, true);
  return () => {
    for (const gesture of gestures) removeEventListener(gesture, listener, true);
  };
}

function after(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
