import { useSyncExternalStore } from 'react';

export const themes = ['dark', 'light', 'contrast'] as const;
export type Theme = (typeof themes)[number];

/** What people call each theme. */
export const themeWords: Readonly<Record<Theme, string>> = {
  dark: 'dark',
  light: 'light',
  contrast: 'high contrast',
};

const STORAGE_KEY = 'vigil.theme';
const listeners = new Set<() => void>();

/** The theme on screen. */
export function currentTheme(): Theme {
  return readTheme(document.documentElement.dataset['theme']);
}

/** The one that follows, round and round. */
export function themeAfter(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'dark';
}

function readTheme(name: string | null | undefined): Theme {
  return themes.find((theme) => theme === name) ?? 'dark';
}

/** Applies the remembered theme; dark when nothing is remembered. Call once before mounting. */
export function startTheme(): void {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage may be forbidden (private window, sandbox): the default is fine then.
  }
  const forced = matchMedia('(forced-colors: active)');
  const light = matchMedia('(prefers-color-scheme: light)');
  const apply = (): void => show(themeFor(remembered, forced.matches ? light.matches : null));
  apply();
  forced.addEventListener('change', apply);
  light.addEventListener('change', () => forced.matches && apply());
  // Paper is white: a dark page would waste ink and hide its hatches.
  let beforePrint: Theme = 'dark';
  addEventListener('beforeprint', () => {
    beforePrint = currentTheme();
    show('light');
  });
  addEventListener('afterprint', () => show(beforePrint));
}

/**
 * The theme to begin with: the remembered one, dark when nothing is remembered.
 * @param forcedLight where the system forces its colours, whether its ground is light; null where it does not.
 *   Drawings keep their own colours then, and have to suit a ground that is not theirs.
 */
export function themeFor(remembered: string | null, forcedLight: boolean | null): Theme {
  if (forcedLight !== null) return forcedLight ? 'light' : 'dark';
  return readTheme(remembered);
}

/** Switches the theme and remembers it on this machine. */
export function setTheme(theme: Theme): void {
  show(theme);
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // See above: it then lasts until the page closes.
  }
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme);
}

function show(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
