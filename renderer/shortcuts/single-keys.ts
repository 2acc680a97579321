import { useSyncExternalStore } from 'react';

/*
 * Shortcuts of a single letter, figure or sign can be turned off (WCAG 2.1.4): whoever dictates would otherwise
 * set off one with every word.
 */
const STORAGE_KEY = 'vigil.single-keys';
const listeners = new Set<() => void>();
let isOn: boolean | null = null;

/** Whether shortcuts of a single character work on this machine; they do until somebody says no. */
export function areSingleKeysOn(): boolean {
  isOn ??= remembered();
  return isOn;
}

/** Turns them on or off and remembers it on this machine. */
export function setSingleKeys(on: boolean): void {
  isOn = on;
  try {
    localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off');
  } catch {
    // Storage may be forbidden: it then lasts until the page closes.
  }
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, areSingleKeysOn);
}

function remembered(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off';
  } catch {
    return true;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
