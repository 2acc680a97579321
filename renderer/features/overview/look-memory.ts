import { useSyncExternalStore } from 'react';
import { type Look, lookText, parseLook } from '../../../shared/domain/changed-since.ts';

/* What this seat had seen when it last looked: kept on this machine, one look and no more. */
const STORAGE_KEY = 'vigil.look';
const listeners = new Set<() => void>();
let look: Look | null | undefined;

/** The last look; null before the first. */
export function lastLook(): Look | null {
  if (look === undefined) look = remembered();
  return look;
}

/** Remembers that what is on screen now has been seen. */
export function keepLook(next: Look): void {
  look = next;
  try {
    localStorage.setItem(STORAGE_KEY, lookText(next));
  } catch {
    // Storage may be forbidden or full: it then lasts until the page closes.
  }
  for (const listener of listeners) listener();
}

export function useLastLook(): Look | null {
  return useSyncExternalStore(subscribe, lastLook);
}

function remembered(): Look | null {
  try {
    return parseLook(localStorage.getItem(STORAGE_KEY) ?? '');
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
